#include "store/postgres/migrations.h"

#include "base/random.h"
#include "store/postgres/error.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <span>
#include <string_view>

namespace bs::postgres {
namespace {

using namespace std::chrono_literals;

// A step of a big table may take its time.
constexpr auto step_limit = 1h;

// Status and type columns hold the number of the enumerator (store/row_order.h pins them); money is in 1/10,000 of the
// currency; times are microseconds since 1970, UTC. Empty text is "unknown".
constexpr auto initial_schema = std::to_array<std::string_view>({
    "CREATE SCHEMA IF NOT EXISTS betstream",
    "CREATE TABLE betstream.meta (key text PRIMARY KEY, value text NOT NULL)",
    R"sql(
CREATE TABLE betstream.accounts (
    id bigint PRIMARY KEY CHECK (id > 0),
    name text NOT NULL,
    hostname text NOT NULL,
    currency text NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    open_batches bigint NOT NULL CHECK (open_batches >= 0),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deleted_at bigint
))sql",
    "CREATE UNIQUE INDEX accounts_by_name ON betstream.accounts (name) WHERE deleted_at IS NULL",
    // Apart from the accounts: only whoever appends to the log writes it, and whoever holds an account may wait for the
    // log. Dead rows of it are cleaned up within its pages.
    "CREATE TABLE betstream.account_seqs (account_id bigint PRIMARY KEY, last bigint NOT NULL CHECK (last > 0))"
    " WITH (fillfactor = 50)",
    // What every mark changes; small on purpose, with room on its page for the next version.
    R"sql(
CREATE TABLE betstream.batches (
    id bigint PRIMARY KEY CHECK (id > 0),
    account_id bigint NOT NULL REFERENCES betstream.accounts (id),
    status bigint NOT NULL CHECK (status BETWEEN 0 AND 3),
    version bigint NOT NULL CHECK (version > 0),
    pending_count bigint NOT NULL CHECK (pending_count >= 0),
    pending_stake bigint NOT NULL CHECK (pending_stake BETWEEN -999999999999999 AND 999999999999999),
    pending_cost bigint NOT NULL CHECK (pending_cost BETWEEN -999999999999999 AND 999999999999999),
    successful_count bigint NOT NULL CHECK (successful_count >= 0),
    successful_stake bigint NOT NULL CHECK (successful_stake BETWEEN -999999999999999 AND 999999999999999),
    successful_cost bigint NOT NULL CHECK (successful_cost BETWEEN -999999999999999 AND 999999999999999),
    failed_count bigint NOT NULL CHECK (failed_count >= 0),
    failed_stake bigint NOT NULL CHECK (failed_stake BETWEEN -999999999999999 AND 999999999999999),
    failed_cost bigint NOT NULL CHECK (failed_cost BETWEEN -999999999999999 AND 999999999999999),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    submitted_at bigint,
    completed_at bigint,
    created_by text NOT NULL,
    submitted_by text NOT NULL,
    first_bet_id bigint,
    bet_count bigint NOT NULL CHECK (bet_count >= 0),
    has_pending boolean NOT NULL,
    CHECK (bet_count = pending_count + successful_count + failed_count),
    CHECK ((first_bet_id IS NULL) = (bet_count = 0))
) WITH (fillfactor = 70))sql",
    "CREATE INDEX batches_by_account ON betstream.batches (account_id, status, id)",
    "CREATE INDEX batches_by_bets ON betstream.batches (first_bet_id) WHERE first_bet_id IS NOT NULL",
    // Not on the count itself: every mark would write the index.
    "CREATE INDEX batches_with_pending ON betstream.batches (id) WHERE has_pending",
    "CREATE INDEX batches_open ON betstream.batches (id) WHERE status < 2",
    "CREATE TABLE betstream.batch_meta (batch_id bigint PRIMARY KEY REFERENCES betstream.batches (id),"
    " meta text NOT NULL)",
    R"sql(
CREATE TABLE betstream.bets (
    batch_id bigint NOT NULL REFERENCES betstream.batches (id),
    id bigint NOT NULL CHECK (id > 0),
    external_id bigint NOT NULL,
    selection text NOT NULL,
    stake bigint NOT NULL CHECK (stake BETWEEN -999999999999999 AND 999999999999999),
    cost bigint NOT NULL CHECK (cost BETWEEN -999999999999999 AND 999999999999999),
    status bigint NOT NULL CHECK (status BETWEEN 0 AND 2),
    version bigint NOT NULL CHECK (version > 0),
    updated_at bigint NOT NULL,
    updated_by text NOT NULL,
    reference text,
    note text,
    PRIMARY KEY (batch_id, id)
) WITH (fillfactor = 85))sql",
    // The log. Append-only but for retention.
    R"sql(
CREATE TABLE betstream.events (
    seq bigint PRIMARY KEY CHECK (seq > 0),
    account_seq bigint NOT NULL CHECK (account_seq > 0),
    at bigint NOT NULL,
    account_id bigint NOT NULL,
    batch_id bigint,
    bet_id bigint,
    type bigint NOT NULL CHECK (type BETWEEN 0 AND 10),
    actor text NOT NULL,
    request_id text NOT NULL,
    traceparent text NOT NULL,
    payload text NOT NULL
))sql",
    "CREATE INDEX events_by_account ON betstream.events (account_id, type, seq)",
    "CREATE INDEX events_by_batch ON betstream.events (batch_id, seq) WHERE batch_id IS NOT NULL",
    // All but bet_status_updated: the log is mostly those, so they are found by reading along.
    "CREATE INDEX events_by_type ON betstream.events (type, seq) WHERE type <> 9",
    R"sql(
CREATE TABLE betstream.idempotency (
    key text PRIMARY KEY,
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    status bigint NOT NULL,
    fields text NOT NULL,
    body text NOT NULL,
    at bigint NOT NULL,
    cursor bigint NOT NULL
))sql",
    "CREATE INDEX idempotency_by_age ON betstream.idempotency (at)",
    "CREATE TABLE betstream.preferences (owner text PRIMARY KEY, version bigint NOT NULL CHECK (version > 0),"
    " value text NOT NULL)",
    // What happened in each minute, hour and day (0, 1, 2) at each account. Each node has rows of its own, so that none
    // waits for another; the sum over all is the truth.
    R"sql(
CREATE TABLE betstream.statistics (
    step bigint NOT NULL CHECK (step BETWEEN 0 AND 2),
    start bigint NOT NULL,
    account_id bigint NOT NULL,
    node bigint NOT NULL,
    part bigint NOT NULL,
    figures text NOT NULL,
    PRIMARY KEY (step, start, account_id, node, part)
) WITH (fillfactor = 70))sql",
    // Every process that ever wrote, and its last group: what became of a commit without an answer stands here.
    R"sql(
CREATE TABLE betstream.nodes (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    last_group bigint NOT NULL DEFAULT 0,
    last_seq bigint,
    started_at bigint NOT NULL
) WITH (fillfactor = 10))sql",
    "CREATE SEQUENCE betstream.account_ids",
    "CREATE SEQUENCE betstream.batch_ids",
    // Bets get ids without a gap within their batch: taken in blocks, under the lock of this row.
    "CREATE TABLE betstream.bet_ids (next bigint NOT NULL)",
    "INSERT INTO betstream.bet_ids VALUES (1)",
    "INSERT INTO betstream.meta VALUES ('floor', '1')",
});

constexpr std::array<std::span<const std::string_view>, 1> migrations{initial_schema};

// Two nodes that start together must not both create a table. Any number would do; it spells "BetSmigr".
constexpr Sql take_turns{"SELECT pg_advisory_lock(4784348181946361714)"};
constexpr Sql end_turn{"SELECT pg_advisory_unlock(4784348181946361714)"};
constexpr Sql find_schema{"SELECT count(*) FROM pg_namespace WHERE nspname = 'betstream'"};
constexpr Sql find_meta{
    "SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'betstream' AND c.relname = 'meta'"};
constexpr Sql read_version{"SELECT coalesce((SELECT value::bigint FROM betstream.meta WHERE key = 'schema'), 0)"};
constexpr Sql put_meta{
    "INSERT INTO betstream.meta VALUES ($1::text, $2::text) ON CONFLICT (key) DO UPDATE SET value ="
    " excluded.value"};

Outcome<> run_step(Connection& connection, std::size_t index, Timestamp now) {
    connection.send_once("BEGIN");
    for (const std::string_view statement : migrations[index]) connection.send_once(std::string(statement));
    if (auto made = connection.exchange(step_limit); !made) return std::unexpected(std::move(made).error());
    const auto put = [&](std::string_view key, const std::string& value) {
        connection.send(put_meta, Values::of(key, std::string_view(value)));
    };
    if (index == 0) {
        SystemRandom random;
        put("epoch", random.base36_word(6));
        for (const char* step : {"minute", "hour", "day"})
            put("statistics_since_" + std::string(step), std::to_string(now.micros));
    }
    put("schema", std::to_string(index + 1));
    connection.send_once("COMMIT");
    if (auto done = connection.exchange(step_limit); !done) return std::unexpected(std::move(done).error());
    return {};
}

Result<> run_steps(Connection& connection, Timestamp now) {
    BS_TRY(const std::size_t version, schema_of(connection));
    if (version > newest_schema()) {
        return fail(
            ErrorCode::not_supported,
            fmt::format("the database was written by a newer BetStream (its schema is {}, this program knows up "
                        "to {}). Run the newer program",
                        version, newest_schema()));
    }
    for (std::size_t index = version; index < migrations.size(); ++index) {
        if (auto done = run_step(connection, index, now); !done) {
            static_cast<void>(connection.run_once(step_limit, "ROLLBACK").has_value());
            return fail(ErrorCode::unavailable,
                        fmt::format("schema step {} failed and was undone: {}", index + 1, done.error().message));
        }
    }
    return {};
}

}  // namespace

std::size_t newest_schema() { return migrations.size(); }

Result<std::size_t> schema_of(Connection& connection) {
    BS_TRY(const Rows schema, to_result(connection.run(step_limit, find_schema)));
    if (schema.find_integer() == 0) return 0;
    BS_TRY(const Rows meta, to_result(connection.run(step_limit, find_meta)));
    if (meta.find_integer() == 0) {
        return fail(ErrorCode::unavailable, "the database has a schema \"betstream\" of something else");
    }
    BS_TRY(const Rows version, to_result(connection.run(step_limit, read_version)));
    return static_cast<std::size_t>(version.find_integer().value_or(0));
}

Result<> migrate(Connection& connection, Timestamp now) {
    BS_CHECK(to_result(connection.run(step_limit, take_turns)));
    const Result<> done = run_steps(connection, now);
    if (!connection.is_lost()) BS_CHECK(to_result(connection.run(step_limit, end_turn)));
    return done;
}

}  // namespace bs::postgres
