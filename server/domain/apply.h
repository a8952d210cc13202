// state + event -> state. Folding every event from the first gives what the tables hold.
#pragma once

#include "base/id.h"
#include "domain/event.h"

#include <map>
#include <string_view>

namespace bs {

// Replays the part of an event that concerns one row. BS_ASSERTs that the event belongs to it and that versions rise by
// one.
void apply(Account& account, const Event& event);
void apply(Batch& batch, const Event& event);

// The whole truth in memory: for tests and for verification, not for serving.
struct State {
    std::map<AccountId, Account> accounts;  // deleted ones included
    std::map<BatchId, Batch> batches;
    std::map<BetId, Bet> bets;

    friend bool operator==(const State&, const State&) = default;
};

void apply(State& state, const Event& event);

// Why apply() would assert, for a log that is not trusted; empty when the event fits.
[[nodiscard]] std::string_view problem_with(const Account& account, const Event& event);
[[nodiscard]] std::string_view problem_with(const Batch& batch, const Event& event);

}  // namespace bs
