#include "domain/command.h"
#include "domain/event.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace bs {
namespace {

using namespace std::string_view_literals;

// `words` in the order of the enumerators.
template <class Enum, class Parse>
void expect_words(const std::vector<std::string_view>& words, Parse parse) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto value = static_cast<Enum>(i);
        EXPECT_EQ(to_word(value), words[i]);
        EXPECT_EQ(parse(words[i]), value);
    }
    for (const std::string_view word : {""sv, "Pending"sv, "pending "sv, "unknown"sv, "pending\0"sv}) {
        EXPECT_EQ(parse(word), std::nullopt) << word;
    }
}

TEST(Words, OfBetStatusesAreThoseOfTheWire) {
    expect_words<BetStatus>({"pending", "successful", "failed"}, parse_bet_status);
}

TEST(Words, OfBatchStatusesAreThoseOfTheWire) {
    expect_words<BatchStatus>({"created", "active", "submitted", "completed"}, parse_batch_status);
}

TEST(Words, OfPendingBetsAreThoseOfTheWire) {
    expect_words<PendingBets>({"keep", "fail", "refuse"}, parse_pending_bets);
}

TEST(Words, OfEventTypesAreThoseOfTheWire) {
    const std::vector<std::string_view> words = {
        "account_created", "account_updated",    "account_deleted",    "batch_created",
        "batch_activated", "batch_updated",      "batch_submitted",    "batch_reopened",
        "batch_completed", "bet_status_updated", "batch_bets_updated",
    };
    EXPECT_EQ(words.size(), event_type_count);
    expect_words<EventType>(words, parse_event_type);
}

TEST(BatchStatus, IsOpenUntilSubmitted) {
    EXPECT_TRUE(is_open(BatchStatus::created));
    EXPECT_TRUE(is_open(BatchStatus::active));
    EXPECT_FALSE(is_open(BatchStatus::submitted));
    EXPECT_FALSE(is_open(BatchStatus::completed));
}

}  // namespace
}  // namespace bs
