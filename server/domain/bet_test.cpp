#include "domain/bet.h"

#include "domain/testing/builders.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace bs {
namespace {

TEST(Summary, KeepsEachStatusApart) {
    Bet failed = a_bet({2}, BetStatus::failed);
    failed.stake = {1};
    failed.cost = {-7};

    Summary summary = summary_of(some_bets(31, {BetStatus::pending, BetStatus::pending}));
    summary.add(failed);

    EXPECT_EQ(summary.bets(), 3);
    EXPECT_EQ(summary.of(BetStatus::pending), (Totals{2, money(20), money(5)}));
    EXPECT_EQ(summary.of(BetStatus::successful), Totals{});
    EXPECT_EQ(summary.of(BetStatus::failed), (Totals{1, {1}, {-7}}));
}

TEST(Summary, RemovesWhatWasAdded) {
    const auto bets = some_bets(31, {BetStatus::pending, BetStatus::successful, BetStatus::failed});
    Summary summary = summary_of(bets);

    for (const Bet& bet : bets) summary.remove(bet);

    EXPECT_EQ(summary, Summary{});
}

TEST(Bets, StandInTheOrderOfTheCallersNumbersThenOurs) {
    Bet first = a_bet({9});
    Bet second = a_bet({3});
    Bet third = a_bet({5});
    first.external_id = -1;
    second.external_id = third.external_id = 7;
    std::vector<Bet> bets = {third, first, second};

    std::sort(bets.begin(), bets.end(), comes_before);

    EXPECT_EQ(bets, (std::vector<Bet>{first, second, third}));
}

}  // namespace
}  // namespace bs
