#include "feed/frame.h"

#include "base/json_writer.h"
#include "domain/event.h"
#include "feed/cursor.h"

#include <charconv>

namespace bs {
namespace {

constexpr std::string_view line_end = "\r\n";

void append_chunk_size(std::string& out, std::size_t size) {
    char digits[16];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, size, 16);
    out.append(digits, end);
    out += line_end;
}

}  // namespace

void append_event_json(std::string& out, const StoredEvent& event) {
    JsonWriter json(out);
    json.begin_object()
        .field("type", to_word(event.type))
        .field("seq", event.seq)
        .field("account_seq", event.account_seq)
        .field("at", event.at);
    if (!event.actor.empty()) json.field("actor", std::string_view(event.actor));
    json.field("account_id", event.account_id);
    if (!event.request_id.empty()) json.field("request_id", std::string_view(event.request_id));
    if (!event.traceparent.empty()) json.field("traceparent", std::string_view(event.traceparent));
    out += ',';
    out += event.payload;
    json.end_object();
}

FrameShape append_frame(std::string& out, std::string_view epoch, const StoredEvent& event) {
    std::string text;
    text.reserve(256 + event.payload.size());
    text += "id: ";
    text += format_cursor(epoch, event.seq);
    text += "\nevent: ";
    text += to_word(event.type);
    text += "\ndata: ";
    append_event_json(text, event);
    text += "\n\n";

    const std::size_t start = out.size();
    append_chunk_size(out, text.size());
    const FrameShape shape{out.size() - start, line_end.size()};
    out += text;
    out += line_end;
    return shape;
}

void append_chunk(std::string& out, std::string_view text, bool bare) {
    if (bare) {
        out += text;
        return;
    }
    append_chunk_size(out, text.size());
    out += text;
    out += line_end;
}

std::string_view last_chunk(bool bare) { return bare ? "" : "0\r\n\r\n"; }

}  // namespace bs
