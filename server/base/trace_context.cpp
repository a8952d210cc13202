#include "base/trace_context.h"

#include "base/ascii.h"

#include <algorithm>
#include <cstddef>

namespace bs {
namespace {

// version-trace_id-parent_id-flags
constexpr std::size_t traceparent_chars = 55;
constexpr std::uint8_t flags_known = 0x03;

// Upper case is not valid here.
constexpr int digit_of(char c) { return ascii::is_upper(c) ? -1 : ascii::hex_value(c); }

// False when a character is no digit. `digits` holds two for each byte.
bool read_hex(std::string_view digits, std::span<std::uint8_t> bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int high = digit_of(digits[2 * i]);
        const int low = digit_of(digits[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return true;
}

bool is_zero(std::span<const std::uint8_t> id) {
    return std::ranges::all_of(id, [](std::uint8_t byte) { return byte == 0; });
}

void append_hex(std::string& out, std::span<const std::uint8_t> bytes) {
    for (const std::uint8_t byte : bytes) ascii::append_hex(out, byte);
}

}  // namespace

std::optional<TraceContext> parse_traceparent(std::string_view header) {
    if (header.size() < traceparent_chars) return std::nullopt;
    std::array<std::uint8_t, 1> version{};
    if (!read_hex(header.substr(0, 2), version) || version[0] == 0xFF) return std::nullopt;
    // Later versions may have more, behind a dash.
    const bool has_more = header.size() > traceparent_chars;
    if (has_more && (version[0] == 0 || header[traceparent_chars] != '-')) return std::nullopt;
    if (header[2] != '-' || header[35] != '-' || header[52] != '-') return std::nullopt;

    TraceContext context;
    std::array<std::uint8_t, 1> flags{};
    const bool readable = read_hex(header.substr(3, 32), context.trace_id) &&
                          read_hex(header.substr(36, 16), context.span_id) && read_hex(header.substr(53, 2), flags);
    if (!readable || is_zero(context.trace_id) || is_zero(context.span_id)) return std::nullopt;
    context.flags = flags[0] & flags_known;
    return context;
}

std::string to_string(const TraceContext& context) {
    std::string text;
    text.reserve(traceparent_chars);
    text.append("00-");
    append_hex(text, context.trace_id);
    text.push_back('-');
    append_hex(text, context.span_id);
    text.push_back('-');
    ascii::append_hex(text, context.flags);
    return text;
}

SpanId make_span_id(RandomSource& random) {
    SpanId id{};
    random.fill(std::as_writable_bytes(std::span(id)));
    if (is_zero(id)) id.back() = 1;
    return id;
}

std::string to_hex(std::span<const std::uint8_t> id) {
    std::string text;
    append_hex(text, id);
    return text;
}

}  // namespace bs
