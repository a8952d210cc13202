#include "store/sqlite/checkpoint.h"

#include "base/result.h"
#include "store/sqlite/error.h"

#include <thread>

namespace bs::sqlite {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t frame_header_bytes = 24;
// What waiting for others costs at most: briefly in idle gaps, and for a writer that meets a foreign program.
constexpr auto brief_wait = 5ms;
constexpr auto lock_wait = 1s;
// Of one attempt. SQLite decides once which readers are in its way, and then waits for their lock even when it has
// passed on to newer readers, who are not: under endless readers a long wait never ends, and many short ones do.
constexpr auto attempt_wait = 2ms;
// A reader that may hold the log for long (a backup) must not make every commit wait for it.
constexpr auto restart_pause = 1s;

}  // namespace

Checkpointer::Checkpointer(Connection& connection, CheckpointThresholds thresholds,
                           std::chrono::milliseconds reader_limit)
    : connection_(connection), thresholds_(thresholds), reader_limit_(reader_limit) {
    sqlite3_wal_hook(connection_.handle(), &Checkpointer::committed, this);
    sqlite3_busy_handler(connection_.handle(), &Checkpointer::busy, this);
}

Checkpointer::~Checkpointer() {
    sqlite3_wal_hook(connection_.handle(), nullptr, nullptr);
    sqlite3_busy_handler(connection_.handle(), nullptr, nullptr);
}

Outcome<> Checkpointer::start() {
    BS_TRY(const std::int64_t page_bytes, connection_.ask_integer("PRAGMA page_size"));
    frame_bytes_ = static_cast<std::uint64_t>(page_bytes) + frame_header_bytes;
    BS_CHECK(checkpoint(SQLITE_CHECKPOINT_TRUNCATE, Wait::briefly));
    return {};
}

Outcome<> Checkpointer::before_commit() {
    wait_until_ = std::chrono::steady_clock::now() + lock_wait;
    if (held_bytes_max_) {
        if (log_bytes() > *held_bytes_max_) want_log(true);
        return {};
    }
    if (pending_bytes() >= thresholds_.busy_bytes) BS_CHECK(checkpoint(SQLITE_CHECKPOINT_PASSIVE, Wait::briefly));
    if (log_bytes() < thresholds_.wal_bytes_max / 4 * 3) return {};
    const auto now = std::chrono::steady_clock::now();
    if (now < next_restart_) return {};
    // New readers do not prolong the wait: once everything is in the database they read only that.
    BS_TRY(const bool restarted, checkpoint(SQLITE_CHECKPOINT_RESTART, Wait::for_readers));
    if (!restarted) next_restart_ = std::chrono::steady_clock::now() + restart_pause;
    wait_until_ = std::chrono::steady_clock::now() + lock_wait;
    return {};
}

Outcome<> Checkpointer::in_idle_gap(bool quiet) {
    if (held_bytes_max_) return {};
    const std::uint64_t worth = quiet ? 1 : thresholds_.idle_bytes;
    if (pending_bytes() >= worth) BS_CHECK(checkpoint(SQLITE_CHECKPOINT_PASSIVE, Wait::briefly));
    // Readers kept the log from starting over by itself.
    if (log_bytes() >= thresholds_.wal_bytes_max / 2) BS_CHECK(checkpoint(SQLITE_CHECKPOINT_RESTART, Wait::briefly));
    return {};
}

Outcome<> Checkpointer::give_back() {
    if (held_bytes_max_) {
        want_log(true);
        return {};
    }
    if (std::chrono::steady_clock::now() < next_restart_) return {};
    next_restart_ = std::chrono::steady_clock::now() + restart_pause;
    BS_CHECK(checkpoint(SQLITE_CHECKPOINT_TRUNCATE, Wait::for_readers));
    return {};
}

Outcome<bool> Checkpointer::hold(std::uint64_t log_bytes_max) {
    // Nobody needs the log then: the next reader reads the database file alone, and while it does, no checkpoint can
    // write to it, ours or another program's. https://www.sqlite.org/wal.html#concurrency
    BS_TRY(const bool is_empty, checkpoint(SQLITE_CHECKPOINT_RESTART, Wait::for_readers));
    if (is_empty) held_bytes_max_ = log_bytes_max;
    return is_empty;
}

void Checkpointer::let_go() {
    held_bytes_max_.reset();
    want_log(false);
}

int Checkpointer::committed(void* self, sqlite3* /*handle*/, const char* /*schema*/, int frames) {
    auto& checkpointer = *static_cast<Checkpointer*>(self);
    // Fewer than before: SQLite started the log over, because all of it was in the database.
    if (frames < checkpointer.frames_) checkpointer.flushed_ = 0;
    checkpointer.frames_ = frames;
    return SQLITE_OK;
}

int Checkpointer::busy(void* self, int /*calls*/) {
    if (std::chrono::steady_clock::now() >= static_cast<Checkpointer*>(self)->wait_until_) return 0;
    std::this_thread::sleep_for(500us);
    return 1;
}

Outcome<bool> Checkpointer::checkpoint(int mode, Wait wait) {
    // Twice: readers that were there before, and those that came while pages were copied.
    const auto patience = wait == Wait::briefly ? std::chrono::milliseconds(brief_wait) : 2 * reader_limit_ + 50ms;
    checkpoints_.fetch_add(1, std::memory_order_relaxed);
    want_log(wait == Wait::for_readers);
    auto done = checkpoint_until(mode, std::chrono::steady_clock::now() + patience);
    want_log(false);
    return done;
}

Outcome<bool> Checkpointer::checkpoint_until(int mode, std::chrono::steady_clock::time_point deadline) {
    while (true) {
        BS_TRY(const bool is_done, try_checkpoint(mode));
        if (is_done || std::chrono::steady_clock::now() >= deadline)
            return is_done && mode != SQLITE_CHECKPOINT_PASSIVE;
    }
}

Outcome<bool> Checkpointer::try_checkpoint(int mode) {
    wait_until_ = std::chrono::steady_clock::now() + attempt_wait;
    int frames = -1;
    int flushed = -1;
    const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), "main", mode, &frames, &flushed);
    const bool is_busy = (code & 0xff) == SQLITE_BUSY;
    if (code != SQLITE_OK && !is_busy) return std::unexpected(connection_.failure(code));
    const bool is_restarted = !is_busy && mode != SQLITE_CHECKPOINT_PASSIVE;
    if (is_restarted) {
        frames_ = flushed_ = 0;
    } else if (frames >= 0 && flushed >= 0) {
        frames_ = frames;
        flushed_ = flushed;
    }
    return !is_busy;
}

std::uint64_t Checkpointer::log_bytes() const { return static_cast<std::uint64_t>(frames_) * frame_bytes_; }

std::uint64_t Checkpointer::pending_bytes() const {
    return static_cast<std::uint64_t>(frames_ - flushed_) * frame_bytes_;
}

}  // namespace bs::sqlite
