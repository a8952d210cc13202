// Pages through the event log in Postgres.
#pragma once

#include "store/postgres/connection.h"
#include "store/store.h"

#include <chrono>

namespace bs::postgres {

// Within a transaction whose head is `head`.
[[nodiscard]] Outcome<FoundEvents> find_events(Connection& connection, const EventQuery& query, Seq head,
                                               std::chrono::milliseconds limit);

}  // namespace bs::postgres
