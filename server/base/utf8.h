// What a text from outside is made of: is it UTF-8, how long is it for a person, would it play tricks on a screen?
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace bs {

// One code point of a text. `valid` is false for a byte that is no UTF-8 where it stands; its length is then 1.
struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0;
    bool valid = false;
};

// The code point at the beginning of `text`, which must not be empty. Refuses overlong forms, surrogates and
// everything beyond U+10FFFF.
[[nodiscard]] CodePoint first_code_point(std::string_view text);

[[nodiscard]] bool is_valid_utf8(std::string_view text);

// `text` must be valid UTF-8.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

// C0, DEL, C1, and the bidirectional controls that make text read as something that it is not.
[[nodiscard]] constexpr bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// The first control character of a valid UTF-8 text, if there is one.
[[nodiscard]] std::optional<char32_t> find_control(std::string_view text);

}  // namespace bs
