#include "domain/json.h"

#include "domain/testing/builders.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

// Stored events must read the same for ever, so these are compared byte for byte.

constexpr std::string_view empty_summary =
    R"({"bets":0,"pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},)"
    R"("failed":{"count":0,"stake":0.0,"cost":0.0}})";

constexpr std::string_view bet_31 =
    R"({"pid":31,"id":31,"selection":"1/2/3","stake":10.0,"cost":2.5,"status":"pending","batch_id":9,"version":1,)"
    R"("updated_at":"2026-01-31T12:00:00.000000Z"})";

std::string payload(const Result<Events>& decision, std::size_t place = 0) {
    return encode_payload(decision->at(place));
}

TEST(Json, OfAnAccount) {
    Account account = an_account();
    account.name = "say \"\u00E9\"\n";
    account.open_batches = 2;
    account.deleted_at = a_time();  // never shown: a deleted account is not there
    EXPECT_EQ(to_json(account),
              "{\"id\":1,\"name\":\"say \\\"\u00E9\\\"\\n\",\"hostname\":\"vendor.example\",\"currency\":\"USD\","
              "\"version\":1,\"open_batches\":2,\"created_at\":\"2026-01-31T12:00:00.000000Z\","
              "\"updated_at\":\"2026-01-31T12:00:00.000000Z\"}");
}

TEST(Json, OfABetLeavesOutWhatIsAbsent) { EXPECT_EQ(to_json(a_bet()), bet_31); }

TEST(Json, OfABetShowsAllThatIsKnown) {
    Bet bet = a_bet({31}, BetStatus::successful);
    bet.external_id = -4;
    bet.version = 3;
    bet.cost = {-1};
    bet.updated_by = "mk";
    bet.reference = "B-1";
    bet.note = "rebate";
    EXPECT_EQ(to_json(bet),
              R"({"pid":31,"id":-4,"selection":"1/2/3","stake":10.0,"cost":-0.0001,"status":"successful","batch_id":9,)"
              R"("version":3,"updated_at":"2026-01-31T12:00:00.000000Z","updated_by":"mk","reference":"B-1",)"
              R"("note":"rebate"})");
}

TEST(Json, OfASummary) {
    using enum BetStatus;
    EXPECT_EQ(to_json(summary_of(some_bets(31, {pending, pending, failed}))),
              R"({"bets":3,"pending":{"count":2,"stake":20.0,"cost":5.0},)"
              R"("successful":{"count":0,"stake":0.0,"cost":0.0},"failed":{"count":1,"stake":10.0,"cost":2.5}})");
}

TEST(Json, OfABatchKeepsMetaAsItWasSent) {
    Batch batch = a_batch();
    batch.meta = R"({"z":1.50,"a":[1e2,null]})";
    EXPECT_EQ(to_json(batch),
              R"({"id":9,"account_id":1,"meta":{"z":1.50,"a":[1e2,null]},"completed":false,"status":"created",)"
              R"("version":1,"summary":)" +
                  std::string(empty_summary) +
                  R"(,"created_at":"2026-01-31T12:00:00.000000Z","updated_at":"2026-01-31T12:00:00.000000Z"})");
}

TEST(Json, OfABatchShowsItsEndAndItsBets) {
    Batch batch = a_batch(BatchStatus::completed);
    batch.created_by = "model-7";
    std::string text;
    JsonWriter out(text);
    append_json(out, batch, std::vector<Bet>{a_bet()});
    EXPECT_EQ(text, R"({"id":9,"account_id":1,"meta":{"name":"Evening card"},"completed":true,"status":"completed",)"
                    R"("version":1,"summary":)" +
                        std::string(empty_summary) +
                        R"(,"created_at":"2026-01-31T12:00:00.000000Z","updated_at":"2026-01-31T12:00:00.000000Z",)"
                        R"("submitted_at":"2026-01-31T12:00:30.000000Z","completed_at":"2026-01-31T12:00:30.000000Z",)"
                        R"("created_by":"model-7","submitted_by":"mk","bets":[)" +
                        std::string(bet_31) + "]}");
}

TEST(Json, OfABatchSaysCompletedOnceItTakesNoMoreMarks) {
    const auto is_completed = [](BatchStatus status) {
        return to_json(a_batch(status)).find(R"("completed":true)") != std::string::npos;
    };
    EXPECT_FALSE(is_completed(BatchStatus::created));
    EXPECT_FALSE(is_completed(BatchStatus::active));
    EXPECT_TRUE(is_completed(BatchStatus::submitted));
    EXPECT_TRUE(is_completed(BatchStatus::completed));
}

TEST(Payload, OfAccounts) {
    const Account account = an_account({7});
    EXPECT_EQ(payload(decide(CreateAccount{"account 7", "vendor.example", "USD"}, AccountId{7}, a_stamp(a_time()))),
              "\"account\":" + to_json(account));
    EXPECT_EQ(payload(decide(account, DeleteAccount{}, a_stamp())), "\"id\":7");
}

TEST(Payload, OfABatchSortsItsBets) {
    CreateBatch command = a_new_batch(3);
    command.bets[0].external_id = 30;
    command.bets[2].external_id = 10;
    const auto decision = decide(an_account(), command, BatchId{9}, BetId{31}, a_stamp());
    const auto& creation = std::get<BatchCreation>(decision->at(0).change);

    std::string want = "\"batch\":";
    JsonWriter out(want);
    append_json(out, creation.batch, std::vector<Bet>{creation.bets[1], creation.bets[2], creation.bets[0]});
    EXPECT_EQ(payload(decision), want);
}

TEST(Payload, OfTheLifecycle) {
    const Batch batch = a_batch(BatchStatus::active);
    const auto submission = decide(batch, {}, SubmitBatch{}, a_stamp());
    const Batch submitted = std::get<BatchChange>(submission->at(0).change).batch;
    const Batch completed = std::get<BatchChange>(submission->at(1).change).batch;
    EXPECT_EQ(payload(submission, 0), "\"batch\":" + to_json(submitted));
    EXPECT_EQ(payload(submission, 1), "\"id\":9,\"batch\":" + to_json(completed));

    const auto reopening = decide(completed, ReopenBatch{"wrong race", {}}, a_stamp());
    const Batch reopened = std::get<BatchChange>(reopening->at(0).change).batch;
    EXPECT_EQ(payload(reopening), "\"batch\":" + to_json(reopened) + ",\"reason\":\"wrong race\"");
}

TEST(Payload, OfMarks) {
    const auto bets = some_bets(31, {BetStatus::pending});
    const Batch batch = a_batch(BatchStatus::active, bets);
    const std::vector<MarkBet> marks = {a_mark({31}, BetStatus::failed)};
    const std::string bet =
        R"({"pid":31,"id":31,"selection":"1/2/3","stake":10.0,"cost":2.5,"status":"failed","batch_id":9,"version":2,)"
        R"("updated_at":"2026-01-31T12:01:00.000000Z","updated_by":"ana"})";
    const std::string head =
        R"("batch":{"id":9,"version":2,"status":"active","summary":{"bets":1,)"
        R"("pending":{"count":0,"stake":0.0,"cost":0.0},"successful":{"count":0,"stake":0.0,"cost":0.0},)"
        R"("failed":{"count":1,"stake":10.0,"cost":2.5}},"updated_at":"2026-01-31T12:01:00.000000Z"})";

    EXPECT_EQ(payload(decide(batch, bets[0], marks[0], a_stamp())), "\"bet\":" + bet + "," + head);
    EXPECT_EQ(payload(decide(batch, bets, marks, a_stamp())), "\"batch_id\":9,\"bets\":[" + bet + "]," + head);
}

}  // namespace
}  // namespace bs
