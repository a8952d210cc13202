// Which bet is marked next, and how: the same sequence for the server and for the loop on SQLite that it is compared
// to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bs::bench {

// The bets of one batch: their ids have no gap.
struct BetRange {
    std::int64_t batch_id = 0;
    std::int64_t first_bet_id = 0;
    std::int64_t count = 0;
};

// Of "batch:first:count,batch:first:count".
[[nodiscard]] std::vector<BetRange> parse_ranges(std::string_view text);

struct Mark {
    std::size_t range = 0;
    std::int64_t batch_id = 0;
    std::int64_t bet_id = 0;
    bool successful = false;  // or failed
};

class MarkSequence {
public:
    explicit MarkSequence(std::vector<BetRange> ranges);

    // Scattered over all bets. Every mark changes its bet: it gets its turn again when all others had theirs, and then
    // the other verdict.
    [[nodiscard]] Mark at(std::uint64_t n) const;
    [[nodiscard]] const std::vector<BetRange>& ranges() const { return ranges_; }

private:
    std::vector<BetRange> ranges_;
    std::vector<std::uint64_t> ends_;  // how many bets there are up to the end of each range
};

}  // namespace bs::bench
