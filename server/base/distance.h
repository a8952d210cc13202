// "Did you mean ...?" for words that we know: query parameters, configuration keys, sub-commands.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace bs {

// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. Quadratic: for words.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The known word that is closest to `word`, if one is close enough to be a slip; the first of equals.
[[nodiscard]] std::optional<std::string_view> did_you_mean(std::string_view word,
                                                           std::span<const std::string_view> known);

}  // namespace bs
