#include "base/limits.h"
#include "domain/apply.h"
#include "domain/testing/builders.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

using enum BetStatus;

const Bet& bet_after(const Result<Events>& decision) {
    return std::get<BetsChange>(decision->back().change).bets.front();
}

Result<Events> mark(BatchStatus status, const Bet& bet, const MarkBet& command) {
    return decide(a_batch(status, std::span(&bet, 1)), bet, command, a_stamp());
}

MarkBet note_of(std::string note) {
    MarkBet command;
    command.bet_id = {31};
    command.note = std::move(note);
    return command;
}

MarkBet reference_of(std::string reference) {
    MarkBet command;
    command.bet_id = {31};
    command.reference = std::move(reference);
    return command;
}

MarkBet cost_of(Money cost) {
    MarkBet command;
    command.bet_id = {31};
    command.cost = cost;
    return command;
}

TEST(MarkBet, FollowsTheTable) {
    // Every status of the batch times every status of the bet times every mark.
    struct Row {
        BatchStatus batch;
        std::string_view change, repeat;
    };
    for (const Row& row : {
             Row{BatchStatus::created, "batch_activated bet_status_updated", "nothing"},
             Row{BatchStatus::active, "bet_status_updated", "nothing"},
             Row{BatchStatus::submitted, "invalid_transition", "nothing"},
             Row{BatchStatus::completed, "invalid_transition", "nothing"},
         }) {
        for (const BetStatus from : {pending, successful, failed}) {
            for (const BetStatus to : {pending, successful, failed}) {
                SCOPED_TRACE(std::string(to_word(row.batch)) + " " + std::string(to_word(from)) + " to " +
                             std::string(to_word(to)));
                EXPECT_EQ(outcome(mark(row.batch, a_bet({31}, from), a_mark({31}, to))),
                          from == to ? row.repeat : row.change);
            }
            const Bet bet = a_bet({31}, from);
            EXPECT_EQ(outcome(mark(row.batch, bet, note_of("late"))), row.change);
            EXPECT_EQ(outcome(mark(row.batch, bet, reference_of("B-1"))), row.change);
            EXPECT_EQ(outcome(mark(row.batch, bet, cost_of({7}))), row.change);
            EXPECT_EQ(outcome(mark(row.batch, bet, note_of(""))), row.repeat);
            EXPECT_EQ(outcome(mark(row.batch, bet, reference_of(""))), row.repeat);
            EXPECT_EQ(outcome(mark(row.batch, bet, cost_of(bet.cost))), row.repeat);
            EXPECT_EQ(outcome(mark(row.batch, bet, MarkBet{{31}, {}, {}, {}, {}, {}})), row.repeat);
        }
    }
}

TEST(MarkBet, ChangesTheBetAndItsBatch) {
    const auto bets = some_bets(31, {pending, pending});
    const Batch batch = a_batch(BatchStatus::created, bets);
    const MarkBet command{{32}, successful, "rebate", "B-4471", Money{24'000}, 1};

    const auto decision = decide(batch, bets[1], command, a_stamp(at_second(60), "mk"));

    ASSERT_EQ(outcome(decision), "batch_activated bet_status_updated");
    Bet want = bets[1];
    want.status = successful;
    want.note = "rebate";
    want.reference = "B-4471";
    want.cost = {24'000};
    want.version = 2;
    want.updated_at = at_second(60);
    want.updated_by = "mk";
    EXPECT_EQ(bet_after(decision), want);
    EXPECT_EQ(decision->at(0).bet_id, std::nullopt);
    EXPECT_EQ(decision->at(1).bet_id, BetId{32});

    Batch after = batch;
    for (const Event& event : *decision) apply(after, event);
    Batch want_batch = batch;
    want_batch.status = BatchStatus::active;
    want_batch.version = 3;
    want_batch.updated_at = at_second(60);
    want_batch.summary = summary_of(std::vector<Bet>{bets[0], want});
    EXPECT_EQ(after, want_batch);
}

TEST(MarkBet, KeepsWhatIsNotGivenAndClearsWhatIsEmpty) {
    Bet bet = a_bet();
    bet.note = "old note";
    bet.reference = "old reference";

    const auto kept = mark(BatchStatus::active, bet, a_mark({31}, failed));
    EXPECT_EQ(bet_after(kept).note, "old note");
    EXPECT_EQ(bet_after(kept).reference, "old reference");

    MarkBet clear = note_of("");
    clear.reference = "";
    const auto cleared = mark(BatchStatus::active, bet, clear);
    EXPECT_EQ(bet_after(cleared).note, std::nullopt);
    EXPECT_EQ(bet_after(cleared).reference, std::nullopt);
    EXPECT_EQ(bet_after(cleared).status, pending);
}

TEST(MarkBet, JudgesEveryFieldAtItsEdge) {
    const Bet bet = a_bet();
    const auto fields = [&](const MarkBet& command) { return fields_of(mark(BatchStatus::active, bet, command)); };
    EXPECT_EQ(fields(note_of(std::string(limits::note_chars_max, 'n'))), "");
    EXPECT_EQ(fields(note_of(std::string(limits::note_chars_max + 1, 'n'))), "/note too_long");
    EXPECT_EQ(fields(note_of("two\n\tlines")), "");
    EXPECT_EQ(fields(note_of("\r")), "/note control_character");
    EXPECT_EQ(fields(reference_of(std::string(limits::reference_chars_max, 'r'))), "");
    EXPECT_EQ(fields(reference_of(std::string(limits::reference_chars_max + 1, 'r'))), "/reference too_long");
    EXPECT_EQ(fields(reference_of("\n")), "/reference control_character");
    EXPECT_EQ(fields(cost_of({money_units_limit - 1})), "");
    EXPECT_EQ(fields(cost_of({money_units_limit})), "/cost too_large");
    EXPECT_EQ(fields(cost_of({1 - money_units_limit})), "");
    EXPECT_EQ(fields(cost_of({-money_units_limit})), "/cost too_small");
    EXPECT_EQ(fields({{31}, {}, "\x01", "\x02", Money{money_units_limit}, {}}),
              "/note control_character, /reference control_character, /cost too_large");
}

TEST(MarkBet, RefusesABetOfAnotherBatch) {
    const Bet bet = a_bet({31}, pending, BatchId{10});
    EXPECT_EQ(outcome(mark(BatchStatus::active, bet, a_mark({31}, failed))), "not_found");
    EXPECT_EQ(outcome(mark(BatchStatus::active, a_bet({32}), a_mark({31}, failed))), "not_found");
    EXPECT_EQ(outcome(mark(BatchStatus::active, Bet{}, a_mark({31}, failed))), "not_found");
}

TEST(MarkBet, JudgesTheVersionBeforeTheStatus) {
    for (const BatchStatus status : {BatchStatus::created, BatchStatus::active, BatchStatus::completed}) {
        Bet bet = a_bet({31}, failed);
        bet.version = 4;
        MarkBet command = a_mark({31}, failed);
        command.expected_version = 3;

        const auto conflict = mark(status, bet, command);

        ASSERT_EQ(outcome(conflict), "version_conflict");
        EXPECT_EQ(conflict.error().current, to_json(bet));
        EXPECT_EQ(conflict.error().detail, "this bet is at version 4 now, not at version 3: it was changed in between");
        EXPECT_TRUE(conflict.error().fields.empty());

        command.expected_version = 4;
        EXPECT_EQ(outcome(mark(status, bet, command)), "nothing");
    }
}

TEST(MarkBet, SaysHowToChangeAClosedBatch) {
    const auto decision = mark(BatchStatus::completed, a_bet(), a_mark({31}, failed));
    EXPECT_EQ(decision.error().detail, "this batch is completed; reopen it first");
    EXPECT_TRUE(decision.error().fields.empty());
}

TEST(MarkBet, KeepsTheCostsOfTheBatchBelowTheLimitOfMoney) {
    auto bets = some_bets(31, {pending, successful});
    bets[0].cost = {0};
    bets[1].cost = {money_units_limit - 10};
    const Batch batch = a_batch(BatchStatus::active, bets);

    EXPECT_EQ(outcome(decide(batch, bets[0], cost_of({9}), a_stamp())), "bet_status_updated");
    EXPECT_EQ(outcome(decide(batch, bets[0], cost_of({-9}), a_stamp())), "bet_status_updated");
    EXPECT_EQ(fields_of(decide(batch, bets[0], cost_of({10}), a_stamp())), "/cost too_large");
    EXPECT_EQ(fields_of(decide(batch, bets[0], cost_of({-10}), a_stamp())), "/cost too_large");
}

TEST(MarkBet, NoticesCostsThatOnlyHidEachOther) {
    auto bets = some_bets(31, {pending, pending});
    bets[0].cost = {money_units_limit - 1};
    bets[1].cost = {1 - money_units_limit};
    const Batch batch = a_batch(BatchStatus::active, bets);
    EXPECT_EQ(fields_of(decide(batch, bets[0], a_mark({31}, failed), a_stamp())), "/status too_large");
}

}  // namespace
}  // namespace bs
