#include "domain/batch_steps.h"

#include "base/check.h"

#include <utility>

namespace bs {

Event batch_event(EventType type, Batch after, std::string reason) {
    const AccountId account_id = after.account_id;
    const BatchId batch_id = after.id;
    return {type, account_id, batch_id, std::nullopt, BatchChange{std::move(after), std::move(reason)}};
}

Event activation(const Batch& batch, const Stamp& stamp) {
    Batch after = batch;
    after.status = BatchStatus::active;
    step(after, stamp);
    return batch_event(EventType::batch_activated, std::move(after));
}

Events bets_events(EventType type, const Batch& batch, std::vector<Bet> changed, const Summary& summary,
                   const Stamp& stamp) {
    BS_ASSERT(is_open(batch.status));
    BS_ASSERT(!changed.empty());

    Events events;
    if (batch.status == BatchStatus::created) events.push_back(activation(batch, stamp));

    const bool names_one_bet = type == EventType::bet_status_updated;
    const auto bet_id = names_one_bet ? std::optional(changed.front().id) : std::nullopt;
    const auto version = batch.version + static_cast<std::int64_t>(events.size()) + 1;
    events.push_back({type, batch.account_id, batch.id, bet_id,
                      BetsChange{version, BatchStatus::active, summary, stamp.at, std::move(changed)}});
    return events;
}

}  // namespace bs
