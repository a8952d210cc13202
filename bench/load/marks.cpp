#include "marks.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace bs::bench {
namespace {

constexpr std::uint64_t stride = 7919;  // a prime: coprime to every count that is no multiple of it

std::int64_t take_number(std::string_view& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) throw std::runtime_error("--bets: expected BATCH:FIRST:COUNT,...");
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty()) text.remove_prefix(1);
    return number;
}

}  // namespace

std::vector<BetRange> parse_ranges(std::string_view text) {
    std::vector<BetRange> ranges;
    while (!text.empty()) {
        BetRange range;
        range.batch_id = take_number(text);
        range.first_bet_id = take_number(text);
        range.count = take_number(text);
        ranges.push_back(range);
    }
    return ranges;
}

MarkSequence::MarkSequence(std::vector<BetRange> ranges) : ranges_(std::move(ranges)) {
    std::uint64_t total = 0;
    for (const BetRange& range : ranges_) ends_.push_back(total += static_cast<std::uint64_t>(range.count));
    if (total == 0 || total % stride == 0) throw std::runtime_error("--bets: none, or a multiple of 7919");
}

Mark MarkSequence::at(std::uint64_t n) const {
    const std::uint64_t total = ends_.back();
    const std::uint64_t place = n % total * stride % total;
    const auto range = static_cast<std::size_t>(std::ranges::upper_bound(ends_, place) - ends_.begin());
    const std::uint64_t before = range == 0 ? 0 : ends_[range - 1];
    const BetRange& in = ranges_[range];
    return {range, in.batch_id, in.first_bet_id + static_cast<std::int64_t>(place - before), n / total % 2 == 0};
}

}  // namespace bs::bench
