#include "store/sqlite/checkpoint.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/sqlite_store.h"
#include "store/sqlite/testing/desk_day.h"
#include "store/testing/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <stdexcept>

namespace bs::testing {
namespace {

std::unique_ptr<Store> open_store(const SqliteOptions& options) {
    auto store = open_sqlite_store(options, SystemClock());
    if (!store) throw std::runtime_error(store.error().detail);
    return *std::move(store);
}

class BackupCopyTest : public ::testing::Test {
protected:
    // Of a store at another place, made of the bytes of the copy.
    Contents contents_of(const BackupCopy& copy) {
        SqliteOptions there = options;
        there.path = directory.path() + "/copy.db";
        std::ofstream file(there.path, std::ios::binary);
        for (std::uint64_t offset = 0; offset < copy.bytes_total();) {
            const auto piece = copy.read(offset, 1000);
            if (!piece || piece->empty()) throw std::runtime_error("the copy ends too early");
            file << *piece;
            offset += piece->size();
        }
        EXPECT_EQ(copy.read(copy.bytes_total(), 1000), "");
        file.close();
        return read_contents(*open_store(there));
    }

    static std::string bytes_of(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(directory.path()))
            names.push_back(entry.path().filename());
        std::ranges::sort(names);
        return names;
    }

    TemporaryDirectory directory;
    SqliteOptions options = small_options(directory.path());
};

TEST_F(BackupCopyTest, IsTheStateOfItsBeginningWhateverIsCommittedMeanwhile) {
    const auto store = open_store(options);
    Desk desk(*store);
    const AccountId account = desk.add_account("ana").value();
    const BatchId batch = desk.add_batch(account, 4000).value();
    for (int i = 0; i < 9; ++i) ASSERT_TRUE(desk.add_batch(account, 4000).has_value());
    const Contents then = desk.acknowledged();

    const auto copy = store->begin_backup([] {}).value();
    std::size_t commits = 0;
    do {
        ASSERT_TRUE(desk.mark(batch, {commits * 31 % 4000}, BetStatus::successful).has_value());
        ASSERT_TRUE(desk.add_batch(account, 50).has_value());
        static_cast<void>(store->tidy(desk.now));
        ++commits;
    } while (!copy->settle().value());

    EXPECT_EQ(copy->bytes_done(), copy->bytes_total());
    EXPECT_EQ(contents_of(*copy), then);
    EXPECT_EQ(read_contents(*store), desk.acknowledged());
}

TEST_F(BackupCopyTest, KeepsTheDatabaseFileAsItIsUntilItIsSettled) {
    const auto store = open_store(options);
    Desk desk(*store);
    const AccountId account = desk.add_account("ana").value();
    ASSERT_TRUE(desk.add_batch(account, 1000).has_value());
    std::promise<void> ended;
    const auto copy = store->begin_backup([&] { ended.set_value(); }).value();
    const std::string held = bytes_of(options.path);

    // Far more than what is copied into the database otherwise.
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(desk.add_batch(account, 1000).has_value());
        static_cast<void>(store->tidy(desk.now));
    }
    auto stranger = sqlite::Connection::open(options.path, sqlite::Access::read_write).value();
    static_cast<void>(stranger.execute("PRAGMA wal_checkpoint(TRUNCATE)").has_value());
    ended.get_future().wait();
    EXPECT_EQ(bytes_of(options.path), held);
    EXPECT_GT(std::filesystem::file_size(options.path + "-wal"), options.checkpoints.wal_bytes_max);

    ASSERT_TRUE(copy->settle().value());
    ASSERT_TRUE(desk.add_batch(account, 1000).has_value());
    static_cast<void>(store->tidy(desk.now));
    EXPECT_NE(bytes_of(options.path), held);
    ASSERT_TRUE(desk.add_batch(account, 1).has_value());
    EXPECT_LE(std::filesystem::file_size(options.path + "-wal"), options.checkpoints.wal_bytes_max);
}

TEST_F(BackupCopyTest, LeavesNothingBehindWhenItIsGivenUp) {
    const auto store = open_store(options);
    Desk desk(*store);
    const AccountId account = desk.add_account("ana").value();
    ASSERT_TRUE(desk.add_batch(account, 4000).has_value());
    const auto before = files();

    auto copy = store->begin_backup([] {}).value();
    EXPECT_EQ(files(), before);
    copy.reset();

    EXPECT_EQ(files(), before);
    const std::string held = bytes_of(options.path);
    ASSERT_TRUE(desk.add_batch(account, 4000).has_value());
    static_cast<void>(store->tidy(desk.now));
    EXPECT_NE(bytes_of(options.path), held);
}

TEST_F(BackupCopyTest, IsRefusedWhileAnotherProgramReads) {
    const auto store = open_store(options);
    Desk desk(*store);
    const AccountId account = desk.add_account("ana").value();
    auto stranger = sqlite::Connection::open(options.path, sqlite::Access::read_only).value();
    ASSERT_TRUE(stranger.execute("BEGIN; SELECT count(*) FROM accounts").has_value());
    ASSERT_TRUE(desk.add_batch(account, 10).has_value());

    const auto copy = store->begin_backup([] {});
    ASSERT_FALSE(copy.has_value());
    EXPECT_EQ(copy.error().code, ErrorCode::unavailable);

    ASSERT_TRUE(stranger.execute("COMMIT").has_value());
    EXPECT_TRUE(store->begin_backup([] {}).has_value());
}

TEST_F(BackupCopyTest, SaysWhenTheLogIsWanted) {
    auto connection = sqlite::Connection::open(options.path, sqlite::Access::read_write).value();
    ASSERT_TRUE(connection.execute("PRAGMA journal_mode=WAL; CREATE TABLE t (x)").has_value());
    sqlite::Checkpointer checkpointer(connection, options.checkpoints, options.snapshot_limit);
    ASSERT_TRUE(checkpointer.start().has_value());
    const auto commit = [&] {
        ASSERT_TRUE(checkpointer.before_commit().has_value());
        ASSERT_TRUE(connection.execute("INSERT INTO t VALUES (randomblob(100000))").has_value());
    };

    ASSERT_TRUE(checkpointer.hold(150'000).value());
    commit();
    commit();
    EXPECT_FALSE(checkpointer.log_is_wanted());
    commit();
    EXPECT_TRUE(checkpointer.log_is_wanted()) << "the log is longer than it may be";
    checkpointer.let_go();
    EXPECT_FALSE(checkpointer.log_is_wanted());

    ASSERT_TRUE(checkpointer.hold(1 << 30).value());
    ASSERT_TRUE(checkpointer.give_back().has_value());
    EXPECT_TRUE(checkpointer.log_is_wanted()) << "the disk is full";
}

TEST_F(BackupCopyTest, IsRefusedWithoutRoom) {
    options.free_bytes_min = std::uint64_t{1} << 60;
    const auto store = open_store(options);
    const auto copy = store->begin_backup([] {});
    ASSERT_FALSE(copy.has_value());
    EXPECT_EQ(copy.error().code, ErrorCode::storage_full);
}

}  // namespace
}  // namespace bs::testing
