// Small text questions of the command line: lists, and showing to a terminal what came from outside.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view between);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char between);  // trimmed, without empty parts

// Text from outside for a person's terminal: control characters and bytes that are not UTF-8 become "?" (so that no
// escape sequence gets through), and what is beyond `length_max` bytes becomes "...".
[[nodiscard]] std::string printable(std::string_view text, std::size_t length_max = 80);

// 1234567 -> "1,234,567".
[[nodiscard]] std::string with_separators(std::uint64_t number);
// "1 bet", "2 bets", "1,000 bets"; "1 batch", "2 batches".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun);

}  // namespace bs::cli
