#include "domain/statistics.h"

#include "domain/testing/builders.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bs {
namespace {

constexpr std::int64_t minute = 60'000'000;

// What is marked `after` a batch was created, in microseconds.
Figures marked(const Bet& before, const Bet& after, std::int64_t after_micros = 1'000) {
    Figures figures;
    tally_mark(figures, before, after, a_time(), a_time(after_micros));
    return figures;
}

Bet with_status(BetStatus status) { return a_bet({31}, status); }

Figure one_bet(int times = 1) {
    Figure figure;
    figure.add(a_bet(), times);
    return figure;
}

TEST(Statistics, CountsAMarkUnderItsNewStatus) {
    const Figures figures = marked(with_status(BetStatus::pending), with_status(BetStatus::failed));

    EXPECT_EQ(figures.marks[2], one_bet());
    EXPECT_EQ(figures.net[0], one_bet(-1));
    EXPECT_EQ(figures.net[2], one_bet());
    EXPECT_EQ(latency_count(figures), 1);
}

TEST(Statistics, CountsACorrectionWithoutALatency) {
    const Figures figures = marked(with_status(BetStatus::successful), with_status(BetStatus::failed));

    EXPECT_EQ(figures.marks[2], one_bet());
    EXPECT_EQ(figures.net[1], one_bet(-1));
    EXPECT_EQ(latency_count(figures), 0);
}

TEST(Statistics, CountsAMarkThatIsTakenBackAsPending) {
    const Figures figures = marked(with_status(BetStatus::failed), with_status(BetStatus::pending));

    EXPECT_EQ(figures.marks[0], one_bet());
    EXPECT_EQ(figures.net[2], one_bet(-1));
    EXPECT_EQ(latency_count(figures), 0);
}

TEST(Statistics, DoesNotTakeANoteOrACostForAMark) {
    Bet dearer = with_status(BetStatus::failed);
    dearer.cost.units += 7;

    const Figures figures = marked(with_status(BetStatus::failed), dearer);

    EXPECT_EQ(figures.marks, (std::array<Figure, 3>{}));
    EXPECT_EQ(figures.net[2], (Figure{0, {0}, {7}}));
}

TEST(Statistics, CountsAMarkBeforeItsBetAsImmediate) {
    const Figures figures = marked(with_status(BetStatus::pending), with_status(BetStatus::failed), -5'000);

    EXPECT_EQ(figures.latencies, (std::map<std::size_t, std::int64_t>{{0, 1}}));
}

TEST(Statistics, BoundsLatenciesWithinAFifth) {
    EXPECT_EQ(latency_bound(0), 1'000);
    EXPECT_EQ(latency_bound(4), 2'000);
    EXPECT_EQ(latency_bound(latency_buckets - 2), std::int64_t{1'000} << 30);
    EXPECT_EQ(latency_bound(latency_buckets - 1), std::nullopt);
    for (std::size_t i = 1; i + 1 < latency_buckets; ++i) {
        const std::int64_t bound = latency_bound(i).value();
        EXPECT_LE(bound * 100, latency_bound(i - 1).value() * 119 + 100);
        EXPECT_EQ(latency_bucket(bound), i);
        EXPECT_EQ(latency_bucket(bound + 1), i + 1);
    }
    EXPECT_EQ(latency_bucket(0), 0U);
}

TEST(Statistics, TellsPercentilesByTheBoundOfTheirBucket) {
    Figures figures;
    figures.latencies = {{0, 50}, {10, 45}, {20, 4}, {latency_buckets - 1, 1}};

    EXPECT_EQ(latency_percentile(figures, 50), latency_bound(0));
    EXPECT_EQ(latency_percentile(figures, 51), latency_bound(10));
    EXPECT_EQ(latency_percentile(figures, 95), latency_bound(10));
    EXPECT_EQ(latency_percentile(figures, 99), latency_bound(20));
    EXPECT_EQ(latency_percentile(figures, 100), std::nullopt) << "beyond the last bound";
    EXPECT_EQ(latency_percentile({}, 50), std::nullopt);
}

TEST(Statistics, StartsStepsAtWholeOnesOfUtc) {
    using enum StatisticsStep;
    EXPECT_EQ(to_string(start_of(minute, a_time(59'999'999))), "2026-01-31T12:00:00.000000Z");
    EXPECT_EQ(to_string(start_of(hour, a_time(2 * 3'600'000'000 - 1))), "2026-01-31T13:00:00.000000Z");
    EXPECT_EQ(to_string(start_of(day, a_time())), "2026-01-31T00:00:00.000000Z");
    EXPECT_EQ(start_of(day, Timestamp{-1}).micros, -micros_of(day));
}

TEST(Statistics, WritesSumsOfAnyLength) {
    EXPECT_EQ(to_string(MoneySum{0}), "0.0");
    EXPECT_EQ(to_string(MoneySum{-5'000}), "-0.5");
    EXPECT_EQ(to_string(MoneySum{123'456}), "12.3456");
    MoneySum sum;
    for (int i = 0; i < 1'000'000; ++i) sum.units += money_units_limit - 1;
    EXPECT_EQ(to_string(sum), "99999999999999900.0");
}

TEST(Statistics, RefusesARowThatItDidNotWrite) {
    EXPECT_FALSE(decode_figures(""));
    EXPECT_FALSE(decode_figures("1 2 3"));
    std::string text = encode_figures({});
    EXPECT_TRUE(decode_figures(text));
    EXPECT_FALSE(decode_figures(text + " 7"));
    EXPECT_FALSE(decode_figures(text + " 122 1"));
    EXPECT_FALSE(decode_figures(text + "x"));
}

RC_GTEST_PROP(StatisticsRows, ReadBackAsTheyWereWritten, ()) {
    const auto number = rc::gen::arbitrary<std::int64_t>();
    Figures figures;
    const auto fill = [&](Figure& figure) {
        figure = {*number, {WideInteger{*number} * *number}, {WideInteger{*number} * 1'000'000}};
    };
    fill(figures.created);
    for (Figure& figure : figures.marks) fill(figure);
    for (Figure& figure : figures.net) fill(figure);
    const auto buckets =
        *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, latency_buckets));
    for (const std::size_t bucket : buckets) ++figures.latencies[bucket];

    RC_ASSERT(decode_figures(encode_figures(figures)) == figures);
}

TEST(Statistics, CountsCreationsByTheMinuteOfTheBatch) {
    const std::vector<Bet> bets = some_bets(1, {BetStatus::pending, BetStatus::pending});
    Batch batch = a_batch(BatchStatus::created, bets);
    batch.created_at = a_time(3 * minute + 5);
    Statistics statistics;

    tally(statistics, {EventType::batch_created, batch.account_id, batch.id, {}, BatchCreation{batch, bets}}, batch,
          [&](BetId) { return bets[0]; });

    ASSERT_EQ(statistics.size(), 1U);
    EXPECT_EQ(statistics.begin()->first, (FiguresKey{a_time(3 * minute), batch.account_id}));
    EXPECT_EQ(statistics.begin()->second.created.count, 2);
    EXPECT_EQ(statistics.begin()->second.net[0].count, 2);
}

}  // namespace
}  // namespace bs
