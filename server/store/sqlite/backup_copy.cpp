#include "store/sqlite/backup_copy.h"

#include "store/sqlite/error.h"

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bs::sqlite {
namespace {

// 128 KiB: a group of commands that comes meanwhile waits for a millisecond.
constexpr int pages_per_step = 32;

class SqliteBackupCopy final : public BackupCopy {
public:
    SqliteBackupCopy(FileDescriptor file, Connection copy) : file_(std::move(file)), copy_(std::move(copy)) {}

    [[nodiscard]] Outcome<> begin(Connection& source) {
        BS_TRY(page_bytes_, source.ask_integer("PRAGMA page_size"));
        BS_TRY(const std::int64_t pages, source.ask_integer("PRAGMA page_count"));
        bytes_total_ = static_cast<std::uint64_t>(pages * page_bytes_);
        backup_.reset(sqlite3_backup_init(copy_->handle(), "main", source.handle(), "main"));
        if (backup_ == nullptr) return std::unexpected(copy_->failure(sqlite3_errcode(copy_->handle())));
        return {};
    }

    [[nodiscard]] Result<bool> step() override {
        const int code = sqlite3_backup_step(backup_.get(), pages_per_step);
        const auto pages = sqlite3_backup_pagecount(backup_.get());
        bytes_total_ = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page_bytes_);
        bytes_done_ = static_cast<std::uint64_t>(pages - sqlite3_backup_remaining(backup_.get())) *
                      static_cast<std::uint64_t>(page_bytes_);
        if (code == SQLITE_OK) return true;
        const int finished = sqlite3_backup_finish(backup_.release());
        if (code == SQLITE_DONE && finished == SQLITE_OK) {
            copy_.reset();
            return false;
        }
        return fail(to_error(copy_->failure(code == SQLITE_DONE ? finished : code)));
    }

    [[nodiscard]] std::uint64_t bytes_done() const override { return bytes_done_; }
    [[nodiscard]] std::uint64_t bytes_total() const override { return bytes_total_; }

    [[nodiscard]] Result<std::string> read(std::uint64_t offset, std::size_t count) const override {
        std::string bytes(count, '\0');
        const auto size = ::pread(file_.get(), bytes.data(), count, static_cast<off_t>(offset));
        if (size < 0) {
            return fail(ErrorCode::unavailable, "the copy cannot be read: " + std::generic_category().message(errno));
        }
        bytes.resize(static_cast<std::size_t>(size));
        return bytes;
    }

private:
    struct Finish {
        void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
    };

    FileDescriptor file_;
    std::optional<Connection> copy_;
    std::unique_ptr<sqlite3_backup, Finish> backup_;  // gone before copy_
    std::int64_t page_bytes_ = 0;
    std::atomic<std::uint64_t> bytes_done_ = 0;
    std::atomic<std::uint64_t> bytes_total_ = 0;
};

}  // namespace

Result<std::unique_ptr<BackupCopy>> begin_backup_copy(Connection& source, const Paths& paths) {
    BS_CHECK(remove_file(paths.copying));
    FileDescriptor file(::open(paths.copying.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.is_open()) {
        return fail(ErrorCode::unavailable,
                    fmt::format("cannot create {}: {}", paths.copying, std::generic_category().message(errno)));
    }
    auto connection = to_result(Connection::open(paths.copying, Access::read_write));
    // Whatever becomes of us, nothing stays behind.
    BS_CHECK(remove_file(paths.copying));
    if (!connection) return fail(std::move(connection).error());
    // Whoever fetches the copy verifies and flushes it: here nothing depends on it.
    BS_CHECK(to_result(connection->execute("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF")));
    auto copy = std::make_unique<SqliteBackupCopy>(std::move(file), *std::move(connection));
    BS_CHECK(to_result(copy->begin(source)));
    return copy;
}

}  // namespace bs::sqlite
