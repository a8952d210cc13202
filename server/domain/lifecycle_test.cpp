// Every status of a batch times every command about a batch.
#include "base/limits.h"
#include "domain/apply.h"
#include "domain/testing/builders.h"

#include <gtest/gtest.h>

#include <array>

namespace bs {
namespace {

constexpr std::array every_status = {BatchStatus::created, BatchStatus::active, BatchStatus::submitted,
                                     BatchStatus::completed};

const ReplaceMeta new_meta{R"({"name":"Late card"})", {}};
const ReplaceMeta same_meta{R"({"name":"Evening card"})", {}};

SubmitBatch submit(PendingBets pending) {
    SubmitBatch command;
    command.pending = pending;
    return command;
}

Batch after_of(Batch batch, const Result<Events>& decision) {
    for (const Event& event : *decision) apply(batch, event);
    return batch;
}

TEST(Lifecycle, FollowsTheTable) {
    struct Row {
        BatchStatus status;
        std::string_view activate, replace_meta, keep_meta, reopen;
    };
    for (const Row& row : std::initializer_list<Row>{
             {BatchStatus::created, "batch_activated", "batch_updated", "nothing", "invalid_transition"},
             {BatchStatus::active, "nothing", "batch_updated", "nothing", "invalid_transition"},
             {BatchStatus::submitted, "invalid_transition", "invalid_transition", "nothing", "batch_reopened"},
             {BatchStatus::completed, "invalid_transition", "invalid_transition", "nothing", "batch_reopened"},
         }) {
        SCOPED_TRACE(to_word(row.status));
        const Batch batch = a_batch(row.status);
        EXPECT_EQ(outcome(decide(batch, ActivateBatch{}, a_stamp())), row.activate);
        EXPECT_EQ(outcome(decide(batch, new_meta, a_stamp())), row.replace_meta);
        EXPECT_EQ(outcome(decide(batch, same_meta, a_stamp())), row.keep_meta);
        EXPECT_EQ(outcome(decide(batch, ReopenBatch{"wrong race", {}}, a_stamp())), row.reopen);
    }
}

TEST(Lifecycle, SubmitsByTheTable) {
    using enum BatchStatus;
    using enum BetStatus;
    constexpr std::string_view closes = "batch_submitted batch_completed";
    constexpr std::string_view fails = "batch_bets_updated batch_submitted batch_completed";
    constexpr std::string_view activates = "batch_activated batch_bets_updated batch_submitted batch_completed";
    constexpr std::string_view refuses = "invalid_transition";
    struct Row {
        BatchStatus status;
        std::vector<Bet> bets;
        std::string_view keep, fail, refuse;
    };
    const auto none = some_bets(31, {});
    const auto marked = some_bets(31, {successful, failed});
    const auto waiting = some_bets(31, {pending, successful, pending});
    for (const Row& row : std::initializer_list<Row>{
             {created, none, closes, closes, closes},
             {created, marked, closes, closes, closes},
             {created, waiting, closes, activates, refuses},
             {active, none, closes, closes, closes},
             {active, marked, closes, closes, closes},
             {active, waiting, closes, fails, refuses},
             {submitted, none, refuses, refuses, refuses},
             {submitted, marked, refuses, refuses, refuses},
             {submitted, waiting, refuses, refuses, refuses},
             {completed, none, refuses, refuses, refuses},
             {completed, marked, refuses, refuses, refuses},
             {completed, waiting, refuses, refuses, refuses},
         }) {
        SCOPED_TRACE(std::string(to_word(row.status)) + " with " + std::to_string(row.bets.size()));
        const Batch batch = a_batch(row.status, row.bets);
        std::vector<Bet> still_pending;
        for (const Bet& bet : row.bets) {
            if (bet.status == pending) still_pending.push_back(bet);
        }
        EXPECT_EQ(outcome(decide(batch, {}, submit(PendingBets::keep), a_stamp())), row.keep);
        EXPECT_EQ(outcome(decide(batch, still_pending, submit(PendingBets::fail), a_stamp())), row.fail);
        EXPECT_EQ(outcome(decide(batch, {}, submit(PendingBets::refuse), a_stamp())), row.refuse);
    }
}

TEST(Lifecycle, JudgesTheVersionBeforeAnythingElseAboutTheState) {
    for (const BatchStatus status : every_status) {
        SCOPED_TRACE(to_word(status));
        const Batch batch = a_batch(status);
        SubmitBatch submission = submit(PendingBets::keep);
        submission.expected_version = 2;
        submission.expect.pending = 99;

        EXPECT_EQ(outcome(decide(batch, ActivateBatch{2}, a_stamp())), "version_conflict");
        EXPECT_EQ(outcome(decide(batch, ReplaceMeta{batch.meta, 2}, a_stamp())), "version_conflict");
        EXPECT_EQ(outcome(decide(batch, ReopenBatch{"why", 2}, a_stamp())), "version_conflict");
        const auto conflict = decide(batch, {}, submission, a_stamp());
        ASSERT_EQ(outcome(conflict), "version_conflict");
        EXPECT_EQ(conflict.error().current, to_json(batch));
    }
}

TEST(Lifecycle, AcceptsTheVersionThatIs) {
    const Batch open = a_batch(BatchStatus::created);
    const Batch closed = a_batch(BatchStatus::completed);
    SubmitBatch submission = submit(PendingBets::keep);
    submission.expected_version = 1;
    EXPECT_EQ(outcome(decide(open, ActivateBatch{1}, a_stamp())), "batch_activated");
    EXPECT_EQ(outcome(decide(open, ReplaceMeta{"{}", 1}, a_stamp())), "batch_updated");
    EXPECT_EQ(outcome(decide(open, {}, submission, a_stamp())), "batch_submitted batch_completed");
    EXPECT_EQ(outcome(decide(closed, ReopenBatch{"why", 1}, a_stamp())), "batch_reopened");
}

TEST(ActivateBatch, ChangesStatusAndVersionAndNothingElse) {
    const Batch batch = a_batch(BatchStatus::created, some_bets(31, {BetStatus::pending}));

    const auto decision = decide(batch, ActivateBatch{}, a_stamp(at_second(60)));

    Batch want = batch;
    want.status = BatchStatus::active;
    want.version = 2;
    want.updated_at = at_second(60);
    EXPECT_EQ(std::get<BatchChange>(decision->at(0).change).batch, want);
    EXPECT_EQ(after_of(batch, decision), want);
}

TEST(ReplaceMeta, ChangesMetaAndVersionAndNothingElse) {
    const Batch batch = a_batch(BatchStatus::created);

    const auto decision = decide(batch, new_meta, a_stamp(at_second(60)));

    Batch want = batch;
    want.meta = new_meta.meta;
    want.version = 2;
    want.updated_at = at_second(60);
    EXPECT_EQ(std::get<BatchChange>(decision->at(0).change).batch, want);
    EXPECT_EQ(after_of(batch, decision), want);
}

TEST(ReplaceMeta, RefusesMoreBytesThanTheLimit) {
    const std::string meta = "{" + std::string(limits::meta_bytes_max - 1, ' ') + "}";
    const auto decision = decide(a_batch(), ReplaceMeta{meta, {}}, a_stamp());
    EXPECT_EQ(outcome(decision), "invalid_field");
    EXPECT_EQ(fields_of(decision), "/meta too_large");
}

TEST(SubmitBatch, SaysWhenAndByWhom) {
    const Batch batch = a_batch(BatchStatus::active);

    const auto decision = decide(batch, {}, submit(PendingBets::keep), a_stamp(at_second(60), "ana"));

    Batch submitted = batch;
    submitted.status = BatchStatus::submitted;
    submitted.version = 2;
    submitted.updated_at = at_second(60);
    submitted.submitted_at = at_second(60);
    submitted.submitted_by = "ana";
    EXPECT_EQ(std::get<BatchChange>(decision->at(0).change).batch, submitted);
    Batch completed = submitted;
    completed.status = BatchStatus::completed;
    completed.version = 3;
    completed.completed_at = at_second(60);
    EXPECT_EQ(std::get<BatchChange>(decision->at(1).change).batch, completed);
    EXPECT_EQ(after_of(batch, decision), completed);
}

TEST(SubmitBatch, FailsWhatIsPendingFirst) {
    const auto bets = some_bets(31, {BetStatus::pending, BetStatus::successful, BetStatus::pending});
    const std::vector<Bet> pending = {bets[0], bets[2]};
    const Batch batch = a_batch(BatchStatus::created, bets);

    const auto decision = decide(batch, pending, submit(PendingBets::fail), a_stamp(at_second(60), "ana"));

    ASSERT_EQ(outcome(decision), "batch_activated batch_bets_updated batch_submitted batch_completed");
    const auto& change = std::get<BetsChange>(decision->at(1).change);
    ASSERT_EQ(change.bets.size(), 2U);
    for (std::size_t i = 0; i < pending.size(); ++i) {
        Bet want = pending[i];
        want.status = BetStatus::failed;
        want.version = 2;
        want.updated_at = at_second(60);
        want.updated_by = "ana";
        EXPECT_EQ(change.bets[i], want);
    }
    const Batch after = after_of(batch, decision);
    EXPECT_EQ(after.version, 5);
    EXPECT_EQ(after.summary, summary_of(std::vector<Bet>{change.bets[0], bets[1], change.bets[1]}));
    EXPECT_EQ(after.summary.of(BetStatus::pending), Totals{});
}

TEST(SubmitBatch, SaysHowManyAreStillPending) {
    const auto refuse = submit(PendingBets::refuse);
    const Batch one = a_batch(BatchStatus::active, some_bets(31, {BetStatus::pending}));
    const Batch two = a_batch(BatchStatus::active, some_bets(31, {BetStatus::pending, BetStatus::pending}));
    EXPECT_EQ(decide(one, {}, refuse, a_stamp()).error().detail, "1 bet is still pending");
    EXPECT_EQ(decide(two, {}, refuse, a_stamp()).error().detail, "2 bets are still pending");
}

TEST(SubmitBatch, RefusesWhenTheTotalsMoved) {
    using enum BetStatus;
    const Batch batch = a_batch(BatchStatus::active, some_bets(31, {pending, pending, successful}));
    SubmitBatch command = submit(PendingBets::refuse);
    command.expect = {2, 1, 0};
    // The totals are as seen, and only then it matters that bets are pending.
    EXPECT_EQ(outcome(decide(batch, {}, command, a_stamp())), "invalid_transition");

    command.expect = {3, 1, 1};
    const auto moved = decide(batch, {}, command, a_stamp());
    ASSERT_EQ(outcome(moved), "totals_moved");
    EXPECT_EQ(fields_of(moved), "/expect/pending totals_moved, /expect/failed totals_moved");
    EXPECT_EQ(moved.error().detail, "the totals of this batch have moved: now 2 pending, 1 successful, 0 failed");
    EXPECT_EQ(moved.error().current, to_json(batch));

    command.expect = {{}, 0, {}};
    EXPECT_EQ(fields_of(decide(batch, {}, command, a_stamp())), "/expect/successful totals_moved");
}

TEST(SubmitBatch, TellsARetryThatItIsDoneWhateverTheTotalsAre) {
    SubmitBatch command = submit(PendingBets::fail);
    command.expect.pending = 5;
    const auto decision = decide(a_batch(BatchStatus::completed), {}, command, a_stamp());
    ASSERT_EQ(outcome(decision), "invalid_transition");
    EXPECT_EQ(decision.error().detail, "this batch is completed already");
}

TEST(SubmitBatch, DiesWhenItIsNotGivenAllPendingBets) {
    const auto bets = some_bets(31, {BetStatus::pending, BetStatus::pending});
    const Batch batch = a_batch(BatchStatus::active, bets);
    EXPECT_DEATH(static_cast<void>(decide(batch, std::span(bets).first(1), submit(PendingBets::fail), a_stamp())),
                 "does not hold");
}

TEST(ReopenBatch, ForgetsTheSubmission) {
    const Batch batch = a_batch(BatchStatus::completed);

    const auto decision = decide(batch, ReopenBatch{"wrong race", {}}, a_stamp(at_second(60)));

    Batch want = batch;
    want.status = BatchStatus::active;
    want.version = 2;
    want.updated_at = at_second(60);
    want.submitted_at.reset();
    want.completed_at.reset();
    want.submitted_by.clear();
    const auto& change = std::get<BatchChange>(decision->at(0).change);
    EXPECT_EQ(change.batch, want);
    EXPECT_EQ(change.reason, "wrong race");
    EXPECT_EQ(after_of(batch, decision), want);
}

TEST(ReopenBatch, WantsAReason) {
    const Batch batch = a_batch(BatchStatus::completed);
    const auto reopen = [&](std::string reason) { return decide(batch, ReopenBatch{std::move(reason), 1}, a_stamp()); };
    EXPECT_EQ(fields_of(reopen("")), "/reason required");
    EXPECT_EQ(fields_of(reopen(" \n\t ")), "/reason blank");
    EXPECT_EQ(fields_of(reopen(std::string(limits::reason_chars_max + 1, 'r'))), "/reason too_long");
    EXPECT_EQ(fields_of(reopen("\x01")), "/reason control_character");
    EXPECT_EQ(outcome(reopen(std::string(limits::reason_chars_max, 'r'))), "batch_reopened");
    EXPECT_EQ(outcome(reopen("two\nlines")), "batch_reopened");
}

}  // namespace
}  // namespace bs
