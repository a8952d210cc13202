#include "store/sqlite/copy_source.h"

#include "store/sqlite/connection.h"
#include "store/sqlite/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace bs {
namespace {

using namespace sqlite;

// As the other store has them: the same tables, columns and order, but for what only this one needs.
constexpr auto statements = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"accounts",
     "SELECT id, name, hostname, currency, version, open_batches, created_at, updated_at, deleted_at FROM accounts"
     " ORDER BY id"},
    {"account_seqs", "SELECT id, last_account_seq FROM accounts WHERE last_account_seq > 0 ORDER BY id"},
    {"batches",
     "SELECT id, account_id, status, version, pending_count, pending_stake, pending_cost, successful_count,"
     " successful_stake, successful_cost, failed_count, failed_stake, failed_cost, created_at, updated_at, "
     "submitted_at,"
     " completed_at, created_by, submitted_by, first_bet_id, bet_count, has_pending FROM batches ORDER BY id"},
    {"batch_meta", "SELECT batch_id, meta FROM batch_meta ORDER BY batch_id"},
    {"bets",
     "SELECT batch_id, id, external_id, selection, stake, cost, status, version, updated_at, updated_by, reference, "
     "note"
     " FROM bets ORDER BY batch_id, id"},
    {"events",
     "SELECT seq, account_seq, at, account_id, batch_id, bet_id, type, actor, request_id, traceparent, payload"
     " FROM events ORDER BY seq"},
    {"idempotency", "SELECT key, request_hash, status, fields, body, at, cursor FROM idempotency ORDER BY key"},
    {"preferences", "SELECT owner, version, value FROM preferences ORDER BY owner"},
    {"statistics", "SELECT step, start, account_id, 0, 0, figures FROM statistics ORDER BY step, start, account_id"},
    {"meta",
     "SELECT key, CAST(value AS TEXT) FROM meta WHERE key = 'floor' OR key LIKE 'statistics_since_%' ORDER BY key"},
});

std::string_view statement_of(std::string_view table) {
    return std::ranges::find(statements, table, &std::pair<std::string_view, std::string_view>::first)->second;
}

}  // namespace

Result<std::uint64_t> count_sqlite_rows(const std::string& path, std::string_view table) {
    BS_TRY(Connection connection, to_result(Connection::open(path, Access::read_only)));
    BS_TRY(const std::int64_t rows,
           to_result(connection.ask_integer("SELECT count(*) FROM (" + std::string(statement_of(table)) + ")")));
    return static_cast<std::uint64_t>(rows);
}

Result<> read_sqlite_table(const std::string& path, std::string_view table, const TakeChunk& take) {
    BS_TRY(Connection connection, to_result(Connection::open(path, Access::read_only)));
    BS_TRY(Statement select, to_result(connection.prepare(statement_of(table))));
    Chunk chunk;
    std::size_t bytes = 0;
    Result<> taken;
    const auto read = select.bind().each([&](Row& row) {
        chunk.push_back(row.cells());
        for (const Cell& cell : chunk.back()) {
            if (const auto* text = std::get_if<std::string>(&cell)) bytes += text->size();
        }
        if (chunk.size() < copied_chunk_rows && bytes < copied_chunk_bytes) return true;
        bytes = 0;
        taken = take(std::exchange(chunk, {}));
        return taken.has_value();
    });
    BS_CHECK(taken);
    BS_CHECK(to_result(read));
    return chunk.empty() ? Result<>() : take(chunk);
}

}  // namespace bs
