#include "store/postgres/copy_target.h"

#include "store/postgres/connection.h"
#include "store/postgres/error.h"
#include "store/postgres/migrations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace bs {
namespace {

// At once; the creation of a large batch alone is megabytes.
constexpr std::size_t fetched_rows = 100;

using namespace postgres;
using namespace std::chrono_literals;

// A big table is sorted or flushed for as long as it takes.
constexpr auto limit = 10min;

// `kinds` has a letter for each column: n number, t text, b bytes, f flag (0 or 1 elsewhere).
struct Target {
    std::string_view name;
    std::string_view columns;
    std::string_view kinds;
    std::string_view order;
};

constexpr auto targets = std::to_array<Target>({
    {"accounts", "id, name, hostname, currency, version, open_batches, created_at, updated_at, deleted_at", "ntttnnnnn",
     "id"},
    {"account_seqs", "account_id, last", "nn", "account_id"},
    {"batches",
     "id, account_id, status, version, pending_count, pending_stake, pending_cost, successful_count, successful_stake,"
     " successful_cost, failed_count, failed_stake, failed_cost, created_at, updated_at, submitted_at, completed_at,"
     " created_by, submitted_by, first_bet_id, bet_count, has_pending",
     "nnnnnnnnnnnnnnnnnttnnf", "id"},
    {"batch_meta", "batch_id, meta", "nt", "batch_id"},
    {"bets",
     "batch_id, id, external_id, selection, stake, cost, status, version, updated_at, updated_by, reference, note",
     "nnntnnnnnttt", "batch_id, id"},
    {"events", "seq, account_seq, at, account_id, batch_id, bet_id, type, actor, request_id, traceparent, payload",
     "nnnnnnntttt", "seq"},
    {"idempotency", "key, request_hash, status, fields, body, at, cursor", "tbnttnn", "key COLLATE \"C\""},
    {"preferences", "owner, version, value", "tnt", "owner COLLATE \"C\""},
    {"statistics", "step, start, account_id, node, part, figures", "nnnnnt", "step, start, account_id, node, part"},
    {"meta", "key, value", "tt", "key COLLATE \"C\""},
});

const Target& target_of(std::string_view table) { return *std::ranges::find(targets, table, &Target::name); }

// The rows of `meta` that are the new database's own.
std::string_view which_of(const Target& target) {
    return target.name == "meta" ? " WHERE key = 'floor' OR key LIKE 'statistics_since_%'" : "";
}

ElementType element_of(char kind) {
    if (kind == 't') return ElementType::text;
    return kind == 'b' ? ElementType::bytea : ElementType::bigint;
}

std::string insert_sql(const Target& target) {
    std::string arrays;
    std::string names;
    std::string values;
    for (std::size_t i = 0; i < target.kinds.size(); ++i) {
        const char kind = target.kinds[i];
        const std::string_view comma = i == 0 ? "" : ", ";
        const std::string_view type = kind == 't' ? "text" : kind == 'b' ? "bytea" : "bigint";
        arrays += fmt::format("{}${}::{}[]", comma, i + 1, type);
        names += fmt::format("{}c{}", comma, i);
        values += fmt::format("{}c{}{}", comma, i, kind == 'f' ? " <> 0" : "");
    }
    std::string sql = fmt::format("INSERT INTO betstream.{} ({}) SELECT {} FROM unnest({}) AS u({})", target.name,
                                  target.columns, values, arrays, names);
    if (target.name == "meta") sql += " ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    return sql;
}

Values columns_of(const Target& target, const Chunk& chunk) {
    Values values;
    for (std::size_t i = 0; i < target.kinds.size(); ++i) {
        Column column(element_of(target.kinds[i]));
        for (const auto& row : chunk) {
            if (const auto* number = std::get_if<std::int64_t>(&row[i])) column.add(*number);
            if (const auto* text = std::get_if<std::string>(&row[i])) column.add(*text);
            if (std::holds_alternative<std::monostate>(row[i])) column.add(std::optional<std::int64_t>());
        }
        values.add(column);
    }
    return values;
}

Chunk chunk_of(const Target& target, const Rows& rows) {
    Chunk chunk;
    rows.each([&](Row& row) {
        auto& cells = chunk.emplace_back();
        for (const char kind : target.kinds) {
            if (kind == 'n' || kind == 'f') {
                std::optional<std::int64_t> number;
                row.read(number);
                cells.emplace_back(number ? Cell(*number) : Cell());
            } else {
                std::optional<std::string> text;
                row.read(text);
                cells.emplace_back(text ? Cell(*std::move(text)) : Cell());
            }
        }
    });
    return chunk;
}

}  // namespace

PostgresCopyTarget::PostgresCopyTarget(std::unique_ptr<postgres::Connection> connection)
    : connection_(std::move(connection)) {}
PostgresCopyTarget::PostgresCopyTarget(PostgresCopyTarget&&) noexcept = default;
PostgresCopyTarget::~PostgresCopyTarget() = default;

Result<PostgresCopyTarget> PostgresCopyTarget::open(const std::string& url, Timestamp now) {
    BS_TRY(Connection opened, to_result(Connection::open(url)));
    auto connection = std::make_unique<Connection>(std::move(opened));
    BS_CHECK(migrate(*connection, now));
    BS_CHECK(to_result(connection->run_once(limit, "BEGIN")));
    // Nobody else may begin to use it meanwhile.
    BS_CHECK(
        to_result(connection->run_once(limit, "LOCK TABLE betstream.accounts, betstream.events, betstream.nodes")));
    BS_TRY(const Rows used,
           to_result(connection->run_once(limit,
                                          "SELECT (SELECT count(*) FROM betstream.accounts) + (SELECT count(*) FROM"
                                          " betstream.events) + (SELECT count(*) FROM betstream.idempotency)")));
    if (used.find_integer() != 0)
        return fail(ErrorCode::unavailable, "the database holds data of a BetStream already; an empty one is needed");
    return PostgresCopyTarget(std::move(connection));
}

Result<> PostgresCopyTarget::append(std::string_view table, const Chunk& chunk) {
    const Target& target = target_of(table);
    BS_CHECK(to_result(connection_->run_once(limit, insert_sql(target), columns_of(target, chunk))));
    return {};
}

Result<> PostgresCopyTarget::read(std::string_view table, const TakeChunk& take) {
    const Target& target = target_of(table);
    BS_CHECK(to_result(
        connection_->run_once(limit, fmt::format("DECLARE copied CURSOR FOR SELECT {} FROM betstream.{}{} ORDER BY {}",
                                                 target.columns, target.name, which_of(target), target.order))));
    while (true) {
        BS_TRY(const Rows rows,
               to_result(connection_->run_once(limit, fmt::format("FETCH {} FROM copied", fetched_rows))));
        if (rows.size() > 0) BS_CHECK(take(chunk_of(target, rows)));
        if (std::cmp_less(rows.size(), fetched_rows)) break;
    }
    BS_CHECK(to_result(connection_->run_once(limit, "CLOSE copied")));
    return {};
}

Result<> PostgresCopyTarget::finish() {
    for (const char* statement :
         {"SELECT setval('betstream.account_ids', greatest((SELECT max(id) FROM betstream.accounts), 1))",
          "SELECT setval('betstream.batch_ids', greatest((SELECT max(id) FROM betstream.batches), 1))",
          "UPDATE betstream.bet_ids SET next = greatest(1, (SELECT max(first_bet_id + bet_count) FROM"
          " betstream.batches))",
          "COMMIT"}) {
        BS_CHECK(to_result(connection_->run_once(limit, statement)));
    }
    return {};
}

}  // namespace bs
