// A backup: a whole database in one file, sealed with a digest over every value in it, and refused by a server, so that
// nobody goes on writing into the only copy. `restore` makes a database of it.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "store/sqlite/verify.h"

#include <cstdint>
#include <string>

namespace bs {

// What is made of a complete copy that nobody else has open; flushed when it returns.
[[nodiscard]] Result<> seal_backup(const std::string& path, Timestamp now);

// Verifies the backup, and puts it where `target` names a database. Its epoch is a new one: cursors into what came
// after the backup must not match what comes next. `unavailable`, and nothing was changed: the backup has a flaw, or
// the target is in use, or exists and `replace` is false. What was replaced is kept beside it as FILE.replaced-TIME.
struct RestoreOptions {
    std::string backup;
    std::string target;
    bool replace = false;
};
struct Restored {
    Verification verification;
    std::string epoch;
    std::string kept_as;  // what was there before; empty: nothing
};
[[nodiscard]] Result<Restored> restore_sqlite(const RestoreOptions& options, Timestamp now,
                                              const VerifyProgress& progress);

// A whole copy of a database that no server has open. `to` is an empty file, or none.
[[nodiscard]] Result<> copy_stopped_sqlite(const std::string& database, const std::string& to);

}  // namespace bs
