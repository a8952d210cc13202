// What may be chosen about a SQLite store. The defaults are for production; tests make everything smaller.
#pragma once

#include "store/retention_limits.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace bs {

// When the write-ahead log is copied into the database.
struct CheckpointThresholds {
    std::uint64_t idle_bytes = 4 * 1024 * 1024;   // worth it in an idle gap
    std::uint64_t busy_bytes = 16 * 1024 * 1024;  // worth it between two groups
    // The log file stays below. From three quarters of it on, the writer waits until no reader needs the log and starts
    // it over.
    std::uint64_t wal_bytes_max = 64 * 1024 * 1024;
};

struct SqliteOptions {
    std::string path;  // of the database file; its directory must exist
    // Older snapshots are stopped as soon as they keep the log from starting over...
    std::chrono::milliseconds snapshot_limit{100};
    // ... and those as old as this in any case. A busy machine may need as long for a batch of 10,000 bets.
    std::chrono::milliseconds snapshot_limit_max{2000};
    RetentionLimits retention;
    CheckpointThresholds checkpoints;
    std::uint64_t free_bytes_min = 2 * 1024 * 1024;  // left on the disk: less is `storage_full`
    std::size_t cache_bytes = 64 * 1024 * 1024;      // of the writer's connection
};

}  // namespace bs
