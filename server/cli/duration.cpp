#include "cli/duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace bs::cli {
namespace {

struct Unit {
    std::string_view word;
    std::int64_t millis;
};

constexpr auto units =
    std::to_array<Unit>({{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}});
constexpr std::int64_t millis_max = 3650 * 86'400'000LL;

}  // namespace

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
    std::int64_t count = 0;
    const char* end = text.data() + text.size();
    const auto [unit_begin, error] = std::from_chars(text.data(), end, count);
    const std::string_view word(unit_begin, static_cast<std::size_t>(end - unit_begin));
    const auto* unit = std::ranges::find(units, word, &Unit::word);
    if (error == std::errc() && count == 0 && word.empty()) return std::chrono::milliseconds(0);
    if (error != std::errc() || count < 0 || unit == units.end()) {
        return fail(ErrorCode::invalid_field, "expected a duration such as 500ms, 10s, 15m, 2h or 30d");
    }
    if (count > millis_max / unit->millis) return fail(ErrorCode::invalid_field, "expected at most ten years");
    return std::chrono::milliseconds(count * unit->millis);
}

std::string to_text(std::chrono::milliseconds duration) {
    for (const Unit& unit : units) {
        const std::int64_t count = duration.count() / unit.millis;
        if (count > 0 && count * unit.millis == duration.count()) return std::to_string(count) + std::string(unit.word);
    }
    return "0";
}

}  // namespace bs::cli
