// Parts of the statements that read whole rows, with the columns in the order of store/row_order.h.
#pragma once

// Macros, because a statement is one constant text.
#define BS_ACCOUNT_COLUMNS \
    "a.id, a.name, a.hostname, a.currency, a.version, a.open_batches, a.created_at, a.updated_at, a.deleted_at"
#define BS_BATCH_COLUMNS                                                                                         \
    "b.id, b.account_id, b.status, b.version, m.meta, b.pending_count, b.pending_stake, b.pending_cost,"         \
    " b.successful_count, b.successful_stake, b.successful_cost, b.failed_count, b.failed_stake, b.failed_cost," \
    " b.created_at, b.updated_at, b.submitted_at, b.completed_at, b.created_by, b.submitted_by"
// With the accounts that are not deleted: the batches of others do not exist.
#define BS_LIVING_BATCHES                                                        \
    "betstream.batches AS b JOIN betstream.batch_meta AS m ON m.batch_id = b.id" \
    " JOIN betstream.accounts AS a ON a.id = b.account_id AND a.deleted_at IS NULL"
#define BS_BET_COLUMNS                                                                                                \
    "t.batch_id, t.id, t.external_id, t.selection, t.stake, t.cost, t.status, t.version, t.updated_at, t.updated_by," \
    " t.reference, t.note"
#define BS_LIVING_BETS                                                     \
    "betstream.bets AS t JOIN betstream.batches AS b ON b.id = t.batch_id" \
    " JOIN betstream.accounts AS a ON a.id = b.account_id AND a.deleted_at IS NULL"
#define BS_EVENT_COLUMNS                                                                             \
    "e.seq, e.type, e.account_id, e.batch_id, e.bet_id, e.account_seq, e.at, e.actor, e.request_id," \
    " e.traceparent, e.payload"
