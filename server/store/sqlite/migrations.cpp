#include "store/sqlite/migrations.h"

#include "base/random.h"
#include "store/sqlite/error.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace bs::sqlite {
namespace {

// Status and type columns hold the number of the enumerator (rows.h pins them); money is in 1/10,000 of the currency;
// times are microseconds since 1970, UTC. Empty text is "unknown".
constexpr std::string_view initial_schema = R"sql(
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
    name TEXT NOT NULL,
    hostname TEXT NOT NULL,
    currency TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    open_batches INTEGER NOT NULL CHECK (open_batches >= 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    last_account_seq INTEGER NOT NULL DEFAULT 0 CHECK (last_account_seq >= 0)
) STRICT;
CREATE UNIQUE INDEX accounts_by_name ON accounts (name) WHERE deleted_at IS NULL;

-- What every mark changes; small on purpose.
CREATE TABLE batches (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
    version INTEGER NOT NULL CHECK (version > 0),
    pending_count INTEGER NOT NULL CHECK (pending_count >= 0),
    pending_stake INTEGER NOT NULL CHECK (pending_stake BETWEEN -999999999999999 AND 999999999999999),
    pending_cost INTEGER NOT NULL CHECK (pending_cost BETWEEN -999999999999999 AND 999999999999999),
    successful_count INTEGER NOT NULL CHECK (successful_count >= 0),
    successful_stake INTEGER NOT NULL CHECK (successful_stake BETWEEN -999999999999999 AND 999999999999999),
    successful_cost INTEGER NOT NULL CHECK (successful_cost BETWEEN -999999999999999 AND 999999999999999),
    failed_count INTEGER NOT NULL CHECK (failed_count >= 0),
    failed_stake INTEGER NOT NULL CHECK (failed_stake BETWEEN -999999999999999 AND 999999999999999),
    failed_cost INTEGER NOT NULL CHECK (failed_cost BETWEEN -999999999999999 AND 999999999999999),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    submitted_at INTEGER,
    completed_at INTEGER,
    created_by TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    first_bet_id INTEGER,
    bet_count INTEGER NOT NULL CHECK (bet_count >= 0),
    CHECK (bet_count = pending_count + successful_count + failed_count),
    CHECK ((first_bet_id IS NULL) = (bet_count = 0))
) STRICT;
CREATE INDEX batches_by_account ON batches (account_id, status);
CREATE INDEX batches_by_bets ON batches (first_bet_id) WHERE first_bet_id IS NOT NULL;

CREATE TABLE batch_meta (
    batch_id INTEGER NOT NULL PRIMARY KEY REFERENCES batches (id),
    meta TEXT NOT NULL
) STRICT;

-- Clustered by batch: every access names its batch, and a new batch is appended.
CREATE TABLE bets (
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    id INTEGER NOT NULL CHECK (id > 0),
    external_id INTEGER NOT NULL,
    selection TEXT NOT NULL,
    stake INTEGER NOT NULL CHECK (stake BETWEEN -999999999999999 AND 999999999999999),
    cost INTEGER NOT NULL CHECK (cost BETWEEN -999999999999999 AND 999999999999999),
    status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 2),
    version INTEGER NOT NULL CHECK (version > 0),
    updated_at INTEGER NOT NULL,
    updated_by TEXT NOT NULL,
    reference TEXT,
    note TEXT,
    PRIMARY KEY (batch_id, id)
) STRICT, WITHOUT ROWID;

-- The log. Append-only but for retention.
CREATE TABLE events (
    seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
    account_seq INTEGER NOT NULL CHECK (account_seq > 0),
    at INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    batch_id INTEGER,
    bet_id INTEGER,
    type INTEGER NOT NULL CHECK (type BETWEEN 0 AND 10),
    actor TEXT NOT NULL,
    request_id TEXT NOT NULL,
    traceparent TEXT NOT NULL,
    payload TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_account ON events (account_id, type);
-- All but bet_status_updated: the log is mostly those, so they are found by reading along.
CREATE INDEX events_by_type ON events (type) WHERE type <> 9;

-- Which events are of a batch, and of which bet; filled a window at a time (timeline.h).
CREATE TABLE batch_timeline (
    batch_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    bet_id INTEGER,
    PRIMARY KEY (batch_id, seq)
) STRICT, WITHOUT ROWID;

-- In the order in which they came, so that the oldest are found without an index by time.
CREATE TABLE idempotency (
    id INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),
    status INTEGER NOT NULL,
    fields TEXT NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    cursor INTEGER NOT NULL
) STRICT;
)sql";

constexpr std::string_view preferences_table = R"sql(
CREATE TABLE preferences (
    id INTEGER NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL CHECK (version > 0),
    value TEXT NOT NULL
) STRICT;
)sql";

// Whoever looks for pending bets should not read a history of batches that have none. `has_pending` is pending_count >
// 0, in a column of its own: an index on the count itself would be written by every mark.
constexpr std::string_view pending_index = R"sql(
ALTER TABLE batches ADD COLUMN has_pending INTEGER NOT NULL DEFAULT 0 CHECK (has_pending IN (0, 1));
UPDATE batches SET has_pending = 1 WHERE pending_count > 0;
CREATE INDEX batches_with_pending ON batches (id) WHERE has_pending = 1;
)sql";

// What happened in each minute, hour and day (0, 1, 2) at each account; domain/statistics.h writes and reads the
// figures. Of what happened before this step nothing is known.
constexpr std::string_view statistics = R"sql(
CREATE TABLE statistics (
    step INTEGER NOT NULL CHECK (step BETWEEN 0 AND 2),
    start INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (step, start, account_id)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array migrations{initial_schema, preferences_table, pending_index, statistics};

Result<> check_origin(Connection& connection, const std::string& path, std::size_t version) {
    BS_TRY(const std::int64_t found_id, to_result(connection.ask_integer("PRAGMA application_id")));
    BS_TRY(const std::int64_t tables, to_result(connection.ask_integer("SELECT count(*) FROM sqlite_schema")));
    const bool is_new = found_id == 0 && tables == 0 && version == 0;
    if (!is_new && found_id != application_id) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} is a database of another program; choose another path", path));
    }
    return {};
}

Outcome<> run_step(Connection& connection, std::size_t index, Timestamp now) {
    BS_CHECK(connection.execute("BEGIN IMMEDIATE"));
    BS_CHECK(connection.execute(std::string(migrations[index])));
    if (index == 0) {
        SystemRandom random;
        BS_TRY(Statement insert, connection.prepare("INSERT INTO meta (key, value) VALUES (?, ?)"));
        BS_CHECK(insert.bind(std::string_view("epoch"), random.base36_word(6)).run());
        BS_CHECK(insert.bind(std::string_view("floor"), std::int64_t{1}).run());
        BS_CHECK(insert.bind(std::string_view("created_at"), now).run());
    }
    if (migrations[index] == statistics) {
        BS_TRY(Statement insert, connection.prepare("INSERT INTO meta (key, value) VALUES (?, ?)"));
        for (const std::string_view step : {"minute", "hour", "day"})
            BS_CHECK(insert.bind("statistics_since_" + std::string(step), now).run());
    }
    BS_CHECK(
        connection.execute(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", application_id, index + 1)));
    return connection.execute("COMMIT");
}

}  // namespace

std::size_t newest_schema() { return migrations.size(); }

Result<SchemaState> schema_of(Connection& connection, const std::string& path) {
    BS_TRY(const std::int64_t version, to_result(connection.ask_integer("PRAGMA user_version")));
    const SchemaState state{static_cast<std::size_t>(version), migrations.size()};
    BS_CHECK(check_origin(connection, path, state.found));
    return state;
}

Result<> migrate(Connection& connection, const std::string& path, Timestamp now) {
    BS_TRY(const SchemaState state, schema_of(connection, path));
    if (state.found > state.newest) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} was written by a newer BetStream (its schema is {}, this program knows up to {}). "
                                "Run the newer program, or restore a backup from before the upgrade",
                                path, state.found, state.newest));
    }
    for (std::size_t index = state.found; index < state.newest; ++index) {
        if (auto done = run_step(connection, index, now); !done) {
            Error error = to_error(done.error());
            if (done.error().primary() == SQLITE_IOERR) error.code = ErrorCode::outcome_unknown;
            if (connection.is_in_transaction()) static_cast<void>(connection.execute("ROLLBACK").has_value());
            return fail(error.code, fmt::format("schema step {} failed and was undone: {}", index + 1, error.detail));
        }
    }
    return {};
}

}  // namespace bs::sqlite
