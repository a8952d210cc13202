// Reading: a connection for each reader, a read transaction for each snapshot.
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <chrono>
#include <memory>
#include <string>

namespace bs::sqlite {

// Snapshots that live longer than `limit` are stopped: an open one keeps the log from starting over.
[[nodiscard]] Result<std::unique_ptr<Reader>> open_sqlite_reader(const std::string& database,
                                                                 std::chrono::milliseconds limit);

}  // namespace bs::sqlite
