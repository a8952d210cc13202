#include "store/sqlite/sqlite_store.h"
#include "store/sqlite/testing/desk_day.h"
#include "store/testing/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
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

TEST_F(BackupCopyTest, HoldsWhatWasCommittedWhileItWasMade) {
    const auto store = open_store(options);
    Desk desk(*store);
    const AccountId account = desk.add_account("ana").value();
    const BatchId batch = desk.add_batch(account, 4000).value();
    for (int i = 0; i < 9; ++i) ASSERT_TRUE(desk.add_batch(account, 4000).has_value());

    const auto copy = store->begin_backup().value();
    std::size_t steps = 0;
    while (copy->step().value()) {
        ASSERT_TRUE(desk.mark(batch, {steps * 31 % 4000}, BetStatus::successful).has_value());
        ASSERT_TRUE(desk.add_batch(account, 50).has_value());
        static_cast<void>(store->tidy(desk.now));
        ++steps;
    }

    EXPECT_GT(steps, 3U);
    EXPECT_EQ(copy->bytes_done(), copy->bytes_total());
    const Contents then = desk.acknowledged();
    ASSERT_TRUE(desk.mark(batch, {3999}, BetStatus::failed).has_value());  // too late for the copy
    EXPECT_EQ(contents_of(*copy), then);
}

TEST_F(BackupCopyTest, LeavesNothingBehindWhenItIsGivenUp) {
    const auto store = open_store(options);
    Desk desk(*store);
    const AccountId account = desk.add_account("ana").value();
    ASSERT_TRUE(desk.add_batch(account, 4000).has_value());
    const auto before = files();

    auto copy = store->begin_backup().value();
    ASSERT_TRUE(copy->step().value());
    EXPECT_EQ(files(), before);
    copy.reset();

    EXPECT_EQ(files(), before);
    EXPECT_TRUE(desk.add_batch(account, 1).has_value());
}

TEST_F(BackupCopyTest, IsRefusedWithoutRoom) {
    options.free_bytes_min = std::uint64_t{1} << 60;
    const auto store = open_store(options);
    const auto copy = store->begin_backup();
    ASSERT_FALSE(copy.has_value());
    EXPECT_EQ(copy.error().code, ErrorCode::storage_full);
}

}  // namespace
}  // namespace bs::testing
