#include "store/sqlite/backup_file.h"

#include "base/random.h"
#include "store/sqlite/backup_seal.h"
#include "store/sqlite/error.h"
#include "store/sqlite/files.h"
#include "store/sqlite/migrations.h"
#include "store/sqlite/rehome.h"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

namespace bs {
namespace {

using namespace sqlite;

Result<> link_file(const std::string& from, const std::string& to) {
    std::error_code error;
    if (exists(from)) std::filesystem::create_hard_link(from, to, error);
    if (!error) return {};
    return fail(ErrorCode::unavailable, fmt::format("cannot keep {} as {}: {}", from, to, error.message()));
}

// Under another name, with its log: together they are what the database was.
Result<std::string> keep_old(const Paths& paths, Timestamp now) {
    if (!exists(paths.database)) return std::string();
    std::string kept = fmt::format("{}.replaced-{}", paths.database, to_string(now));
    BS_CHECK(link_file(paths.database, kept));
    BS_CHECK(link_file(paths.wal, kept + "-wal"));
    BS_CHECK(sync_directory(paths));
    return kept;
}

Result<std::string> begin_new_epoch(const std::string& path) {
    SystemRandom random;
    std::string epoch = random.base36_word(6);
    BS_TRY(Connection connection, to_result(Connection::open(path, Access::read_write)));
    // No journal on the disk: an interrupted copy is thrown away whole.
    BS_CHECK(to_result(connection.execute("PRAGMA journal_mode=MEMORY")));
    BS_CHECK(to_result(break_seal(connection)));
    BS_TRY(Statement update, to_result(connection.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'")));
    BS_CHECK(to_result(update.bind(epoch).run()));
    return epoch;
}

Result<Verification> verify_copy(const RestoreOptions& options, const std::string& copy,
                                 const VerifyProgress& progress) {
    // Of an earlier run that was interrupted: what lies beside a file belongs to it.
    BS_CHECK(remove_database(copy));
    BS_CHECK(copy_file(options.backup, copy));
    BS_TRY(Verification verification, verify_sqlite(copy, progress));
    if (verification.findings.empty()) return verification;
    return fail(ErrorCode::unavailable,
                fmt::format("{} has {} flaws, the first: {}. Nothing was changed; betstream verify lists them",
                            options.backup, verification.findings.size(), verification.findings.front()));
}

// What is in the making is gone again unless it was finished.
class Unfinished {
public:
    explicit Unfinished(std::string path) : path_(std::move(path)) {}
    ~Unfinished() {
        if (!path_.empty()) static_cast<void>(remove_database(path_).has_value());
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    void finished() { path_.clear(); }

private:
    std::string path_;
};

}  // namespace

Result<> seal_backup(const std::string& path, Timestamp now) {
    BS_TRY(Connection connection, to_result(Connection::open(path, Access::read_write)));
    // One file, which needs nothing beside it and can be read where nothing can be written.
    BS_TRY(const std::string mode, to_result(connection.ask("PRAGMA journal_mode=DELETE")));
    if (mode != "delete") return fail(ErrorCode::internal, "the copy keeps its log mode: " + mode);
    // No journal on the disk: an interrupted copy is thrown away whole.
    BS_CHECK(to_result(connection.execute("PRAGMA journal_mode=MEMORY")));
    Seal seal;
    seal.made_at = now;
    BS_TRY(seal.cursor, to_result(cursor_of(connection)));
    BS_TRY(seal.digest, digest_of(path, [](std::uint64_t, std::uint64_t) {}));
    BS_CHECK(to_result(write_seal(connection, seal)));
    return sync_file(path);
}

Result<Restored> restore_sqlite(const RestoreOptions& options, Timestamp now, const VerifyProgress& progress) {
    const Paths paths(options.target);
    if (!exists(options.backup)) return fail(ErrorCode::unavailable, "there is no file " + options.backup);
    BS_TRY(const bool is_sealed, is_backup(options.backup));
    if (!is_sealed) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} is no backup: it was not made by `betstream backup`", options.backup));
    }
    BS_CHECK(refuse_newer_backup(options.backup));
    BS_CHECK(check_writable(paths));
    BS_TRY(const DatabaseLock lock, DatabaseLock::acquire(paths, now));
    // Another restore, or the repair after a failed flush, was interrupted near its end. A repair that has not begun is
    // not needed any more.
    if (exists(paths.rehomed)) BS_CHECK(rehome_if_poisoned(paths));
    if (exists(paths.database) && !options.replace) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} exists; with --replace it is kept under another name", paths.database));
    }
    Unfinished copy(paths.rehoming);
    Restored restored;
    BS_TRY(restored.verification, verify_copy(options, paths.rehoming, progress));
    BS_TRY(restored.epoch, begin_new_epoch(paths.rehoming));
    BS_CHECK(sync_file(paths.rehoming));
    BS_TRY(restored.kept_as, keep_old(paths, now));
    // What subscribers saw of the old history says nothing about this one.
    BS_CHECK(remove_file(paths.head));
    copy.finished();
    BS_CHECK(move_in(paths));
    return restored;
}

Result<> copy_stopped_sqlite(const std::string& database, const std::string& to) {
    const Paths paths(database);
    if (!exists(paths.database)) return fail(ErrorCode::unavailable, "there is no file " + paths.database);
    BS_TRY(const DatabaseLock lock, DatabaseLock::acquire(paths, SystemClock().now()));
    BS_TRY(Connection connection, to_result(Connection::open(paths.database, Access::read_only)));
    BS_TRY(const SchemaState state, schema_of(connection, paths.database));
    if (state.found != state.newest) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} has schema {}, this program backs up schema {}: {}", paths.database, state.found,
                                state.newest,
                                state.found < state.newest ? "betstream migrate up brings it there"
                                                           : "use the newer program that wrote it"));
    }
    BS_TRY(Statement copy, to_result(connection.prepare("VACUUM INTO ?")));
    return to_result(copy.bind(to).run());
}

}  // namespace bs
