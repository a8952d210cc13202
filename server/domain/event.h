// What happened. Every change of state is an event, and folding the events from the first gives the state (apply.h).
// An event carries the state after it, so that nobody needs the state before it to understand it.
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/batch.h"
#include "domain/bet.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bs {

enum class EventType : std::uint8_t {
    account_created,
    account_updated,
    account_deleted,
    batch_created,
    batch_activated,
    batch_updated,  // its meta changed
    batch_submitted,
    batch_reopened,
    batch_completed,
    bet_status_updated,  // one bet changed: status, note, reference or cost
    batch_bets_updated,  // several bets of one batch changed at once
};
inline constexpr std::size_t event_type_count = 11;

[[nodiscard]] std::string_view to_word(EventType type);
[[nodiscard]] std::optional<EventType> parse_event_type(std::string_view word);

// account_created, account_updated
struct AccountChange {
    Account account;
    friend bool operator==(const AccountChange&, const AccountChange&) = default;
};

// account_deleted
struct AccountRemoval {
    Timestamp deleted_at;
    friend bool operator==(const AccountRemoval&, const AccountRemoval&) = default;
};

// batch_created: the batch with all its bets
struct BatchCreation {
    Batch batch;
    std::vector<Bet> bets;
    friend bool operator==(const BatchCreation&, const BatchCreation&) = default;
};

// batch_activated, batch_updated, batch_submitted, batch_reopened, batch_completed
struct BatchChange {
    Batch batch;
    std::string reason;  // of a reopen; empty otherwise
    friend bool operator==(const BatchChange&, const BatchChange&) = default;
};

// bet_status_updated (one bet), batch_bets_updated: the bets after the change, and what it did to their batch.
struct BetsChange {
    std::int64_t batch_version = 0;
    BatchStatus batch_status{};
    Summary batch_summary;
    Timestamp batch_updated_at;
    std::vector<Bet> bets;
    friend bool operator==(const BetsChange&, const BetsChange&) = default;
};

struct Event {
    EventType type{};
    AccountId account_id;
    std::optional<BatchId> batch_id;
    std::optional<BetId> bet_id;  // only of bet_status_updated
    std::variant<AccountChange, AccountRemoval, BatchCreation, BatchChange, BetsChange> change;

    friend bool operator==(const Event&, const Event&) = default;
};

using Events = std::vector<Event>;

}  // namespace bs
