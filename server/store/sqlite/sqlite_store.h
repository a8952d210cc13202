// The store in one SQLite file, for one process. See store.h for what it promises.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "store/schema_state.h"
#include "store/sqlite/sqlite_options.h"
#include "store/store.h"

#include <memory>

namespace bs {

// Creates the file if there is none, brings an older one up to date, and verifies one whose last run met a failed
// flush. Refuses (`unavailable`, with a sentence for the operator) what is open elsewhere, not writable, not ours or
// newer than this program. Readers must be gone before the store.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite_store(SqliteOptions options, const Clock& clock);

// Of a file that nobody has open. `unavailable`: there is none, it is in use, or not ours.
[[nodiscard]] Result<SchemaState> sqlite_schema(const std::string& path);

}  // namespace bs
