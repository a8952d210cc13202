// Characters as protocols and notations define them: ASCII only, whatever the locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace bs::ascii {

inline constexpr std::string_view hex_digits = "0123456789abcdef";
inline constexpr std::string_view hex_digits_upper = "0123456789ABCDEF";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_alphanumeric(char c) { return is_digit(c) || is_lower(c) || is_upper(c); }

constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; }

inline std::string to_lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered) c = to_lower(c);
    return lowered;
}

// Without the blanks and tabs around it. Called for every cell of an import: as plain as it can be.
constexpr std::string_view trim(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

// 0 to 15, or -1 where `c` is no hexadecimal digit.
constexpr int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    const char lower = to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

inline void append_hex(std::string& out, unsigned char byte, std::string_view digits = hex_digits) {
    out.push_back(digits[byte >> 4U]);
    out.push_back(digits[byte & 0x0FU]);
}

// The last sixteen bits.
inline void append_hex4(std::string& out, char32_t value, std::string_view digits = hex_digits) {
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out.push_back(digits[(value >> shift) & 0xFU]);
}

inline bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return to_lower(x) == to_lower(y); });
}

}  // namespace bs::ascii
