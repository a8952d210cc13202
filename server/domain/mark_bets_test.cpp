#include "base/limits.h"
#include "domain/apply.h"
#include "domain/testing/builders.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

using enum BetStatus;

const std::vector<Bet> three_bets = some_bets(31, {pending, successful, failed});

std::vector<MarkBet> marks(std::initializer_list<BetStatus> statuses) {
    std::vector<MarkBet> commands;
    std::int64_t id = 31;
    for (const BetStatus status : statuses) commands.push_back(a_mark({id++}, status));
    return commands;
}

const BetsChange& change_of(const Events& events) { return std::get<BetsChange>(events.back().change); }

TEST(MarkBets, ReportsOnlyWhatChangedInTheOrderOfTheCommand) {
    const Batch batch = a_batch(BatchStatus::active, three_bets);
    const std::vector<Bet> bets = {three_bets[2], three_bets[1], three_bets[0]};
    const std::vector<MarkBet> commands = {a_mark({33}, successful), a_mark({32}, successful),
                                           a_mark({31}, successful)};

    const auto decision = decide(batch, bets, commands, a_stamp(at_second(60), "mk"));

    ASSERT_EQ(outcome(decision), "batch_bets_updated");
    EXPECT_EQ(decision->at(0).bet_id, std::nullopt);
    const BetsChange& change = change_of(*decision);
    ASSERT_EQ(change.bets.size(), 2U);
    EXPECT_EQ(change.bets[0].id, BetId{33});
    EXPECT_EQ(change.bets[1].id, BetId{31});
    for (const Bet& bet : change.bets) {
        EXPECT_EQ(bet.status, successful);
        EXPECT_EQ(bet.version, 2);
        EXPECT_EQ(bet.updated_at, at_second(60));
        EXPECT_EQ(bet.updated_by, "mk");
    }
    EXPECT_EQ(change.batch_version, 2);
    EXPECT_EQ(change.batch_status, BatchStatus::active);
    EXPECT_EQ(change.batch_updated_at, at_second(60));
    EXPECT_EQ(change.batch_summary, summary_of(std::vector<Bet>{change.bets[1], three_bets[1], change.bets[0]}));
}

TEST(MarkBets, FollowsTheTable) {
    struct Row {
        BatchStatus batch;
        std::string_view change;
    };
    for (const Row& row : {
             Row{BatchStatus::created, "batch_activated batch_bets_updated"},
             Row{BatchStatus::active, "batch_bets_updated"},
             Row{BatchStatus::submitted, "invalid_transition"},
             Row{BatchStatus::completed, "invalid_transition"},
         }) {
        SCOPED_TRACE(to_word(row.batch));
        const Batch batch = a_batch(row.batch, three_bets);
        EXPECT_EQ(outcome(decide(batch, three_bets, marks({pending, successful, failed}), a_stamp())), "nothing");
        EXPECT_EQ(outcome(decide(batch, three_bets, marks({failed, successful, failed}), a_stamp())), row.change);
        EXPECT_EQ(outcome(decide(batch, three_bets, marks({failed, failed, pending}), a_stamp())), row.change);
        EXPECT_EQ(outcome(decide(batch, {}, std::span<const MarkBet>{}, a_stamp())), "nothing");
    }
}

TEST(MarkBets, RefusesTheSameBetTwice) {
    const std::vector<Bet> bets = {three_bets[0], three_bets[1], three_bets[0]};
    const std::vector<MarkBet> commands = {a_mark({31}, failed), a_mark({32}, failed), a_mark({31}, failed)};
    const Batch batch = a_batch(BatchStatus::active, three_bets);

    EXPECT_EQ(fields_of(decide(batch, bets, commands, a_stamp())), "/2/pid duplicate");
    EXPECT_EQ(fields_of(decide_each(batch, bets, commands, a_stamp())), "/2/pid duplicate");
}

TEST(MarkBets, TakesAsManyAsTheLimitSaysAndNotOneMore) {
    std::vector<Bet> bets;
    std::vector<MarkBet> commands;
    for (std::int64_t id = 1; id <= static_cast<std::int64_t>(limits::marks_per_request_max) + 1; ++id) {
        bets.push_back(a_bet({id}));
        commands.push_back(a_mark({id}, failed));
    }
    const Batch batch = a_batch(BatchStatus::active, bets);
    const auto most = limits::marks_per_request_max;

    const auto accepted = decide(batch, std::span(bets).first(most), std::span(commands).first(most), a_stamp());
    EXPECT_EQ(outcome(accepted), "batch_bets_updated");
    EXPECT_EQ(change_of(*accepted).bets.size(), most);

    EXPECT_EQ(fields_of(decide(batch, bets, commands, a_stamp())), " too_many");
    EXPECT_EQ(fields_of(decide_each(batch, bets, commands, a_stamp())), " too_many");
}

TEST(MarkBets, NamesEveryItemThatStandsInTheWay) {
    const Batch batch = a_batch(BatchStatus::active, three_bets);
    auto commands = marks({failed, failed, pending});
    commands[0].expected_version = 7;
    commands[2].expected_version = 8;

    const auto conflict = decide(batch, three_bets, commands, a_stamp());

    ASSERT_EQ(outcome(conflict), "version_conflict");
    EXPECT_EQ(fields_of(conflict), "/0/version version_conflict, /2/version version_conflict");
    EXPECT_EQ(conflict.error().current, to_json(three_bets[0]));
    EXPECT_EQ(conflict.error().detail,
              "0/version: this bet is at version 1 now, not at version 7: it was changed in between (and 1 more)");
}

TEST(MarkBets, ReportsTheFirstByPrecedence) {
    Batch batch = a_batch(BatchStatus::completed, three_bets);
    auto commands = marks({failed, failed, pending});
    EXPECT_EQ(fields_of(decide(batch, three_bets, commands, a_stamp())),
              "/0 invalid_transition, /1 invalid_transition, /2 invalid_transition");

    commands[1].expected_version = 7;
    EXPECT_EQ(fields_of(decide(batch, three_bets, commands, a_stamp())), "/1/version version_conflict");

    commands[2].note = "\x01";
    commands[2].reference = "\x01";
    EXPECT_EQ(fields_of(decide(batch, three_bets, commands, a_stamp())),
              "/2/note control_character, /2/reference control_character");

    const std::vector<Bet> with_gap = {Bet{}, three_bets[1], three_bets[2]};
    const auto missing = decide(batch, with_gap, commands, a_stamp());
    EXPECT_EQ(outcome(missing), "not_found");
    EXPECT_EQ(fields_of(missing), "/0/pid not_found");
}

TEST(MarkBets, AddsUpTheCostsOfAllItems) {
    auto bets = some_bets(31, {pending, pending});
    for (Bet& bet : bets) bet.cost = {0};
    const Batch batch = a_batch(BatchStatus::active, bets);
    std::vector<MarkBet> commands(2);
    for (std::size_t i = 0; i < 2; ++i) commands[i] = {bets[i].id, {}, {}, {}, Money{money_units_limit / 2}, {}};

    EXPECT_EQ(fields_of(decide(batch, bets, commands, a_stamp())), "/1/cost too_large");
    commands[1].cost->units -= 1;
    EXPECT_EQ(outcome(decide(batch, bets, commands, a_stamp())), "batch_bets_updated");
}

TEST(MarkBetsPartially, DoesWhatCanBeDone) {
    const Batch batch = a_batch(BatchStatus::created, three_bets);
    auto commands = marks({successful, failed, successful, successful});
    commands[1].expected_version = 7;
    const std::vector<Bet> bets = {three_bets[0], three_bets[1], three_bets[2], Bet{}};

    const auto marked = decide_each(batch, bets, commands, a_stamp());

    ASSERT_TRUE(marked.has_value());
    EXPECT_EQ(outcome(marked->events), "batch_activated batch_bets_updated");
    const BetsChange& change = change_of(marked->events);
    ASSERT_EQ(change.bets.size(), 2U);
    EXPECT_EQ(change.bets[0].id, BetId{31});
    EXPECT_EQ(change.bets[1].id, BetId{33});
    EXPECT_EQ(change.batch_version, 3);
    EXPECT_EQ(change.batch_summary, summary_of(std::vector<Bet>{change.bets[0], three_bets[1], change.bets[1]}));

    ASSERT_EQ(marked->refusals.size(), 4U);
    EXPECT_EQ(marked->refusals[0], std::nullopt);
    ASSERT_TRUE(marked->refusals[1].has_value());
    EXPECT_EQ(marked->refusals[1]->code, ErrorCode::version_conflict);
    EXPECT_EQ(marked->refusals[1]->current, to_json(three_bets[1]));
    EXPECT_EQ(fields_of(marked->refusals[1]->fields), "/1/version version_conflict");
    EXPECT_EQ(marked->refusals[2], std::nullopt);
    ASSERT_TRUE(marked->refusals[3].has_value());
    EXPECT_EQ(marked->refusals[3]->code, ErrorCode::not_found);
}

TEST(MarkBetsPartially, LeavesAClosedBatchAloneButAcceptsRepetitions) {
    const Batch batch = a_batch(BatchStatus::completed, three_bets);

    const auto marked = decide_each(batch, three_bets, marks({pending, failed, failed}), a_stamp());

    ASSERT_TRUE(marked.has_value());
    EXPECT_TRUE(marked->events.empty());
    EXPECT_EQ(marked->refusals[0], std::nullopt);
    EXPECT_EQ(marked->refusals[1]->code, ErrorCode::invalid_transition);
    EXPECT_EQ(marked->refusals[2], std::nullopt);
}

TEST(MarkBetsPartially, DoesNotActivateWhenNothingChanges) {
    const Batch batch = a_batch(BatchStatus::created, three_bets);
    auto commands = marks({pending, failed, failed});
    commands[1].expected_version = 7;
    const auto marked = decide_each(batch, three_bets, commands, a_stamp());
    ASSERT_TRUE(marked.has_value());
    EXPECT_TRUE(marked->events.empty());
}

TEST(MarkBets, DiesWhenBetsAndCommandsDoNotBelongTogether) {
    const Batch batch = a_batch(BatchStatus::active, three_bets);
    EXPECT_DEATH(static_cast<void>(decide(batch, three_bets, marks({failed}), a_stamp())), "does not hold");
}

}  // namespace
}  // namespace bs
