// Inside this room: enumerations and the words that the wire has for them. A table stands in the order of its
// enumerators.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace bs {

template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::string_view word_of(const std::array<std::string_view, count>& words, Enum value) {
    return words[static_cast<std::size_t>(value)];
}

template <class Enum, std::size_t count>
[[nodiscard]] constexpr std::optional<Enum> find_word(const std::array<std::string_view, count>& words,
                                                      std::string_view word) {
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end()) return std::nullopt;
    return static_cast<Enum>(at - words.begin());
}

}  // namespace bs
