#include "base/limits.h"
#include "domain/testing/builders.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

Result<Events> create(const CreateBatch& command) {
    return decide(an_account(), command, BatchId{9}, BetId{31}, a_stamp(at_second(60), "model-7"));
}

const BatchCreation& creation_of(const Result<Events>& decision) {
    return std::get<BatchCreation>(decision->at(0).change);
}

// A batch of one bet, with this done to it.
template <class Change>
std::string wrong_fields(Change change) {
    CreateBatch command = a_new_batch();
    change(command.bets.front());
    return fields_of(check(command));
}

TEST(CreateBatch, MakesTheBatchAndItsBets) {
    CreateBatch command;
    command.meta = R"({"b":1,"a":2.50})";
    command.bets = {a_new_bet(5), a_new_bet(-3)};
    command.bets[1].note = "rebate";
    command.bets[1].reference = "B-1";
    command.bets[1].cost = {-2'500};

    const auto decision = create(command);

    ASSERT_EQ(outcome(decision), "batch_created");
    const auto& [batch, bets] = creation_of(decision);
    EXPECT_EQ(decision->at(0).batch_id, BatchId{9});
    EXPECT_EQ(decision->at(0).bet_id, std::nullopt);
    EXPECT_EQ(batch.status, BatchStatus::created);
    EXPECT_EQ(batch.version, 1);
    EXPECT_EQ(batch.account_id, AccountId{1});
    EXPECT_EQ(batch.meta, command.meta);
    EXPECT_EQ(batch.created_by, "model-7");
    EXPECT_EQ(batch.created_at, at_second(60));
    EXPECT_EQ(batch.updated_at, at_second(60));
    EXPECT_EQ(batch.summary, summary_of(bets));
    EXPECT_EQ(batch.summary.of(BetStatus::pending), (Totals{2, money(20), {22'500}}));
    ASSERT_EQ(bets.size(), 2U);
    EXPECT_EQ(bets[0].id, BetId{31});
    EXPECT_EQ(bets[0].external_id, 5);
    EXPECT_EQ(bets[0].note, std::nullopt);

    Bet want;
    want.id = {32};
    want.external_id = -3;
    want.batch_id = {9};
    want.selection = "4/5/6";
    want.stake = money(10);
    want.cost = {-2'500};
    want.updated_at = at_second(60);
    want.updated_by = "model-7";
    want.reference = "B-1";
    want.note = "rebate";
    EXPECT_EQ(bets[1], want);
}

TEST(CreateBatch, AcceptsAnEmptyBatchAsOldClientsSendIt) {
    const auto decision = create(a_new_batch(0));
    ASSERT_EQ(outcome(decision), "batch_created");
    EXPECT_EQ(creation_of(decision).batch.summary, Summary{});
}

TEST(CreateBatch, TakesAnEmptyTextForAnAbsentOne) {
    CreateBatch command = a_new_batch();
    command.bets[0].note = "";
    command.bets[0].reference = "";
    const auto decision = create(command);
    ASSERT_EQ(outcome(decision), "batch_created");
    EXPECT_EQ(creation_of(decision).bets[0].note, std::nullopt);
    EXPECT_EQ(creation_of(decision).bets[0].reference, std::nullopt);
}

TEST(CreateBatch, JudgesEveryFieldAtItsEdge) {
    EXPECT_EQ(wrong_fields([](NewBet&) {}), "");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.external_id = -limits::json_integer_max; }), "");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.external_id = limits::json_integer_max + 1; }),
              "/bets/0/id too_large");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.selection = std::string(limits::selection_chars_max, 's'); }), "");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.selection += std::string(limits::selection_chars_max, 's'); }),
              "/bets/0/selection too_long");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.selection = ""; }), "/bets/0/selection required");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.selection = " "; }), "/bets/0/selection blank");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.selection = "1\t2"; }), "/bets/0/selection control_character");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.stake = {0}; }), "");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.stake = {-1}; }), "/bets/0/stake too_small");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.stake = {money_units_limit - 1}; }), "");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.stake = {money_units_limit}; }), "/bets/0/stake too_large");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.cost = {1 - money_units_limit}; }), "");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.cost = {-money_units_limit}; }), "/bets/0/cost too_small");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.cost = {money_units_limit}; }), "/bets/0/cost too_large");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.reference = std::string(limits::reference_chars_max, 'r'); }), "");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.reference = std::string(limits::reference_chars_max + 1, 'r'); }),
              "/bets/0/reference too_long");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.reference = "B\n1"; }), "/bets/0/reference control_character");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.note = std::string(limits::note_chars_max, 'n'); }), "");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.note = std::string(limits::note_chars_max + 1, 'n'); }),
              "/bets/0/note too_long");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.note = "two\n\tlines"; }), "");
}

TEST(CreateBatch, SurvivesAmountsThatNoParserGives) {
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.cost = {std::numeric_limits<std::int64_t>::min()}; }),
              "/bets/0/cost too_small");
    EXPECT_EQ(wrong_fields([](NewBet& bet) { bet.stake = {std::numeric_limits<std::int64_t>::max()}; }),
              "/bets/0/stake too_large");
}

TEST(CreateBatch, NamesEveryWrongFieldInTheOrderOfTheRequest) {
    CreateBatch command = a_new_batch(20);
    command.meta = std::string(limits::meta_bytes_max + 1, ' ');
    command.bets[3].selection = "";
    command.bets[3].stake = {-1};
    command.bets[17].cost = {money_units_limit};
    command.bets[17].external_id = 4;

    const auto decision = create(command);

    EXPECT_EQ(outcome(decision), "invalid_field");
    EXPECT_EQ(fields_of(decision),
              "/meta too_large, /bets/3/selection required, /bets/3/stake too_small, /bets/17/id duplicate, "
              "/bets/17/cost too_large");
    EXPECT_EQ(check(command), decision.error().fields);
}

TEST(CreateBatch, RefusesADoubledBet) {
    CreateBatch command = a_new_batch(4);
    command.bets[3].external_id = 1;

    const auto decision = create(command);

    EXPECT_EQ(fields_of(decision), "/bets/3/id duplicate");
    EXPECT_EQ(decision.error().fields[0].detail, "another bet of this batch has the id 1 already");
}

TEST(CreateBatch, AcceptsAsManyBetsAsTheLimitSaysAndNotOneMore) {
    CreateBatch command = a_new_batch(limits::bets_per_batch_max);
    EXPECT_EQ(fields_of(check(command)), "");

    command.bets.push_back(a_new_bet(limits::bets_per_batch_max + 1));
    EXPECT_EQ(fields_of(check(command)), "/bets too_many");
}

TEST(CreateBatch, KeepsTheStakesBelowTheLimitOfMoney) {
    CreateBatch command = a_new_batch(2);
    command.bets[0].stake = {money_units_limit - 2};
    command.bets[1].stake = {1};
    EXPECT_EQ(fields_of(check(command)), "");

    command.bets[1].stake = {2};
    EXPECT_EQ(fields_of(check(command)), "/bets too_large");
    EXPECT_EQ(check(command)[0].detail, "the stakes of one batch must add up to less than 100000000000");
}

TEST(CreateBatch, AddsUpCostsWithoutTheirSigns) {
    CreateBatch command = a_new_batch(2);
    command.bets[0].cost = {money_units_limit - 2};
    command.bets[1].cost = {-1};
    EXPECT_EQ(fields_of(check(command)), "");

    command.bets[1].cost = {-2};
    EXPECT_EQ(fields_of(check(command)), "/bets too_large");
}

TEST(CreateBatch, CannotOverflowItsTotals) {
    CreateBatch command = a_new_batch(limits::bets_per_batch_max);
    for (NewBet& bet : command.bets) bet.stake = bet.cost = {money_units_limit - 1};
    EXPECT_EQ(fields_of(check(command)), "/bets too_large, /bets too_large");
}

}  // namespace
}  // namespace bs
