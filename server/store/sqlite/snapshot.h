// Reading: a connection for each reader, a read transaction for each snapshot.
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

namespace bs::sqlite {

// How long a snapshot may live: an open one keeps the log from starting over.
struct SnapshotLimits {
    std::chrono::milliseconds while_log_is_wanted;
    std::chrono::milliseconds always;
    const std::atomic<bool>* log_is_wanted;  // outlives the reader
};

[[nodiscard]] Result<std::unique_ptr<Reader>> open_sqlite_reader(const std::string& database, SnapshotLimits limits);

}  // namespace bs::sqlite
