// What every store promises of the statistics: one suite, run on each adapter.
#include "domain/statistics.h"
#include "store/store.h"
#include "store/testing/desk.h"
#include "store/testing/store_home.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>

namespace bs::testing {
namespace {

class StatisticsContract : public ::testing::TestWithParam<StoreKind> {
protected:
    // A restart, when it is open already.
    Store& open() { return home_->open(); }

private:
    std::unique_ptr<StoreHome> home_ = GetParam().make();
};

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().detail);
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

Figures some_figures(std::int64_t count) {
    Figures figures;
    figures.created = {count, {count * 10}, {-count}};
    figures.net[0] = {-count, {WideInteger{count} << 70}, {}};
    figures.latencies = {{3, count}, {static_cast<std::size_t>(count % 100), 1}};
    return figures;
}

TEST_P(StatisticsContract, AddsUpFiguresByMinuteHourAndDay) {
    Store& store = open();
    Desk desk(store);
    const AccountId ana = must(desk.add_account("ana"));
    const AccountId gone = must(desk.add_account("gone"));
    const Timestamp noon = start_of(StatisticsStep::day, desk.now);
    const auto minute = [&](std::int64_t n) { return Timestamp{noon.micros + n * 60'000'000}; };
    Statistics expected;
    for (const std::int64_t n : {0, 1, 1, 59, 60, 61, 1440}) {
        Change change;
        for (const AccountId account : {ana, gone})
            change.writes().statistics[{minute(n), account}].add(some_figures(n + account.value));
        must(store.commit(change.writes()));
        expected[{minute(n), ana}].add(some_figures(n + ana.value));
    }
    must(desk.delete_account(gone));

    const auto reader = must(open().open_reader());
    const auto snapshot = must(reader->snapshot());
    for (const StatisticsStep step : {StatisticsStep::minute, StatisticsStep::hour, StatisticsStep::day}) {
        Statistics sums;
        for (const auto& [key, figures] : expected) sums[{start_of(step, key.start), key.account_id}].add(figures);
        EXPECT_TRUE(must(snapshot->statistics({step, noon, minute(3'000), {}})).figures == sums) << to_word(step);
    }
    const auto find = [&](std::int64_t from, std::int64_t to, std::optional<AccountId> account) {
        return must(snapshot->statistics({StatisticsStep::minute, minute(from), minute(to), account})).figures.size();
    };
    EXPECT_EQ(find(1, 60, {}), 2U) << "the end is not included";
    EXPECT_EQ(find(1, 61, ana), 3U);
    EXPECT_EQ(find(0, 3'000, gone), 0U);
    EXPECT_TRUE(must(snapshot->statistics({StatisticsStep::minute, noon, minute(3'000), {}, 5})).is_cut);
    EXPECT_FALSE(must(snapshot->statistics({StatisticsStep::minute, noon, minute(3'000), {}, 6})).is_cut);
}

TEST_P(StatisticsContract, ShowsWhatIsPendingInOpenBatches) {
    Store& store = open();
    Desk desk(store);
    const AccountId ana = must(desk.add_account("ana"));
    const AccountId bo = must(desk.add_account("bo"));
    must(desk.mark(must(desk.add_batch(ana, 3)), {0}, BetStatus::failed));
    must(desk.set_status(must(desk.add_batch(ana, 2)), BatchStatus::active));
    must(desk.set_status(must(desk.add_batch(ana, 5)), BatchStatus::completed));
    must(desk.add_batch(bo, 7));
    must(desk.delete_account(bo));

    const auto reader = must(store.open_reader());
    const auto exposure = must(must(reader->snapshot())->exposure());

    EXPECT_TRUE(exposure == (std::map<AccountId, Figure>{{ana, {4, {40'000}, {80'000}}}}));
}

INSTANTIATE_TEST_SUITE_P(Stores, StatisticsContract, ::testing::ValuesIn(store_kinds()),
                         [](const auto& kind) { return std::string(kind.param.name); });

}  // namespace
}  // namespace bs::testing
