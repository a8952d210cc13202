// The schema in Postgres, and how it came to be: steps, each in a transaction of its own, of which a database knows how
// many it has.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "store/postgres/connection.h"

#include <cstddef>

namespace bs::postgres {

[[nodiscard]] std::size_t newest_schema();
// How many steps the database has; 0 without any. `unavailable`: it holds something else.
[[nodiscard]] Result<std::size_t> schema_of(Connection& connection);
// Brings it up to date; nodes that start together wait for each other. `not_supported`: it is newer than this program.
[[nodiscard]] Result<> migrate(Connection& connection, Timestamp now);

}  // namespace bs::postgres
