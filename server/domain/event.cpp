#include "domain/event.h"

#include "domain/words.h"

namespace bs {

namespace {

constexpr std::array<std::string_view, event_type_count> event_type_words = {
    "account_created", "account_updated",    "account_deleted",    "batch_created",
    "batch_activated", "batch_updated",      "batch_submitted",    "batch_reopened",
    "batch_completed", "bet_status_updated", "batch_bets_updated",
};

}  // namespace

std::string_view to_word(EventType type) { return word_of(event_type_words, type); }

std::optional<EventType> parse_event_type(std::string_view word) {
    return find_word<EventType>(event_type_words, word);
}

}  // namespace bs
