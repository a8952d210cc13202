// Rows of the tables as the domain knows them: the columns, in the order in which they are read.
#pragma once

#include "domain/account.h"
#include "domain/batch.h"
#include "domain/bet.h"
#include "domain/event.h"
#include "store/sqlite/connection.h"
#include "store/store.h"

#include <type_traits>

namespace bs::sqlite {

// These numbers stand in files.
template <class E>
constexpr int number(E value) {
    return static_cast<int>(value);
}
static_assert(number(BatchStatus::created) == 0 && number(BatchStatus::active) == 1 &&
              number(BatchStatus::submitted) == 2 && number(BatchStatus::completed) == 3 && batch_status_count == 4);
static_assert(number(BetStatus::pending) == 0 && number(BetStatus::successful) == 1 && number(BetStatus::failed) == 2 &&
              bet_status_count == 3);
static_assert(number(EventType::account_created) == 0 && number(EventType::account_updated) == 1 &&
              number(EventType::account_deleted) == 2 && number(EventType::batch_created) == 3 &&
              number(EventType::batch_activated) == 4 && number(EventType::batch_updated) == 5 &&
              number(EventType::batch_submitted) == 6 && number(EventType::batch_reopened) == 7 &&
              number(EventType::batch_completed) == 8 && number(EventType::bet_status_updated) == 9 &&
              number(EventType::batch_bets_updated) == 10 && event_type_count == 11);

// The statements that read whole rows, so that the columns and read_*() below stand side by side.

inline constexpr std::string_view find_account_sql =
    "SELECT id, name, hostname, currency, version, open_batches, created_at, updated_at, deleted_at "
    "FROM accounts WHERE id = ? AND deleted_at IS NULL";
inline constexpr std::string_view all_accounts_sql =
    "SELECT id, name, hostname, currency, version, open_batches, created_at, updated_at, deleted_at "
    "FROM accounts WHERE deleted_at IS NULL ORDER BY id DESC";

[[nodiscard]] inline Account read_account(Row& row) {
    Account a;
    row.read(a.id, a.name, a.hostname, a.currency, a.version, a.open_batches, a.created_at, a.updated_at, a.deleted_at);
    return a;
}

inline constexpr std::string_view find_batch_sql =
    "SELECT b.id, b.account_id, b.status, b.version, m.meta,"
    " b.pending_count, b.pending_stake, b.pending_cost, b.successful_count, b.successful_stake, b.successful_cost,"
    " b.failed_count, b.failed_stake, b.failed_cost,"
    " b.created_at, b.updated_at, b.submitted_at, b.completed_at, b.created_by, b.submitted_by "
    "FROM batches AS b JOIN batch_meta AS m ON m.batch_id = b.id JOIN accounts AS a ON a.id = b.account_id "
    "WHERE b.id = ? AND a.deleted_at IS NULL";

[[nodiscard]] inline Batch read_batch(Row& row) {
    Batch b;
    row.read(b.id, b.account_id, b.status, b.version, b.meta);
    for (Totals& totals : b.summary.by_status) row.read(totals.count, totals.stake, totals.cost);
    row.read(b.created_at, b.updated_at, b.submitted_at, b.completed_at, b.created_by, b.submitted_by);
    return b;
}

// Whether a batch exists, and its account with it.
inline constexpr std::string_view is_batch_alive_sql =
    "SELECT 1 FROM batches AS b JOIN accounts AS a ON a.id = b.account_id WHERE b.id = ? AND a.deleted_at IS NULL";

inline constexpr std::string_view find_bet_sql =
    "SELECT batch_id, id, external_id, selection, stake, cost, status, version, updated_at, updated_by, reference, "
    "note "
    "FROM bets WHERE batch_id = ? AND id = ?";
inline constexpr std::string_view bets_of_sql =
    "SELECT batch_id, id, external_id, selection, stake, cost, status, version, updated_at, updated_by, reference, "
    "note "
    "FROM bets WHERE batch_id = ? ORDER BY id";
inline constexpr std::string_view pending_bets_of_sql =
    "SELECT batch_id, id, external_id, selection, stake, cost, status, version, updated_at, updated_by, reference, "
    "note "
    "FROM bets WHERE batch_id = ? AND status = 0 ORDER BY id";

inline constexpr std::string_view find_preferences_sql =
    "SELECT owner, version, value FROM preferences WHERE owner = ?";

[[nodiscard]] inline Preferences read_preferences(Row& row) {
    Preferences p;
    row.read(p.owner, p.version, p.value);
    return p;
}

[[nodiscard]] inline Bet read_bet(Row& row) {
    Bet b;
    row.read(b.batch_id, b.id, b.external_id, b.selection, b.stake, b.cost, b.status, b.version, b.updated_at,
             b.updated_by, b.reference, b.note);
    return b;
}

}  // namespace bs::sqlite
