// The way back from a stored event to what happened: the inverse of encode_payload(). For whoever folds the log.
#pragma once

#include "base/result.h"
#include "domain/event.h"

#include <string_view>

namespace bs {

// What the columns of an event say beside its payload.
struct EventColumns {
    EventType type{};
    Timestamp at;
    AccountId account_id;
    std::optional<BatchId> batch_id;
    std::optional<BetId> bet_id;
};

// `invalid_field`: the payload is not what encode_payload() writes for such an event; the detail says where.
[[nodiscard]] Result<Event> parse_event(const EventColumns& columns, std::string_view payload);

}  // namespace bs
