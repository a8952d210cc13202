// The statements that read whole rows, with the columns in the order of store/row_order.h.
#pragma once

#include "domain/account.h"
#include "domain/batch.h"
#include "domain/bet.h"
#include "domain/event.h"
#include "store/row_order.h"
#include "store/sqlite/connection.h"

#include <type_traits>

namespace bs::sqlite {

inline constexpr std::string_view find_account_sql =
    "SELECT id, name, hostname, currency, version, open_batches, created_at, updated_at, deleted_at "
    "FROM accounts WHERE id = ? AND deleted_at IS NULL";
inline constexpr std::string_view all_accounts_sql =
    "SELECT id, name, hostname, currency, version, open_batches, created_at, updated_at, deleted_at "
    "FROM accounts WHERE deleted_at IS NULL ORDER BY id DESC";

inline constexpr std::string_view find_batch_sql =
    "SELECT b.id, b.account_id, b.status, b.version, m.meta,"
    " b.pending_count, b.pending_stake, b.pending_cost, b.successful_count, b.successful_stake, b.successful_cost,"
    " b.failed_count, b.failed_stake, b.failed_cost,"
    " b.created_at, b.updated_at, b.submitted_at, b.completed_at, b.created_by, b.submitted_by "
    "FROM batches AS b JOIN batch_meta AS m ON m.batch_id = b.id JOIN accounts AS a ON a.id = b.account_id "
    "WHERE b.id = ? AND a.deleted_at IS NULL";

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

}  // namespace bs::sqlite
