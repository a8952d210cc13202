// SQLite's backup API on the writer's own connection: what it commits meanwhile goes into the copy as well, so that the
// copy is the state after the last commit before it was complete. https://www.sqlite.org/backup.html
#pragma once

#include "store/sqlite/connection.h"
#include "store/sqlite/files.h"
#include "store/store.h"

#include <memory>

namespace bs::sqlite {

// `source` outlives it. There is room for it: the caller has checked that.
[[nodiscard]] Result<std::unique_ptr<BackupCopy>> begin_backup_copy(Connection& source, const Paths& paths);

}  // namespace bs::sqlite
