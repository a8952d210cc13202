#include "domain/batch_filter.h"

#include "domain/testing/builders.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

bool finds(std::string_view text, std::string_view meta, BatchId id = {9}) {
    return SearchText(text).matches(id, meta);
}

TEST(SearchText, LooksIntoValuesAtAnyDepth) {
    EXPECT_TRUE(finds("card", R"({"name":"Evening card"})"));
    EXPECT_TRUE(finds("card", R"({"race":{"legs":["1",{"x":"Evening card"}]}})"));
    EXPECT_TRUE(finds("4711", R"({"race_id":947115})"));
    EXPECT_FALSE(finds("4711", R"({"race_id":"47 11"})"));
    EXPECT_FALSE(finds("tru", R"({"live":true,"gone":null})"));
}

TEST(SearchText, DoesNotLookIntoKeys) {
    EXPECT_FALSE(finds("race", R"({"race_id":5})"));
    EXPECT_FALSE(finds("\":\"", R"({"a":"b"})"));
}

TEST(SearchText, KnowsNoCaseOfAsciiLettersOnly) {
    EXPECT_TRUE(finds("TriFecta", R"({"type":"TRIFECTA"})"));
    EXPECT_TRUE(finds("trifecta", R"({"type":"Trifecta"})"));
    EXPECT_TRUE(finds("k\u00f6ln", "{\"at\":\"K\u00f6ln\"}"));
    EXPECT_FALSE(finds("k\u00d6ln", "{\"at\":\"K\u00f6ln\"}"));
}

TEST(SearchText, ReadsEscapesAsWhatTheyMean) {
    EXPECT_TRUE(finds("k\u00f6ln", R"({"at":"K\u00f6ln"})"));
    EXPECT_TRUE(finds("a\"b", R"({"at":"a\"b"})"));
    EXPECT_FALSE(finds("u00f6", R"({"at":"K\u00f6ln"})"));
}

TEST(SearchText, MeansABatchByItsNumber) {
    EXPECT_TRUE(finds("812", "{}", {812}));
    EXPECT_FALSE(finds("812", "{}", {8120}));
    EXPECT_TRUE(finds("812", R"({"race_id":8120})", {1}));
    EXPECT_EQ(SearchText("812").only(), std::nullopt);
}

TEST(SearchText, WithAHashMeansNothingButTheNumber) {
    EXPECT_TRUE(finds("#812", "{}", {812}));
    EXPECT_FALSE(finds("#812", R"({"name":"#812"})", {1}));
    EXPECT_EQ(SearchText("#812").only(), BatchId{812});
    EXPECT_EQ(SearchText("#0").only(), std::nullopt);
    EXPECT_TRUE(finds("#late", R"({"name":"R5 #Late"})"));
}

TEST(BatchFilter, WithoutConditionsTakesEverything) { EXPECT_TRUE(matches({}, a_batch())); }

TEST(BatchFilter, BoundsTheTimeOfCreation) {
    const Batch batch = a_batch();
    EXPECT_TRUE(matches({.from = batch.created_at}, batch));
    EXPECT_FALSE(matches({.from = Timestamp{batch.created_at.micros + 1}}, batch));
    EXPECT_FALSE(matches({.to = batch.created_at}, batch));
    EXPECT_TRUE(matches({.to = Timestamp{batch.created_at.micros + 1}}, batch));
}

TEST(BatchFilter, JudgesAccountStatusAndPeople) {
    Batch batch = a_batch(BatchStatus::completed);
    batch.created_by = "model-7";
    EXPECT_TRUE(matches({.account_id = AccountId{1}}, batch));
    EXPECT_FALSE(matches({.account_id = AccountId{2}}, batch));
    EXPECT_TRUE(matches({.statuses = {BatchStatus::active, BatchStatus::completed}}, batch));
    EXPECT_FALSE(matches({.statuses = {BatchStatus::active}}, batch));
    EXPECT_TRUE(matches({.created_by = "model-7", .submitted_by = "mk"}, batch));
    EXPECT_FALSE(matches({.created_by = "model-8"}, batch));
    EXPECT_FALSE(matches({.submitted_by = "ana"}, batch));
}

TEST(BatchFilter, FindsPendingBetsInClosedBatchesToo) {
    using enum BetStatus;
    const BatchFilter pending_only{.only_pending = true};
    EXPECT_TRUE(matches(pending_only, a_batch(BatchStatus::completed, some_bets(1, {pending, failed}))));
    EXPECT_FALSE(matches(pending_only, a_batch(BatchStatus::active, some_bets(1, {successful, failed}))));
}

}  // namespace
}  // namespace bs
