#include "domain/event.h"

#include "domain/words.h"

namespace bs {

namespace {

constexpr std::array<std::string_view, event_type_count> words = {
    "account_created", "account_updated",    "account_deleted",    "batch_created",
    "batch_activated", "batch_updated",      "batch_submitted",    "batch_reopened",
    "batch_completed", "bet_status_updated", "batch_bets_updated",
};

}  // namespace

std::string_view to_word(EventType type) { return word_of(words, type); }

std::optional<EventType> parse_event_type(std::string_view word) { return find_word<EventType>(words, word); }

}  // namespace bs
