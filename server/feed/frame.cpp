#include "feed/frame.h"

#include "base/json_writer.h"
#include "domain/event.h"
#include "feed/cursor.h"

#include <charconv>

namespace bs {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t chunk_framing_bytes_max = 18;  // the digits of a size, and the end of their line

void append_chunk_size(std::string& out, std::size_t size) {
    char digits[16];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, size, 16);
    out.append(digits, end);
    out += line_end;
}

// The event as a JSON object up to its payload; what follows that is one brace.
void append_json_before_payload(std::string& out, const StoredEvent& event) {
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
}

}  // namespace

void append_event_json(std::string& out, const StoredEvent& event) {
    append_json_before_payload(out, event);
    out += event.payload;
    out += '}';
}

FrameShape append_frame(std::string& out, std::string_view epoch, const StoredEvent& event) {
    constexpr std::string_view after_payload = "}\n\n";
    std::string before_payload = "id: " + format_cursor(epoch, event.seq);
    before_payload += "\nevent: ";
    before_payload += to_word(event.type);
    before_payload += "\ndata: ";
    append_json_before_payload(before_payload, event);

    // The payload, which may be megabytes, is copied once: straight to its place.
    const std::size_t size = before_payload.size() + event.payload.size() + after_payload.size();
    const std::size_t start = out.size();
    out.reserve(start + chunk_framing_bytes_max + size + line_end.size());
    append_chunk_size(out, size);
    const FrameShape shape{out.size() - start, line_end.size()};
    out += before_payload;
    out += event.payload;
    out += after_payload;
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
