// Keeps the write-ahead log short. The writer's connection is the only one that ever checkpoints: with another one
// doing it, the SQLite versions that we run on can lose commits when the log is reset meanwhile.
#pragma once

#include "store/sqlite/connection.h"
#include "store/sqlite/sqlite_options.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace bs::sqlite {

class Checkpointer {
public:
    // `reader_limit`: how long a reader may hold the log, and so how long to wait for one.
    Checkpointer(Connection& connection, CheckpointThresholds thresholds, std::chrono::milliseconds reader_limit);
    ~Checkpointer();
    Checkpointer(const Checkpointer&) = delete;
    Checkpointer& operator=(const Checkpointer&) = delete;

    // Empties a log that an earlier run left behind.
    [[nodiscard]] Outcome<> start();
    // Between two groups: only what must be.
    [[nodiscard]] Outcome<> before_commit();
    // In an idle gap; `quiet`: nothing was written for a while, so whatever is left may go.
    [[nodiscard]] Outcome<> in_idle_gap(bool quiet);
    // Gives the bytes of the log back to a full disk.
    [[nodiscard]] Outcome<> give_back();

    // From here to let_go() the database file stays as it is, with all that was committed until now, and the log grows.
    // False, and nothing is held: readers were in the way. Whoever holds it looks at log_is_wanted(), which says so
    // when the log is longer than `log_bytes_max`, or the disk full.
    [[nodiscard]] Outcome<bool> hold(std::uint64_t log_bytes_max);
    void let_go();

    // True while the writer waits for others to leave the log. Any thread.
    [[nodiscard]] const std::atomic<bool>& log_is_wanted() const { return log_is_wanted_; }
    [[nodiscard]] std::uint64_t checkpoints() const { return checkpoints_.load(std::memory_order_relaxed); }

private:
    enum class Wait : std::uint8_t { briefly, for_readers };
    static int committed(void* self, sqlite3* handle, const char* schema, int frames);
    static int busy(void* self, int calls);

    // True: the log starts over with the next commit.
    [[nodiscard]] Outcome<bool> checkpoint(int mode, Wait wait);
    [[nodiscard]] Outcome<bool> checkpoint_until(int mode, std::chrono::steady_clock::time_point deadline);
    // False: readers were in the way.
    [[nodiscard]] Outcome<bool> try_checkpoint(int mode);
    void want_log(bool is_wanted) { log_is_wanted_.store(is_wanted, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t log_bytes() const;
    [[nodiscard]] std::uint64_t pending_bytes() const;

    Connection& connection_;
    CheckpointThresholds thresholds_;
    std::chrono::milliseconds reader_limit_;
    std::uint64_t frame_bytes_ = 0;
    int frames_ = 0;   // in the log
    int flushed_ = 0;  // of them, in the database too
    std::chrono::steady_clock::time_point wait_until_;
    std::chrono::steady_clock::time_point next_restart_;
    std::optional<std::uint64_t> held_bytes_max_;  // while it is held
    std::atomic<std::uint64_t> checkpoints_ = 0;
    std::atomic<bool> log_is_wanted_ = false;
};

}  // namespace bs::sqlite
