// Inside this room: the events of one batch. Each takes the batch one version further.
#pragma once

#include "domain/batch.h"
#include "domain/bet.h"
#include "domain/command.h"
#include "domain/event.h"

#include <string>
#include <vector>

namespace bs {

// To be called for every event, before the event is made of the batch.
inline void step(Batch& batch, const Stamp& stamp) {
    ++batch.version;
    batch.updated_at = stamp.at;
}

[[nodiscard]] Event batch_event(EventType type, Batch after, std::string reason = {});
[[nodiscard]] Event activation(const Batch& batch, const Stamp& stamp);

// `changed` are bets of the batch as they are now, `summary` the totals with them. Activates a `created` batch first.
[[nodiscard]] Events bets_events(EventType type, const Batch& batch, std::vector<Bet> changed, const Summary& summary,
                                 const Stamp& stamp);

}  // namespace bs
