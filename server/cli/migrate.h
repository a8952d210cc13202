// `betstream migrate`: which schema a database has, to the newest one, and from SQLite to PostgreSQL.
#pragma once

#include "cli/exit_code.h"

#include <string>

namespace bs::cli {

struct MigrateOptions {
    std::string database = "sqlite:betstream.db";  // as for `serve`
    std::string to;                                // of to-postgres
    bool json = false;
};

// Says how many schema steps the database has, and how many this program knows.
[[nodiscard]] ExitCode migrate_status(const MigrateOptions& options);
// Brings it to the newest schema, as `serve` does when it starts.
[[nodiscard]] ExitCode migrate_up(const MigrateOptions& options);
// Everything of a SQLite file that no server has open into an empty PostgreSQL database: all of it, compared value by
// value afterwards, or nothing.
[[nodiscard]] ExitCode migrate_to_postgres(const MigrateOptions& options);

}  // namespace bs::cli
