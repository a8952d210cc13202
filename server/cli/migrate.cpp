#include "cli/migrate.h"

#include "base/json_writer.h"
#include "base/time.h"
#include "cli/database.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "domain/statistics.h"
#include "store/copy.h"
#include "store/postgres/copy_target.h"
#include "store/postgres/postgres_store.h"
#include "store/sqlite/copy_source.h"
#include "store/sqlite/sqlite_store.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace bs::cli {
namespace {

ExitCode refuse(const Error& error) {
    say_error(error.detail);
    return error.code == ErrorCode::invalid_field ? ExitCode::usage : ExitCode::failure;
}

Result<SchemaState> schema_of(const std::string& database) {
    if (is_postgres(database)) return postgres_schema(database);
    BS_TRY(const std::string path, sqlite_path(database));
    return sqlite_schema(path);
}

// What was copied, and what bets are worth: for people, who compare it with what they know.
struct Copied {
    std::map<std::string_view, CopyDigest> tables;
    MoneySum stake;
    MoneySum cost;

    void add(std::string_view table, const Chunk& chunk) {
        tables[table].add(chunk);
        if (table != "bets") return;
        constexpr std::size_t stake_column = 4;
        constexpr std::size_t cost_column = 5;
        for (const auto& row : chunk) {
            stake.units += std::get<std::int64_t>(row[stake_column]);
            cost.units += std::get<std::int64_t>(row[cost_column]);
        }
    }
    [[nodiscard]] std::size_t rows(std::string_view table) const {
        const auto found = tables.find(table);
        return found == tables.end() ? 0 : found->second.rows();
    }
};

Result<Copied> copy_all(const std::string& path, PostgresCopyTarget& target) {
    Copied copied;
    for (const std::string_view table : copied_tables) {
        BS_TRY(const std::uint64_t total, count_sqlite_rows(path, table));
        std::uint64_t rows = 0;
        Progress progress("copying " + std::string(table), total, "rows");
        BS_CHECK(read_sqlite_table(path, table, [&](const Chunk& chunk) {
            copied.add(table, chunk);
            rows += chunk.size();
            progress.update(rows);
            return target.append(table, chunk);
        }));
    }
    return copied;
}

// Reads back what was written, and compares.
Result<> verify(const Copied& copied, PostgresCopyTarget& target) {
    Copied found;
    for (const std::string_view table : copied_tables) {
        Progress progress("comparing " + std::string(table), copied.rows(table), "rows");
        BS_CHECK(target.read(table, [&](const Chunk& chunk) -> Result<> {
            found.add(table, chunk);
            progress.update(found.rows(table));
            return {};
        }));
        const auto was = copied.tables.find(table);
        const CopyDigest expected = was == copied.tables.end() ? CopyDigest{} : was->second;
        if (found.tables[table] != expected) {
            return fail(ErrorCode::internal, fmt::format("{} was not copied exactly ({} rows of {}); nothing was kept",
                                                         table, found.rows(table), expected.rows()));
        }
    }
    return {};
}

Result<Copied> copy_and_verify(const MigrateOptions& options) {
    BS_TRY(const std::string path, sqlite_path(options.database));
    if (!is_postgres(options.to))
        return fail(ErrorCode::invalid_field, "expected --to postgresql://USER@HOST:PORT/NAME");
    const SystemClock clock;
    BS_TRY([[maybe_unused]] const SchemaState state, sqlite_schema(path));
    // Open as a store: of the newest schema, verified after a failed flush, and closed to every other process.
    BS_TRY([[maybe_unused]] const auto source, open_sqlite_store({.path = path}, clock));
    BS_TRY(PostgresCopyTarget target, PostgresCopyTarget::open(options.to, clock.now()));
    BS_TRY(Copied copied, copy_all(path, target));
    BS_CHECK(verify(copied, target));
    BS_CHECK(target.finish());
    return copied;
}

}  // namespace

ExitCode migrate_status(const MigrateOptions& options) {
    const auto state = schema_of(options.database);
    if (!state) return refuse(state.error());
    std::string text;
    if (options.json) {
        JsonWriter(text)
            .begin_object()
            .field("database", std::string_view(shown_database(options.database)))
            .field("schema", static_cast<std::int64_t>(state->found))
            .field("newest", static_cast<std::int64_t>(state->newest))
            .end_object();
        text += "\n";
    } else {
        const std::string_view verdict = state->found == state->newest  ? "up to date"
                                         : state->found > state->newest ? "written by a newer BetStream"
                                         : state->found == 0            ? "no tables yet"
                                                                        : "older: `betstream migrate up`";
        text = fmt::format("{}: schema {} of {}, {}\n", shown_database(options.database), state->found, state->newest,
                           verdict);
    }
    return standard_output().write(text) ? ExitCode::ok : ExitCode::io_error;
}

ExitCode migrate_up(const MigrateOptions& options) {
    ServeOptions serve;
    serve.database = options.database;
    serve.allow_weak_durability = true;  // that is for whoever serves from it to decide
    const auto store = open_store(serve, SystemClock());
    if (!store) return refuse(store.error());
    say("the schema is up to date");
    return ExitCode::ok;
}

ExitCode migrate_to_postgres(const MigrateOptions& options) {
    const auto copied = copy_and_verify(options);
    if (!copied) return refuse(copied.error());
    const std::string text = fmt::format(
        "copied and compared: {} accounts, {} batches, {} bets (stake {}, cost {}), {} events\n"
        "serve from it with: betstream serve --database '{}'\n",
        copied->rows("accounts"), copied->rows("batches"), copied->rows("bets"), to_string(copied->stake),
        to_string(copied->cost), copied->rows("events"), shown_database(options.to));
    return standard_output().write(text) ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace bs::cli
