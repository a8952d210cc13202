// Power cuts: a day is recorded as what SQLite wrote and flushed, and then the disk is laid out as it could look after
// a cut at any moment - all that was flushed, and of the rest any part, torn at sectors. Each such disk must open, be
// sound, and hold what was acknowledged.
#include "store/sqlite/connection.h"
#include "store/sqlite/sqlite_store.h"
#include "store/sqlite/testing/desk_day.h"
#include "store/sqlite/testing/fault_vfs.h"
#include "store/testing/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace bs::testing {
namespace {

namespace files = std::filesystem;

constexpr std::size_t states = 400;
constexpr std::size_t sector_bytes = 512;

// Up to `log_end` the desk knew `contents`, and nothing newer was acknowledged.
struct Acknowledged {
    std::size_t log_end = 0;
    Contents contents;
};

struct Recording {
    std::vector<FileRecord> log;
    std::vector<Acknowledged> history;  // one for each change, in order
};

Recording record_days(const SqliteOptions& options) {
    Recording recording;
    FaultVfs disk;
    disk.record();
    std::optional<Contents> known;
    for (int day = 0; day < 2; ++day) {
        auto store = open_sqlite_store(options, SystemClock());
        if (!store) throw std::runtime_error(store.error().detail);
        Desk desk(**store);
        if (known) desk.settle(*known);
        for (std::size_t step = 0; step < steps_of_a_day; ++step) {
            if (day > 0 && step == 0) continue;
            const auto done =
                day > 0 && step == 5 ? desk.rename_account(AccountId{2}, "bob") : live_step(desk, **store, step);
            if (!done) break;  // on the second day the first account is gone
            recording.history.push_back({disk.log().size(), desk.acknowledged()});
        }
        known = desk.acknowledged();
    }
    recording.log = disk.log();
    return recording;
}

// One file after the cut: everything up to its last flush, and any of what came later.
class FileAfterCut {
public:
    explicit FileAfterCut(std::mt19937& random) : random_(random) {}

    // `directory_flush`: the place in the log of the last flush of the directory. A removal is certain when it came
    // before, or when the file was there again afterwards.
    void apply(std::span<const FileRecord* const> operations, const FileRecord* directory_flush) {
        std::size_t flushed = 0;
        for (std::size_t i = 0; i < operations.size(); ++i) {
            if (operations[i]->operation == FileOperation::sync) flushed = i + 1;
        }
        for (std::size_t i = 0; i < operations.size(); ++i) {
            const FileRecord& operation = *operations[i];
            const bool is_removal = operation.operation == FileOperation::remove;
            const bool stays_removed = is_removal && (&operation <= directory_flush || i + 1 < operations.size());
            const bool is_certain = i < flushed || stays_removed;
            if (is_certain || random_() % 2 == 0) apply(operation, !is_certain && random_() % 4 == 0);
        }
    }

    [[nodiscard]] const std::optional<std::string>& bytes() const { return bytes_; }

private:
    void apply(const FileRecord& operation, bool is_torn) {
        switch (operation.operation) {
            case FileOperation::write:
                return write(operation, is_torn);
            case FileOperation::truncate:
                bytes_ = bytes_.value_or("");
                return bytes_->resize(static_cast<std::size_t>(operation.offset));
            case FileOperation::remove:
                return bytes_.reset();
            case FileOperation::sync:
                return;
        }
    }

    void write(const FileRecord& operation, bool is_torn) {
        if (!bytes_) bytes_.emplace();
        const auto offset = static_cast<std::size_t>(operation.offset);
        bytes_->resize(std::max(bytes_->size(), offset + operation.bytes.size()));
        for (std::size_t at = 0; at < operation.bytes.size(); at += sector_bytes) {
            if (is_torn && random_() % 2 == 0) continue;
            const auto sector = operation.bytes.substr(at, sector_bytes);
            bytes_->replace(offset + at, sector.size(), sector);
        }
    }

    std::mt19937& random_;
    std::optional<std::string> bytes_;
};

void lay_out(std::span<const FileRecord> log, const std::string& directory, std::mt19937& random) {
    std::map<std::string, std::vector<const FileRecord*>> by_file;
    const FileRecord* directory_flush = nullptr;
    for (const FileRecord& operation : log) {
        by_file[operation.file].push_back(&operation);
        if (operation.flushes_directory) directory_flush = &operation;
    }
    for (const auto& [name, operations] : by_file) {
        FileAfterCut file(random);
        file.apply(operations, directory_flush);
        if (!file.bytes()) continue;
        std::ofstream(directory + "/" + files::path(name).filename().string(), std::ios::binary) << *file.bytes();
    }
}

void expect_sound(const std::string& path) {
    auto connection = sqlite::Connection::open(path, sqlite::Access::read_only);
    ASSERT_TRUE(connection.has_value());
    EXPECT_EQ(connection->ask("PRAGMA integrity_check").value_or("?"), "ok");
    EXPECT_EQ(connection->ask("PRAGMA foreign_key_check").value_or("?"), "");
}

// What was acknowledged before the cut, or that and the change that was under way.
void expect_truth(const Recording& recording, std::size_t cut, const Contents& found) {
    const auto after = std::ranges::find_if(recording.history, [&](const auto& entry) { return entry.log_end > cut; });
    const Contents before = after == recording.history.begin() ? Contents{} : std::prev(after)->contents;
    const bool is_next = after != recording.history.end() && found == after->contents;
    EXPECT_TRUE(found == before || is_next) << "found " << found << "\nacknowledged " << before;
}

TEST(SqliteCrash, HoldsWhatWasAcknowledgedAfterAnyPowerCut) {
    const TemporaryDirectory original;
    const Recording recording = record_days(small_options(original.path()));
    ASSERT_GT(recording.history.size(), steps_of_a_day);
    std::mt19937 random(20'260'131);
    std::size_t moved_on = 0;

    for (std::size_t state = 0; state < states && !HasFailure(); ++state) {
        const std::size_t cut = state * recording.log.size() / states + 1;
        SCOPED_TRACE("state " + std::to_string(state) + ", cut after operation " + std::to_string(cut) + " of " +
                     std::to_string(recording.log.size()));
        const TemporaryDirectory directory;
        lay_out(std::span(recording.log).first(cut), directory.path(), random);
        auto store = open_sqlite_store(small_options(directory.path()), SystemClock());
        ASSERT_TRUE(store.has_value()) << store.error().detail;
        const Contents found = read_contents(**store);
        expect_truth(recording, cut, found);
        expect_sound(small_options(directory.path()).path);
        Desk desk(**store);
        desk.settle(found);
        ASSERT_TRUE(desk.add_account("afterwards").has_value());
        EXPECT_EQ(read_contents(**store), desk.acknowledged());
        moved_on += found.events.empty() ? 0U : 1U;
    }

    EXPECT_GT(moved_on, states / 2);
}

}  // namespace
}  // namespace bs::testing
