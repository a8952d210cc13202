// Pages through batches in Postgres.
#pragma once

#include "store/postgres/connection.h"
#include "store/store.h"

#include <chrono>
#include <vector>

namespace bs::postgres {

[[nodiscard]] Outcome<std::vector<Batch>> list_batches(Connection& connection, const BatchQuery& query,
                                                       std::chrono::milliseconds limit);
// Ends a page early at `end`.
[[nodiscard]] Outcome<FoundBatches> search_batches(Connection& connection, const BatchSearch& search,
                                                   std::chrono::steady_clock::time_point end,
                                                   std::chrono::milliseconds limit);

}  // namespace bs::postgres
