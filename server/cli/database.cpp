#include "cli/database.h"

#include "store/postgres/postgres_store.h"
#include "store/postgres/url.h"
#include "store/sqlite/sqlite_store.h"

#include <utility>

namespace bs::cli {
namespace {

std::unexpected<Error> expected(std::string what) {
    return fail(ErrorCode::invalid_field, "expected " + std::move(what));
}

RetentionLimits retention_limits(const ServeOptions& options) {
    RetentionLimits retention;
    if (options.event_age_max.count() > 0)
        retention.events_age_max = std::chrono::ceil<std::chrono::hours>(options.event_age_max);
    if (options.event_count_max > 0) retention.events_max = static_cast<std::int64_t>(options.event_count_max);
    return retention;
}

}  // namespace

bool is_postgres(std::string_view database) {
    return database.starts_with("postgres://") || database.starts_with("postgresql://");
}

Result<> check_database(const std::string& database) {
    if (!is_postgres(database)) {
        BS_CHECK(sqlite_path(database));
        return {};
    }
    const std::string problem = postgres::problem_with_url(database);
    return problem.empty() ? Result<>() : expected("postgresql://USER@HOST:PORT/NAME; " + problem);
}

std::string shown_database(const std::string& database) {
    return is_postgres(database) ? postgres::shown_url(database) : database;
}

Result<std::string> sqlite_path(std::string_view database) {
    constexpr std::string_view scheme = "sqlite:";
    if (!database.starts_with(scheme))
        return expected("sqlite:FILE such as sqlite:betstream.db, or postgresql://USER@HOST:PORT/NAME");
    std::string_view path = database.substr(scheme.size());
    if (path.starts_with("//")) path.remove_prefix(2);
    const std::string_view query = path.find('?') == std::string_view::npos ? "" : path.substr(path.find('?') + 1);
    path = path.substr(0, path.find('?'));
    // The mode that older configurations give is what we do anyway: open the file, and create it where there is none.
    if (!query.empty() && query != "mode=rwc") return expected("no parameters after the file name, except mode=rwc");
    if (path.empty() || path == ":memory:") return expected("a file name: sqlite:FILE; nothing is kept in memory only");
    return std::string(path);
}

Result<std::unique_ptr<Store>> open_store(const ServeOptions& options, const Clock& clock) {
    if (is_postgres(options.database)) {
        PostgresOptions postgres;
        postgres.url = options.database;
        postgres.allow_weak_durability = options.allow_weak_durability;
        postgres.retention = retention_limits(options);
        return open_postgres_store(std::move(postgres), clock);
    }
    SqliteOptions sqlite;
    BS_TRY(sqlite.path, sqlite_path(options.database));
    sqlite.retention = retention_limits(options);
    return open_sqlite_store(std::move(sqlite), clock);
}

}  // namespace bs::cli
