#include "store/sqlite/rehome.h"

#include "base/log.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/error.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace bs::sqlite {
namespace {

Result<> verify(Connection& connection, const std::string& path) {
    BS_TRY(Statement check, to_result(connection.prepare("PRAGMA integrity_check(3)")));
    std::string findings;
    BS_CHECK(
        to_result(check.each([&](Row& row) { findings.append(findings.empty() ? "" : "; ").append(row.text(0)); })));
    if (findings == "ok") return {};
    return fail(to_error(Failure{SQLITE_CORRUPT, 0, path + ": " + findings}));
}

// What must be the same in the copy, whatever the schema: its version and the number of rows in every table.
Outcome<std::string> fingerprint(Connection& connection) {
    std::vector<std::string> tables;
    BS_TRY(Statement list, connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'"
                                              " AND name NOT LIKE 'sqlite%' ORDER BY name"));
    BS_CHECK(list.each([&](Row& row) { tables.emplace_back(row.text(0)); }));
    BS_TRY(std::string found, connection.ask("PRAGMA user_version"));
    for (const std::string& table : tables) {
        BS_TRY(const std::string rows, connection.ask("SELECT count(*) FROM " + table));
        found += fmt::format(" {}={}", table, rows);
    }
    return found;
}

Result<std::string> write_copy(const Paths& paths) {
    BS_TRY(Connection source, to_result(Connection::open(paths.database, Access::read_only)));
    BS_CHECK(verify(source, paths.database));
    BS_CHECK(remove_file(paths.rehoming));
    BS_TRY(Statement copy, to_result(source.prepare("VACUUM INTO ?")));
    if (const auto copied = copy.bind(paths.rehoming).run(); !copied) {
        static_cast<void>(remove_file(paths.rehoming).has_value());
        return fail(to_error(copied.error()));
    }
    BS_CHECK(copy_mode(paths.database, paths.rehoming));
    return to_result(fingerprint(source));
}

Result<> make_copy(const Paths& paths) {
    BS_TRY(const std::string expected, write_copy(paths));
    BS_CHECK(sync_file(paths.rehoming));
    {
        BS_TRY(Connection copy, to_result(Connection::open(paths.rehoming, Access::read_only)));
        BS_CHECK(verify(copy, paths.rehoming));
        BS_TRY(const std::string found, to_result(fingerprint(copy)));
        if (found != expected) {
            return fail(ErrorCode::unavailable,
                        fmt::format("the copy {} differs from {}; it was not used", paths.rehoming, paths.database));
        }
    }
    return {};
}

// The old log must be gone, durably, before the new file has the old name: it would be replayed into it.
Result<> finish(const Paths& paths) {
    BS_CHECK(remove_file(paths.wal));
    BS_CHECK(remove_file(paths.shm));
    BS_CHECK(sync_directory(paths));
    BS_CHECK(rename_file(paths.rehomed, paths.database));
    BS_CHECK(sync_directory(paths));
    BS_CHECK(remove_file(paths.poisoned));
    return sync_directory(paths);
}

}  // namespace

Result<> move_in(const Paths& paths) {
    BS_CHECK(rename_file(paths.rehoming, paths.rehomed));
    BS_CHECK(sync_directory(paths));
    return finish(paths);
}

Result<> rehome_if_poisoned(const Paths& paths) {
    if (exists(paths.rehomed)) return finish(paths);
    if (!exists(paths.poisoned)) return {};
    if (!exists(paths.database)) return remove_file(paths.poisoned);  // somebody started over
    log_warning("the last run met a failed flush: verifying the database and writing it anew",
                {{"database", paths.database}});
    BS_CHECK(make_copy(paths));
    BS_CHECK(move_in(paths));
    log_info("the database was verified and written anew", {{"database", paths.database}});
    return {};
}

}  // namespace bs::sqlite
