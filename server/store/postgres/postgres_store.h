// The store in a PostgreSQL database, for any number of processes. See store.h for what it promises.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "store/postgres/postgres_options.h"
#include "store/schema_state.h"
#include "store/store.h"

#include <memory>

namespace bs {

// Creates the tables if there are none, brings older ones up to date. Refuses (`unavailable`, with a sentence for the
// operator) what cannot be reached, is not ours or newer than this program, and a server that may lose what it
// committed. Readers must be gone before the store.
[[nodiscard]] Result<std::unique_ptr<Store>> open_postgres_store(PostgresOptions options, const Clock& clock);

// `unavailable`: it cannot be reached, or holds something else.
[[nodiscard]] Result<SchemaState> postgres_schema(const std::string& url);

// Which settings of the server may lose answered commits; empty: none. Of a database that has our tables.
[[nodiscard]] Result<std::string> postgres_weak_durability(const std::string& url);

}  // namespace bs
