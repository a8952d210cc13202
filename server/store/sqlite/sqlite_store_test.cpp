// What only the SQLite store promises: its files, its lock, what it refuses, how it comes back from a damaged state.
#include "store/sqlite/sqlite_store.h"

#include "store/sqlite/connection.h"
#include "store/sqlite/testing/desk_day.h"
#include "store/sqlite/testing/fault_vfs.h"
#include "store/testing/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace bs::testing {
namespace {

namespace files = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::unique_ptr<Store> open_store(const SqliteOptions& options) {
    auto store = open_sqlite_store(options, SystemClock());
    if (!store) throw std::runtime_error(store.error().detail);
    return *std::move(store);
}

// Why the store cannot be opened; empty if it can.
std::string refusal(const SqliteOptions& options) {
    const auto store = open_sqlite_store(options, SystemClock());
    return store ? "" : store.error().detail;
}

// Lives a whole day and closes the store.
Contents live_day(const SqliteOptions& options) {
    const auto store = open_store(options);
    Desk desk(*store);
    for (std::size_t step = 0; step + 1 < steps_of_a_day; ++step) {
        EXPECT_TRUE(live_step(desk, *store, step).has_value());
    }
    store->note_published(store->head());
    return desk.acknowledged();
}

void execute(const std::string& path, const std::string& sql) {
    auto connection = sqlite::Connection::open(path, sqlite::Access::read_write);
    ASSERT_TRUE(connection.has_value());
    const auto done = connection->execute(sql);
    ASSERT_TRUE(done.has_value()) << done.error().message;
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class SqliteStoreTest : public ::testing::Test {
protected:
    TemporaryDirectory directory;
    SqliteOptions options = small_options(directory.path());
};

// --- who may open it ---

TEST_F(SqliteStoreTest, RefusesASecondOwnerAndSaysWhoTheFirstIs) {
    const auto first = open_store(options);

    EXPECT_THAT(refusal(options), AllOf(HasSubstr("in use"), HasSubstr("process " + std::to_string(::getpid())),
                                        HasSubstr("on host "), HasSubstr(options.path)));
    SqliteOptions by_another_name = options;
    files::create_directory_symlink(directory.path(), directory.path() + "/link");
    by_another_name.path = directory.path() + "/link/desk.db";
    EXPECT_THAT(refusal(by_another_name), HasSubstr("in use"));
}

TEST_F(SqliteStoreTest, MayBeOpenedAgainAfterItsEnd) {
    open_store(options).reset();

    EXPECT_EQ(refusal(options), "");
}

TEST_F(SqliteStoreTest, RefusesAFileOfANewerProgram) {
    open_store(options).reset();
    execute(options.path, "PRAGMA user_version=99");
    const std::string before = bytes_of(options.path);

    EXPECT_THAT(refusal(options), AllOf(HasSubstr("newer BetStream"), HasSubstr("99")));
    EXPECT_EQ(bytes_of(options.path), before);
}

// What the first release made of a file that has been through `live_day`.
void downgrade_to_first_schema(const std::string& path) {
    execute(path,
            "DROP TABLE preferences; DROP TABLE statistics; DELETE FROM meta WHERE key LIKE 'statistics%';"
            "DROP INDEX batches_with_pending; ALTER TABLE batches DROP COLUMN has_pending; PRAGMA user_version=1");
}

TEST_F(SqliteStoreTest, TakesOverAFileOfTheFirstSchema) {
    const Contents contents = live_day(options);
    downgrade_to_first_schema(options.path);
    const Timestamp before = SystemClock().now();

    const auto store = open_store(options);

    EXPECT_EQ(read_contents(*store), contents);
    const auto reader = store->open_reader();
    const auto snapshot = (*reader)->snapshot();
    std::vector<Batch> pending;
    for (const auto& [id, batch] : contents.batches) {
        if (batch.summary.of(BetStatus::pending).count > 0) pending.insert(pending.begin(), batch);
    }
    ASSERT_FALSE(pending.empty());
    const auto found = (*snapshot)->search_batches({.filter = {.only_pending = true}});
    ASSERT_TRUE(found.has_value()) << found.error().detail;
    EXPECT_TRUE(found->batches == pending) << "those of before are found";
    for (const StatisticsStep step : {StatisticsStep::minute, StatisticsStep::hour, StatisticsStep::day}) {
        const auto statistics = (*snapshot)->statistics({step, {}, before, {}});
        ASSERT_TRUE(statistics.has_value()) << statistics.error().detail;
        EXPECT_THAT(statistics->figures, IsEmpty());
        EXPECT_GE(statistics->since, before) << "nobody knows what happened before";
    }
}

TEST_F(SqliteStoreTest, ForgetsOldFiguresAndSaysSinceWhenTheyAreComplete) {
    const auto store = open_store(options);
    Desk desk(*store);
    const AccountId ana = desk.add_account("ana").value();
    const Timestamp start = start_of(StatisticsStep::day, SystemClock().now());
    Change change;
    for (const std::int64_t day : {0, 39, 41})
        change.writes()
            .statistics[{Timestamp{start.micros + day * micros_of(StatisticsStep::day)}, ana}]
            .created.count = 1;
    ASSERT_TRUE(store->commit(change.writes()).has_value());
    const Timestamp now{start.micros + 41 * micros_of(StatisticsStep::day)};

    while (store->tidy(now)) {
    }

    const auto reader = store->open_reader();
    const auto snapshot = (*reader)->snapshot();
    const auto minutes = (*snapshot)->statistics({StatisticsStep::minute, {}, Timestamp{now.micros + 1}, {}});
    ASSERT_TRUE(minutes.has_value()) << minutes.error().detail;
    EXPECT_EQ(minutes->figures.size(), 2U);
    EXPECT_GT(minutes->since, start);
    EXPECT_EQ((*snapshot)->statistics({StatisticsStep::day, {}, Timestamp{now.micros + 1}, {}})->figures.size(), 3U);
}

TEST_F(SqliteStoreTest, RefusesTheDatabaseOfAnotherProgram) {
    execute(options.path, "CREATE TABLE recipes (name)");

    EXPECT_THAT(refusal(options), HasSubstr("another program"));
}

TEST_F(SqliteStoreTest, RefusesAFileThatIsNoDatabase) {
    write_bytes(options.path, std::string(10'000, 'x'));

    EXPECT_THAT(refusal(options), AllOf(HasSubstr("not a database"), HasSubstr(options.path)));
    EXPECT_EQ(bytes_of(options.path), std::string(10'000, 'x'));
}

TEST_F(SqliteStoreTest, SaysHowToRepairADirectoryThatIsNotWritable) {
    const bool is_root = ::geteuid() == 0;
    files::permissions(directory.path(), files::perms::owner_read | files::perms::owner_exec |
                                             files::perms::others_read | files::perms::others_exec);
    if (is_root) {
        ASSERT_EQ(::seteuid(65'534), 0);
    }

    const std::string said = refusal(options);

    if (is_root) {
        ASSERT_EQ(::seteuid(0), 0);
    }
    const std::string repair = is_root ? "sudo chown -R 65534:0" : "chmod -R u+rwX";
    EXPECT_THAT(said, AllOf(HasSubstr("cannot write"), HasSubstr(repair + " '" + directory.path() + "'")));
}

TEST_F(SqliteStoreTest, SaysHowToMakeAMissingDirectory) {
    options.path = directory.path() + "/missing/desk.db";

    EXPECT_THAT(refusal(options), HasSubstr("mkdir -p '" + directory.path() + "/missing'"));
}

TEST_F(SqliteStoreTest, RefusesADirectoryAsItsFile) {
    options.path = directory.path();

    EXPECT_THAT(refusal(options), HasSubstr("is a directory"));
}

// --- how it is set ---

TEST_F(SqliteStoreTest, LeavesOneCleanFileBehind) {
    live_day(options);

    EXPECT_FALSE(files::exists(options.path + "-wal"));
    auto connection = sqlite::Connection::open(options.path, sqlite::Access::read_only);
    ASSERT_TRUE(connection.has_value());
    EXPECT_EQ(connection->ask("PRAGMA integrity_check").value_or("?"), "ok");
    EXPECT_EQ(connection->ask("PRAGMA journal_mode").value_or("?"), "wal");
    EXPECT_EQ(connection->ask("PRAGMA foreign_key_check").value_or("?"), "");
}

TEST_F(SqliteStoreTest, RefusesRowsThatCannotBe) {
    const auto store = open_store(options);
    Desk desk(*store);
    ASSERT_TRUE(desk.add_account("ana").has_value());
    const auto batch = desk.add_batch(AccountId{1}, 2);
    ASSERT_TRUE(batch.has_value());
    Batch wrong = desk.acknowledged().batches.at(*batch);
    wrong.summary.by_status[0].count = 7;
    Change change;

    const auto refused = store->commit(change.change(wrong).writes());

    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::internal);
    EXPECT_FALSE(store->stats().poisoned);
    EXPECT_EQ(read_contents(*store), desk.acknowledged());
}

TEST_F(SqliteStoreTest, StopsSnapshotsThatLiveTooLong) {
    options.snapshot_limit_max = std::chrono::milliseconds(0);
    const auto store = open_store(options);
    auto reader = store->open_reader();
    ASSERT_TRUE(reader.has_value());
    auto snapshot = (*reader)->snapshot();
    ASSERT_TRUE(snapshot.has_value());

    const auto late = (*snapshot)->accounts();

    ASSERT_FALSE(late.has_value());
    EXPECT_EQ(late.error().code, ErrorCode::unavailable);
}

TEST_F(SqliteStoreTest, LetsAnOldSnapshotGoOnWhileNobodyNeedsTheLog) {
    options.snapshot_limit = std::chrono::milliseconds(0);
    const auto store = open_store(options);
    auto reader = store->open_reader();
    ASSERT_TRUE(reader.has_value());
    auto snapshot = (*reader)->snapshot();
    ASSERT_TRUE(snapshot.has_value());

    EXPECT_TRUE((*snapshot)->accounts().has_value());
}

TEST_F(SqliteStoreTest, StopsAnOldSnapshotThatKeepsTheLogFromStartingOver) {
    options.snapshot_limit = std::chrono::milliseconds(0);
    options.snapshot_limit_max = std::chrono::minutes(1);
    options.checkpoints = {.idle_bytes = 256 * 1024, .busy_bytes = 512 * 1024, .wal_bytes_max = 2 * 1024 * 1024};
    const auto store = open_store(options);
    Desk desk(*store);
    ASSERT_TRUE(desk.add_account("ana").has_value());
    std::atomic<bool> is_open = false;
    std::atomic<bool> is_stopped = false;
    std::jthread old_reader([&](const std::stop_token& stop) {
        auto reader = store->open_reader();
        ASSERT_TRUE(reader.has_value());
        auto snapshot = (*reader)->snapshot();
        ASSERT_TRUE(snapshot.has_value());
        is_open = true;
        is_open.notify_all();
        while (!is_stopped && !stop.stop_requested()) is_stopped = !(*snapshot)->accounts().has_value();
    });
    is_open.wait(false);

    for (int group = 0; group < 200 && !is_stopped; ++group) {
        Change change;
        for (int i = 0; i < 8; ++i)
            change.report(an_event(EventType::account_updated, AccountId{1}, desk.now, std::string(8'000, 'x')));
        ASSERT_TRUE(store->commit(change.writes()).has_value());
    }

    EXPECT_TRUE(is_stopped);
}

TEST_F(SqliteStoreTest, OpensALargeLogWithoutReadingIt) {
    live_day(options);
    execute(options.path,
            "WITH RECURSIVE n(i) AS (VALUES (1000) UNION ALL SELECT i + 1 FROM n WHERE i < 1000999)"
            "INSERT INTO events SELECT i, i, 0, 1, 1, 1, 9, '', '', '', 'x' FROM n");
    options.snapshot_limit_max = std::chrono::milliseconds(100);
    const FaultVfs disk;

    const auto store = open_store(options);

    EXPECT_EQ(store->head(), Seq{1'000'999});
    EXPECT_LT(disk.reads(), 200U) << "the log has tens of thousands of pages";
    // And a read that must look at all of it is stopped while it runs.
    auto reader = store->open_reader();
    ASSERT_TRUE(reader.has_value());
    auto snapshot = (*reader)->snapshot();
    ASSERT_TRUE(snapshot.has_value());
    const auto found = (*snapshot)->events(
        {.after = Seq{900}, .batch = BatchId{77}, .types = {EventType::bet_status_updated, EventType::batch_updated}});
    ASSERT_TRUE(found.has_value()) << "the timeline of a batch is short: " << found.error().detail;
    const auto endless = (*snapshot)->events(
        {.after = Seq{900}, .limit = 10'000'000, .accounts = {AccountId{1}}, .looks_max = 10'000'000});
    ASSERT_FALSE(endless.has_value());
    EXPECT_EQ(endless.error().code, ErrorCode::unavailable);
}

TEST_F(SqliteStoreTest, EndsThePageOfASearchInTime) {
    live_day(options);
    execute(options.path,
            "WITH RECURSIVE n(i) AS (VALUES (1000) UNION ALL SELECT i + 1 FROM n WHERE i < 1000999)"
            "INSERT INTO events SELECT i, i, 0, 1, 1, 1, 9, '', '', '', 'x' FROM n");
    options.snapshot_limit = std::chrono::milliseconds(60);
    const auto store = open_store(options);
    auto reader = store->open_reader();
    ASSERT_TRUE(reader.has_value());
    auto snapshot = (*reader)->snapshot();
    ASSERT_TRUE(snapshot.has_value());

    const auto search =
        (*snapshot)->events({.after = Seq{900}, .newest_first = true, .actor = "nobody", .looks_max = 10'000'000});

    ASSERT_TRUE(search.has_value()) << search.error().detail;
    EXPECT_THAT(search->events, IsEmpty());
    EXPECT_TRUE(search->has_more);
    EXPECT_LT(search->reached, Seq{1'000'999});
}

// --- epochs ---

TEST_F(SqliteStoreTest, BeginsANewEpochWhenHistoryWasRewound) {
    const Contents first_day = live_day(options);
    const std::string early = bytes_of(options.path);
    std::string epoch;
    {
        const auto store = open_store(options);
        epoch = store->epoch();
        Desk desk(*store);
        desk.settle(first_day);
        ASSERT_TRUE(desk.add_account("cy").has_value());
        store->note_published(store->head());
    }
    write_bytes(options.path, early);

    std::string second;
    {
        const auto store = open_store(options);
        second = store->epoch();
        EXPECT_EQ(read_contents(*store), first_day);
    }
    EXPECT_NE(second, epoch);
    EXPECT_EQ(open_store(options)->epoch(), second) << "once is enough";
    // A file of the first epoch comes back, and nothing was published beyond it: still another history.
    write_bytes(options.path, early);
    EXPECT_NE(open_store(options)->epoch(), second);
}

TEST_F(SqliteStoreTest, KeepsItsEpochWhenNobodySawWhatWasLost) {
    live_day(options);
    const std::string early = bytes_of(options.path);
    std::string epoch;
    {
        const auto store = open_store(options);
        epoch = store->epoch();
        Desk desk(*store);
        ASSERT_TRUE(desk.add_account("cy").has_value());
    }
    write_bytes(options.path, early);

    EXPECT_EQ(open_store(options)->epoch(), epoch);
}

TEST_F(SqliteStoreTest, KeepsItsEpochWhenTheSideFileIsGoneOrTorn) {
    live_day(options);
    const std::string epoch = open_store(options)->epoch();
    for (const char* content : {"", "\0\0\0\0", "k3f9", "k3f9 12", "k3f9 x\n", " 7\n"}) {
        write_bytes(options.path + ".head", content);
        EXPECT_EQ(open_store(options)->epoch(), epoch) << content;
    }
    files::remove(options.path + ".head");
    EXPECT_EQ(open_store(options)->epoch(), epoch);
}

// --- after a poisoned end ---

TEST_F(SqliteStoreTest, VerifiesAndRewritesAPoisonedFile) {
    const Contents day = live_day(options);
    write_bytes(options.path + ".poisoned", "a test\n");
    files::permissions(options.path, files::perms::owner_read | files::perms::owner_write);
    const auto before = files::status(options.path).permissions();
    struct stat old_file{};
    ASSERT_EQ(::stat(options.path.c_str(), &old_file), 0);

    const auto store = open_store(options);

    EXPECT_EQ(read_contents(*store), day);
    EXPECT_FALSE(files::exists(options.path + ".poisoned"));
    EXPECT_FALSE(files::exists(options.path + ".rehoming"));
    struct stat new_file{};
    ASSERT_EQ(::stat(options.path.c_str(), &new_file), 0);
    EXPECT_NE(new_file.st_ino, old_file.st_ino) << "it is another file";
    EXPECT_EQ(files::status(options.path).permissions(), before);
}

TEST_F(SqliteStoreTest, FinishesARewriteThatWasInterrupted) {
    const Contents day = live_day(options);
    // As after a kill between the two renames: the copy is complete, the old file and its log are still there.
    files::copy_file(options.path, options.path + ".rehomed");
    write_bytes(options.path, "old");
    write_bytes(options.path + "-wal", "old");
    write_bytes(options.path + ".poisoned", "a test\n");

    EXPECT_EQ(read_contents(*open_store(options)), day);
    EXPECT_FALSE(files::exists(options.path + ".poisoned"));
    EXPECT_FALSE(files::exists(options.path + ".rehomed"));
}

TEST_F(SqliteStoreTest, StartsARewriteOverThatWasNotComplete) {
    const Contents day = live_day(options);
    write_bytes(options.path + ".rehoming", "half");
    write_bytes(options.path + ".poisoned", "a test\n");

    EXPECT_EQ(read_contents(*open_store(options)), day);
}

TEST_F(SqliteStoreTest, LeavesADamagedFileAsItIs) {
    live_day(options);
    std::string bytes = bytes_of(options.path);
    ASSERT_GT(bytes.size(), 10U * 4096);
    for (std::size_t page = 3; page < bytes.size() / 4096; ++page)
        bytes.replace(page * 4096, 16, std::string(16, '\x7f'));
    write_bytes(options.path, bytes);
    write_bytes(options.path + ".poisoned", "a test\n");

    EXPECT_THAT(refusal(options), AllOf(HasSubstr("damaged"), HasSubstr("restore a backup")));
    EXPECT_EQ(bytes_of(options.path), bytes);
    EXPECT_THAT(refusal(options), HasSubstr("damaged")) << "and again";
}

// --- the disk ---

TEST_F(SqliteStoreTest, RefusesWritesBeforeTheDiskIsFull) {
    {
        const auto store = open_store(options);
        Desk desk(*store);
        ASSERT_TRUE(desk.add_account("ana").has_value());
    }
    options.free_bytes_min = std::uint64_t{1} << 60;
    const auto store = open_store(options);
    Desk desk(*store);

    const auto refused = desk.add_account("bo");

    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::storage_full);
    EXPECT_THAT(refused.error().detail, HasSubstr("nothing was applied"));
    EXPECT_EQ(read_contents(*store).accounts.size(), 1U) << "reading goes on";
}

TEST_F(SqliteStoreTest, EmptiesTheLogInQuietTimes) {
    options.checkpoints.idle_bytes = 1;
    const auto store = open_store(options);
    Desk desk(*store);
    ASSERT_TRUE(desk.add_account("ana").has_value());
    const auto before = store->stats();

    static_cast<void>(store->tidy(desk.now));

    EXPECT_EQ(store->stats().checkpoints, before.checkpoints + 1);
    static_cast<void>(store->tidy(desk.now));
    EXPECT_EQ(store->stats().checkpoints, before.checkpoints + 1) << "there was nothing more to do";
}

// One more snapshot opens before the last one is closed: at no time is the log unused.
void read_without_a_break(Store& store, std::atomic<std::int64_t>& opened, const std::atomic<bool>& is_over) {
    auto reader = store.open_reader();
    ASSERT_TRUE(reader.has_value());
    while (!is_over) {
        auto snapshot = (*reader)->snapshot();
        ASSERT_TRUE(snapshot.has_value());
        const std::int64_t mine = ++opened;
        opened.notify_all();
        if (!is_over) opened.wait(mine);
    }
}

TEST_F(SqliteStoreTest, BoundsItsLogUnderEndlessReaders) {
    options.checkpoints = {.idle_bytes = 256 * 1024, .busy_bytes = 512 * 1024, .wal_bytes_max = 2 * 1024 * 1024};
    const auto store = open_store(options);
    Desk desk(*store);
    ASSERT_TRUE(desk.add_account("ana").has_value());
    std::atomic<std::int64_t> opened = 0;
    std::atomic<bool> is_over = false;
    std::vector<std::jthread> readers;
    for (int i = 0; i < 3; ++i) readers.emplace_back([&] { read_without_a_break(*store, opened, is_over); });
    opened.wait(0);

    std::uint64_t longest = 0;
    std::uint64_t written = 0;
    for (int group = 0; group < 400; ++group) {
        Change change;
        for (int i = 0; i < 8; ++i) {
            change.report(an_event(EventType::account_updated, AccountId{1}, desk.now, std::string(8'000, 'x')));
            written += 8'000;
        }
        EXPECT_TRUE(store->commit(change.writes()).has_value());
        if (group % 10 == 0) static_cast<void>(store->tidy(desk.now));
        longest = std::max(longest, store->stats().wal_bytes);
    }
    is_over = true;
    ++opened;
    opened.notify_all();

    EXPECT_LE(longest, options.checkpoints.wal_bytes_max);
    EXPECT_GT(written, 10 * options.checkpoints.wal_bytes_max);
    EXPECT_GT(opened.load(), 3);
}

}  // namespace
}  // namespace bs::testing
