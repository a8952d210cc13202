#include "feed/cursor.h"

#include "base/ascii.h"

#include <algorithm>
#include <charconv>

namespace bs {
namespace {

constexpr std::size_t epoch_chars_max = 16;

bool is_epoch(std::string_view text) {
    return !text.empty() && text.size() <= epoch_chars_max &&
           std::ranges::all_of(text, [](char c) { return ascii::is_lower(c) || ascii::is_digit(c); });
}

}  // namespace

std::string format_cursor(std::string_view epoch, Seq seq) {
    std::string text(epoch);
    text += '-';
    text += std::to_string(seq.value);
    return text;
}

std::string to_string(const Cursor& cursor) { return format_cursor(cursor.epoch, cursor.seq); }

std::optional<Cursor> parse_cursor(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos || !is_epoch(text.substr(0, dash))) return std::nullopt;

    const std::string_view digits = text.substr(dash + 1);
    const bool needless_zero = digits.size() > 1 && digits.front() == '0';
    if (digits.empty() || digits.front() == '-' || needless_zero) return std::nullopt;
    std::int64_t seq = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seq);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return Cursor{std::string(text.substr(0, dash)), Seq{seq}};
}

}  // namespace bs
