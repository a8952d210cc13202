#include "store/sqlite/rehome.h"

#include "base/log.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/error.h"

#include <fmt/format.h>

namespace bs::sqlite {
namespace {

Result<> verify(Connection& connection, const std::string& path) {
    BS_TRY(Statement check, to_result(connection.prepare("PRAGMA integrity_check(3)")));
    std::string findings;
    BS_CHECK(
        to_result(check.each([&](Row& row) { findings.append(findings.empty() ? "" : "; ").append(row.text(0)); })));
    if (findings == "ok") return {};
    return fail(ErrorCode::unavailable,
                fmt::format("{} is damaged: {}. It was left as it is. Restore a backup over it", path, findings));
}

// What must be the same in the copy: cheap to ask, and wrong as soon as a row is missing at an end.
Result<std::string> fingerprint(Connection& connection) {
    return to_result(
        connection.ask("SELECT (SELECT group_concat(key || '=' || value) FROM meta) || ' '"
                       " || (SELECT count(*) || ',' || coalesce(max(seq), 0) FROM events) || ' '"
                       " || (SELECT count(*) || ',' || coalesce(sum(version), 0) FROM accounts) || ' '"
                       " || (SELECT count(*) || ',' || coalesce(sum(version), 0) FROM batches) || ' '"
                       " || (SELECT count(*) || ',' || coalesce(sum(version), 0) FROM bets) || ' '"
                       " || (SELECT count(*) FROM idempotency)"));
}

Result<std::string> write_copy(const Paths& paths) {
    BS_TRY(Connection source, to_result(Connection::open(paths.database, Access::read_only)));
    BS_CHECK(verify(source, paths.database));
    BS_CHECK(remove_file(paths.rehoming));
    BS_TRY(Statement copy, to_result(source.prepare("VACUUM INTO ?")));
    BS_CHECK(to_result(copy.bind(paths.rehoming).run()));
    return fingerprint(source);
}

Result<> make_copy(const Paths& paths) {
    BS_TRY(const std::string expected, write_copy(paths));
    BS_CHECK(sync_file(paths.rehoming));
    {
        BS_TRY(Connection copy, to_result(Connection::open(paths.rehoming, Access::read_only)));
        BS_CHECK(verify(copy, paths.rehoming));
        BS_TRY(const std::string found, fingerprint(copy));
        if (found != expected) {
            return fail(ErrorCode::unavailable,
                        fmt::format("the copy {} differs from {}; it was not used", paths.rehoming, paths.database));
        }
    }
    BS_CHECK(rename_file(paths.rehoming, paths.rehomed));
    return sync_directory(paths);
}

// The old log must be gone, durably, before the new file has the old name: it would be replayed into it.
Result<> move_in(const Paths& paths) {
    BS_CHECK(remove_file(paths.wal));
    BS_CHECK(remove_file(paths.shm));
    BS_CHECK(sync_directory(paths));
    BS_CHECK(rename_file(paths.rehomed, paths.database));
    BS_CHECK(sync_directory(paths));
    BS_CHECK(remove_file(paths.poisoned));
    return sync_directory(paths);
}

}  // namespace

Result<> rehome_if_poisoned(const Paths& paths) {
    if (!exists(paths.rehomed)) {
        if (!exists(paths.poisoned)) return {};
        if (!exists(paths.database)) return remove_file(paths.poisoned);  // somebody started over
        log_warning("the last run met a failed flush: verifying the database and writing it anew",
                    {{"database", paths.database}});
        BS_CHECK(make_copy(paths));
    }
    BS_CHECK(move_in(paths));
    log_info("the database was verified and written anew", {{"database", paths.database}});
    return {};
}

}  // namespace bs::sqlite
