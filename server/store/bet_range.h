// The bets of a new batch have ids without a gap, so that two numbers lead from a bet to its batch.
#pragma once

#include "base/check.h"
#include "base/id.h"
#include "domain/bet.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace bs {

struct BetRange {
    BetId first;
    std::int64_t count = 0;
};

// Those of one batch stand together, in the order of their ids.
[[nodiscard]] inline std::unordered_map<BatchId, BetRange> ranges_of(const std::vector<const Bet*>& bets) {
    std::unordered_map<BatchId, BetRange> ranges;
    for (const Bet* bet : bets) {
        auto& range = ranges[bet->batch_id];
        if (range.count == 0) range.first = bet->id;
        BS_ASSERT(bet->id.value == range.first.value + range.count);
        ++range.count;
    }
    return ranges;
}

}  // namespace bs
