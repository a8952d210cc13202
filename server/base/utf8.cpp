#include "base/utf8.h"

#include <algorithm>

namespace bs {

namespace {

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

// Length of the sequence that starts with `lead`, or 0 if none does.
std::size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

// Smallest code point that needs as many bytes: anything below is an overlong form.
constexpr char32_t smallest_of[] = {0, 0, 0x80, 0x800, 0x10000};

}  // namespace

CodePoint first_code_point(std::string_view text) {
    constexpr CodePoint invalid{0, 1, false};
    const unsigned char lead = byte_at(text, 0);
    const std::size_t length = sequence_length(lead);
    if (length == 1) return {lead, 1, true};
    if (length == 0 || text.size() < length) return invalid;

    char32_t value = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(byte_at(text, i))) return invalid;
        value = (value << 6U) | (byte_at(text, i) & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest_of[length] || value > 0x10FFFF || surrogate) return invalid;
    return {value, length, true};
}

bool is_valid_utf8(std::string_view text) {
    while (!text.empty()) {
        const CodePoint c = first_code_point(text);
        if (!c.valid) return false;
        text.remove_prefix(c.bytes);
    }
    return true;
}

std::size_t count_code_points(std::string_view text) {
    const auto starts = [](char c) { return !is_continuation(static_cast<unsigned char>(c)); };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts));
}

std::optional<char32_t> find_control(std::string_view text) {
    while (!text.empty()) {
        const CodePoint c = first_code_point(text);
        if (is_control(c.value)) return c.value;
        text.remove_prefix(c.bytes);
    }
    return std::nullopt;
}

}  // namespace bs
