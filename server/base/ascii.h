// Characters as protocols and notations define them: ASCII only, whatever the locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace bs::ascii {

inline constexpr std::string_view hex_digits = "0123456789abcdef";
inline constexpr std::string_view hex_digits_upper = "0123456789ABCDEF";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

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
