#include "store/sqlite/backup_copy.h"

#include "store/sqlite/connection.h"
#include "store/sqlite/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace bs::sqlite {
namespace {

constexpr std::size_t piece_bytes = 1024 * 1024;
// What commits add to the log while a copy is made, unless the database is larger still: a log this long makes readers
// slow, and its way into the database holds up the writer.
constexpr std::uint64_t held_log_bytes_min = std::uint64_t{1024} * 1024 * 1024;

std::unexpected<Error> file_error(std::string_view what, int error) {
    const ErrorCode code = error == ENOSPC || error == EDQUOT ? ErrorCode::storage_full : ErrorCode::unavailable;
    return fail(code, fmt::format("{}: {}", what, std::generic_category().message(error)));
}

// What SQLite has open. A file of our own would do harm: closing it gives up the locks of the whole process.
// https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
sqlite3_file& file_of(Connection& connection) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file));
    return *file;
}

// The database file while a read transaction keeps it as it is.
class HeldFile {
public:
    [[nodiscard]] static Outcome<HeldFile> open(const Paths& paths) {
        BS_TRY(Connection connection, Connection::open(paths.database, Access::read_only));
        BS_CHECK(connection.execute("BEGIN"));
        BS_TRY(const std::int64_t page_bytes, connection.ask_integer("PRAGMA page_size"));
        // It reads the schema, and so the transaction has begun.
        BS_TRY(const std::int64_t pages, connection.ask_integer("PRAGMA page_count"));
        return HeldFile(std::move(connection), static_cast<std::uint64_t>(pages * page_bytes));
    }

    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    [[nodiscard]] Result<> read(std::span<char> piece, std::uint64_t offset) {
        sqlite3_file& file = file_of(connection_);
        const int code = file.pMethods->xRead(&file, piece.data(), static_cast<int>(piece.size()),
                                              static_cast<sqlite3_int64>(offset));
        if (code == SQLITE_OK) return {};
        return fail(ErrorCode::unavailable, fmt::format("the database cannot be read: {}", sqlite3_errstr(code)));
    }

private:
    HeldFile(Connection connection, std::uint64_t bytes) : connection_(std::move(connection)), bytes_(bytes) {}

    Connection connection_;
    std::uint64_t bytes_;
};

// While it lives, nothing of the log goes into the database. The writer's.
class HeldLog {
public:
    explicit HeldLog(Checkpointer& checkpointer) : checkpointer_(&checkpointer) {}
    HeldLog(HeldLog&& other) noexcept : checkpointer_(std::exchange(other.checkpointer_, nullptr)) {}
    HeldLog& operator=(HeldLog&&) = delete;
    ~HeldLog() {
        if (checkpointer_ != nullptr) checkpointer_->let_go();
    }

    [[nodiscard]] bool is_wanted() const { return checkpointer_->log_is_wanted(); }

private:
    Checkpointer* checkpointer_;
};

class SqliteBackupCopy final : public BackupCopy {
public:
    SqliteBackupCopy(HeldLog log, HeldFile source, FileDescriptor copy, std::function<void()> ended)
        : log_(std::move(log)),
          source_(std::move(source)),
          copy_(std::move(copy)),
          ended_(std::move(ended)),
          bytes_total_(source_->bytes()),
          thread_([this](const std::stop_token& stop) { work(stop); }) {}

    [[nodiscard]] Result<bool> settle() override {
        if (!is_over_.load(std::memory_order_acquire)) return false;
        if (thread_.joinable()) thread_.join();
        source_.reset();
        log_.reset();
        BS_CHECK(copied_);
        return true;
    }

    [[nodiscard]] std::uint64_t bytes_done() const override { return bytes_done_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t bytes_total() const override { return bytes_total_; }

    [[nodiscard]] Result<std::string> read(std::uint64_t offset, std::size_t count) const override {
        std::string bytes(count, '\0');
        const auto size = ::pread(copy_.get(), bytes.data(), count, static_cast<off_t>(offset));
        if (size < 0) return file_error("the copy cannot be read", errno);
        bytes.resize(static_cast<std::size_t>(size));
        return bytes;
    }

private:
    void work(const std::stop_token& stop) {
        // Of this thread only: the server and its callers go first.
        static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 19));
        copied_ = copy(stop);
        is_over_.store(true, std::memory_order_release);
        ended_();
    }

    [[nodiscard]] Result<> copy(const std::stop_token& stop) {
        std::vector<char> buffer(piece_bytes);
        for (std::uint64_t done = 0; done < bytes_total_ && !stop.stop_requested();) {
            if (log_->is_wanted()) {
                return fail(ErrorCode::unavailable,
                            "so much was committed meanwhile, or the disk is so full, that the log had to be emptied;"
                            " try again when less is written");
            }
            const std::size_t count = std::min<std::uint64_t>(piece_bytes, bytes_total_ - done);
            const std::span piece(buffer.data(), count);
            BS_CHECK(source_->read(piece, done));
            BS_CHECK(append(piece));
            done += count;
            bytes_done_.store(done, std::memory_order_relaxed);
        }
        return {};
    }

    [[nodiscard]] Result<> append(std::span<const char> bytes) {
        while (!bytes.empty()) {
            const auto written = ::write(copy_.get(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return file_error("the copy cannot be written", errno);
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }

    std::optional<HeldLog> log_;
    std::optional<HeldFile> source_;  // gone before log_
    FileDescriptor copy_;
    const std::function<void()> ended_;
    const std::uint64_t bytes_total_;
    std::atomic<std::uint64_t> bytes_done_ = 0;
    Result<> copied_;  // the thread's until is_over_
    std::atomic<bool> is_over_ = false;
    std::jthread thread_;  // ends before all that it uses
};

Result<FileDescriptor> create_without_name(const std::string& path) {
    BS_CHECK(remove_file(path));
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.is_open()) return file_error("cannot create " + path, errno);
    // Whatever becomes of us, nothing stays behind.
    BS_CHECK(remove_file(path));
    return file;
}

}  // namespace

Result<std::unique_ptr<BackupCopy>> begin_backup_copy(Checkpointer& checkpointer, const Paths& paths,
                                                      std::function<void()> ended) {
    BS_TRY(FileDescriptor copy, create_without_name(paths.copying));
    const std::uint64_t log_bytes_max = std::max(held_log_bytes_min, file_bytes(paths.database));
    BS_TRY(const bool is_held, to_result(checkpointer.hold(log_bytes_max)));
    if (!is_held) {
        return fail(ErrorCode::unavailable,
                    "readers keep the log from being emptied, as another program that has the database open may: try "
                    "again later");
    }
    HeldLog log(checkpointer);
    BS_TRY(HeldFile source, to_result(HeldFile::open(paths)));
    return std::make_unique<SqliteBackupCopy>(std::move(log), std::move(source), std::move(copy), std::move(ended));
}

}  // namespace bs::sqlite
