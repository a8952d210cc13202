// The disk fails at every possible moment of a short day, once or for ever, and afterwards the file is opened again
// with a healthy disk: what was acknowledged is there, what was not is there whole or not at all.
#include "store/sqlite/sqlite_store.h"
#include "store/sqlite/testing/desk_day.h"
#include "store/sqlite/testing/fault_vfs.h"
#include "store/testing/memory_store.h"
#include "store/testing/temporary_directory.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace bs::testing {
namespace {

std::unique_ptr<Store> open_healthy(const SqliteOptions& options) {
    auto store = open_sqlite_store(options, SystemClock());
    if (!store) {
        ADD_FAILURE() << store.error().detail;
        return nullptr;
    }
    return *std::move(store);
}

// What a day on a failing disk came to.
struct Day {
    Desk& desk;
    FaultVfs& disk;
    std::optional<Contents> unknown;  // how it would be if the change of unknown outcome was applied
    std::size_t refusals = 0;
    bool was_full = false;
};

// An answer must not promise more than it can, given what the disk did so far.
void judge(const Result<>& answer, Store& store, Day& day) {
    if (answer) {
        EXPECT_FALSE(day.disk.has_failed_a_sync()) << "acknowledged after a failed flush";
        EXPECT_FALSE(store.stats().poisoned) << "acknowledged by a poisoned store";
        return;
    }
    ++day.refusals;
    EXPECT_TRUE(day.disk.has_fired()) << answer.error().detail;
    const ErrorCode code = answer.error().code;
    if (code == ErrorCode::storage_full) {
        day.was_full = true;
        EXPECT_EQ(read_contents(store), day.desk.acknowledged());
        return;
    }
    EXPECT_TRUE(store.stats().poisoned) << answer.error().detail;
    if (code == ErrorCode::outcome_unknown) {
        EXPECT_FALSE(day.unknown.has_value()) << "there can be only one doubt";
        day.unknown = day.desk.possible();
    } else {
        EXPECT_EQ(code, ErrorCode::unavailable) << answer.error().detail;
    }
}

// False: the store does not go on.
bool live_step_stubbornly(Store& store, std::size_t step, Day& day) {
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (attempt == 2) day.disk.disarm();  // somebody made room
        const auto answer = live_step(day.desk, store, step);
        judge(answer, store, day);
        if (answer) return true;
    }
    EXPECT_TRUE(store.stats().poisoned) << "a full disk needs no restart";
    return false;
}

void live_day(const SqliteOptions& options, Day& day) {
    auto store = open_sqlite_store(options, SystemClock());
    if (!store) {
        ++day.refusals;
        EXPECT_TRUE(day.disk.has_fired()) << store.error().detail;
        return;
    }
    day.desk.move_to(**store);
    for (std::size_t step = 0; step < steps_of_a_day; ++step) {
        if (!live_step_stubbornly(**store, step, day)) return;
    }
}

// With a healthy disk: the truth is there, and life goes on.
void expect_truth(const SqliteOptions& options, const Day& day) {
    auto store = open_healthy(options);
    ASSERT_NE(store, nullptr);
    const Contents found = read_contents(*store);
    EXPECT_TRUE(found == day.desk.acknowledged() || (day.unknown && found == *day.unknown))
        << "found " << found << "\nacknowledged " << day.desk.acknowledged();
    Desk successor(*store);
    successor.settle(found);
    EXPECT_TRUE(successor.add_account("afterwards").has_value());
    store.reset();
    store = open_healthy(options);
    ASSERT_NE(store, nullptr);
    EXPECT_EQ(read_contents(*store), successor.acknowledged());
    EXPECT_FALSE(std::filesystem::exists(options.path + ".poisoned"));
    EXPECT_FALSE(std::filesystem::exists(options.path + ".rehomed"));
}

struct Toll {
    std::size_t days = 0;
    std::size_t days_with_refusals = 0;
    std::size_t doubts = 0;
    std::size_t full = 0;
};

// The fault at the first operation, the second, and so on until a day passes without meeting it.
Toll fail_everywhere(Fault fault) {
    Toll toll;
    for (fault.at = 1;; ++fault.at) {
        SCOPED_TRACE("fault at operation " + std::to_string(fault.at));
        const TemporaryDirectory directory;
        const SqliteOptions options = small_options(directory.path());
        MemoryStore nothing;
        Desk desk(nothing);
        bool has_fired = false;
        {
            FaultVfs disk;
            Day day{desk, disk};
            disk.arm(fault);
            live_day(options, day);
            has_fired = disk.has_fired();
            disk.disarm();
            expect_truth(options, day);
            toll.days_with_refusals += day.refusals > 0 ? 1U : 0U;
            toll.doubts += day.unknown ? 1U : 0U;
            toll.full += day.was_full ? 1U : 0U;
        }
        ++toll.days;
        if (!has_fired || ::testing::Test::HasFailure()) return toll;
    }
}

void report(const Toll& toll) {
    ::testing::Test::RecordProperty("days", static_cast<int>(toll.days));
    ::testing::Test::RecordProperty("days_with_refusals", static_cast<int>(toll.days_with_refusals));
    ::testing::Test::RecordProperty("doubts", static_cast<int>(toll.doubts));
    EXPECT_GT(toll.days, 30U) << "the day should do more than this";
}

TEST(SqliteFault, KeepsItsWordWhenTheDiskFailsOnce) {
    const Toll toll = fail_everywhere({.code = SQLITE_IOERR});

    report(toll);
    EXPECT_GT(toll.doubts, 10U);
}

TEST(SqliteFault, KeepsItsWordWhenTheDiskFailsForEver) {
    const Toll toll = fail_everywhere({.code = SQLITE_IOERR, .for_ever = true});

    report(toll);
    EXPECT_GT(toll.doubts, 10U);
}

TEST(SqliteFault, KeepsItsWordWhenAWriteIsTorn) {
    const Toll toll = fail_everywhere({.code = SQLITE_IOERR, .is_torn = true});

    report(toll);
}

TEST(SqliteFault, SurvivesAFullDiskWithoutRestart) {
    const Toll toll = fail_everywhere({.code = SQLITE_FULL, .system_errno = ENOSPC});

    report(toll);
    EXPECT_EQ(toll.doubts, 0U) << "a full disk leaves no doubt";
    EXPECT_GT(toll.full, 10U);
}

TEST(SqliteFault, SurvivesADiskThatStaysFull) {
    const Toll toll = fail_everywhere({.code = SQLITE_FULL, .system_errno = ENOSPC, .for_ever = true, .is_torn = true});

    report(toll);
    EXPECT_EQ(toll.doubts, 0U) << "a full disk leaves no doubt";
    EXPECT_GT(toll.full, 10U);
}

TEST(SqliteFault, TreatsAUsedUpQuotaAsAFullDisk) {
    const TemporaryDirectory directory;
    FaultVfs disk;
    const auto store = open_healthy(small_options(directory.path()));
    ASSERT_NE(store, nullptr);
    Desk desk(*store);
    disk.arm({.at = 1, .code = SQLITE_IOERR, .system_errno = EDQUOT});

    const auto refused = desk.add_account("ana");

    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::storage_full);
    EXPECT_TRUE(desk.add_account("bo").has_value());
}

TEST(SqliteFault, RefusesEveryWriteAfterAFailedFlush) {
    const TemporaryDirectory directory;
    const SqliteOptions options = small_options(directory.path());
    FaultVfs disk;
    auto store = open_healthy(options);
    ASSERT_NE(store, nullptr);
    Desk desk(*store);
    const auto account = desk.add_account("ana");
    ASSERT_TRUE(account.has_value());
    // The log is written, then flushed.
    std::size_t at = 0;
    do {
        disk.arm({.at = ++at});
        static_cast<void>(desk.rename_account(*account, "name " + std::to_string(at)));
    } while (!disk.has_failed_a_sync() && at < 10 && !store->stats().poisoned);
    disk.disarm();

    EXPECT_TRUE(store->stats().poisoned);
    EXPECT_EQ(store->metrics().doubts_unknown.value(), 1U);
    const auto refused = desk.rename_account(*account, "later");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    EXPECT_FALSE(store->tidy(desk.now));
    EXPECT_EQ(read_contents(*store), desk.acknowledged()) << "reading goes on";
    EXPECT_TRUE(std::filesystem::exists(options.path + ".poisoned"));

    store.reset();
    store = open_healthy(options);
    ASSERT_NE(store, nullptr);
    EXPECT_FALSE(std::filesystem::exists(options.path + ".poisoned"));
    EXPECT_FALSE(store->stats().poisoned);
}

}  // namespace
}  // namespace bs::testing
