#include "domain/apply.h"

#include "domain/testing/builders.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

Event first_event(const Result<Events>& decision) { return decision->at(0); }

Event a_creation() { return first_event(decide(an_account(), a_new_batch(2), BatchId{9}, BetId{31}, a_stamp())); }

TEST(Apply, FillsAnEmptyRowWithItsCreation) {
    Account account;
    apply(account, first_event(decide(CreateAccount{"ana", "host", "EUR"}, AccountId{1}, a_stamp())));
    EXPECT_EQ(account.name, "ana");

    Batch batch;
    apply(batch, a_creation());
    EXPECT_EQ(batch.id, BatchId{9});
    EXPECT_EQ(batch.summary.bets(), 2);
}

TEST(Apply, CountsTheOpenBatchesOfAnAccount) {
    Account account = an_account();
    const Batch open = a_batch(BatchStatus::active);
    const Batch closed = a_batch(BatchStatus::completed);

    apply(account, a_creation());
    EXPECT_EQ(account.open_batches, 1);
    const auto submission = decide(open, {}, SubmitBatch{}, a_stamp());
    for (const Event& event : *submission) apply(account, event);
    EXPECT_EQ(account.open_batches, 0);
    apply(account, first_event(decide(closed, ReopenBatch{"why", {}}, a_stamp())));
    EXPECT_EQ(account.open_batches, 1);
    apply(account, first_event(decide(a_batch(), ActivateBatch{}, a_stamp())));
    EXPECT_EQ(account.open_batches, 1);
    EXPECT_EQ(account.version, 1);
}

TEST(Apply, LeavesABatchAloneThatOnlyItsAccountIsAbout) {
    Account account = an_account();
    const Account before = account;
    const auto bets = some_bets(31, {BetStatus::pending});
    apply(account,
          first_event(decide(a_batch(BatchStatus::active, bets), bets[0], a_mark({31}, BetStatus::failed), a_stamp())));
    EXPECT_EQ(account, before);
}

TEST(Apply, DiesOfAnEventOfAnotherRow) {
    Account other_account = an_account({2});
    EXPECT_DEATH(apply(other_account, a_creation()), "does not hold");

    Batch other_batch = a_batch(BatchStatus::created);
    other_batch.id = {10};
    const Event event = first_event(decide(a_batch(), ActivateBatch{}, a_stamp()));
    EXPECT_DEATH(apply(other_batch, event), "does not hold");
}

TEST(Apply, DiesOfAGapInTheVersions) {
    Batch batch = a_batch();
    const Event event = first_event(decide(batch, ActivateBatch{}, a_stamp()));
    apply(batch, event);
    EXPECT_DEATH(apply(batch, event), "does not hold");

    Account account = an_account();
    const Event replaced = first_event(decide(account, ReplaceAccount{"new", "host", {}, {}}, a_stamp()));
    apply(account, replaced);
    EXPECT_DEATH(apply(account, replaced), "does not hold");
}

TEST(Apply, DiesOfASecondCreation) {
    Batch batch;
    apply(batch, a_creation());
    EXPECT_DEATH(apply(batch, a_creation()), "does not hold");
}

TEST(Apply, FoldsBetsIntoTheState) {
    State state;
    apply(state, first_event(decide(CreateAccount{"ana", "host", "EUR"}, AccountId{1}, a_stamp())));
    apply(state, a_creation());
    const auto marked =
        decide(state.batches.at({9}), state.bets.at({32}), a_mark({32}, BetStatus::successful), a_stamp());
    for (const Event& event : *marked) apply(state, event);

    EXPECT_EQ(state.bets.size(), 2U);
    EXPECT_EQ(state.bets.at({31}).status, BetStatus::pending);
    EXPECT_EQ(state.bets.at({32}).status, BetStatus::successful);
    EXPECT_EQ(state.bets.at({32}).version, 2);
    EXPECT_EQ(state.batches.at({9}).version, 3);
    EXPECT_EQ(state.accounts.at({1}).open_batches, 1);
    EXPECT_DEATH(apply(state, marked->back()), "does not hold");
}

}  // namespace
}  // namespace bs
