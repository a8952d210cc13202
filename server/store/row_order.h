// The order in which both adapters read the columns of a row, and the numbers that stand in their tables. `Row` is the
// adapter's: `read(values...)` reads the next columns.
#pragma once

#include "domain/account.h"
#include "domain/batch.h"
#include "domain/bet.h"
#include "domain/event.h"
#include "domain/preferences.h"
#include "domain/statistics.h"
#include "store/store.h"

namespace bs {

// These numbers stand in tables.
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
static_assert(number(StatisticsStep::minute) == 0 && number(StatisticsStep::hour) == 1 &&
              number(StatisticsStep::day) == 2 && statistics_step_count == 3);

template <class Row>
[[nodiscard]] Account read_account(Row& row) {
    Account a;
    row.read(a.id, a.name, a.hostname, a.currency, a.version, a.open_batches, a.created_at, a.updated_at, a.deleted_at);
    return a;
}

template <class Row>
[[nodiscard]] Batch read_batch(Row& row) {
    Batch b;
    row.read(b.id, b.account_id, b.status, b.version, b.meta);
    for (Totals& totals : b.summary.by_status) row.read(totals.count, totals.stake, totals.cost);
    row.read(b.created_at, b.updated_at, b.submitted_at, b.completed_at, b.created_by, b.submitted_by);
    return b;
}

template <class Row>
[[nodiscard]] Preferences read_preferences(Row& row) {
    Preferences p;
    row.read(p.owner, p.version, p.value);
    return p;
}

template <class Row>
[[nodiscard]] Bet read_bet(Row& row) {
    Bet b;
    row.read(b.batch_id, b.id, b.external_id, b.selection, b.stake, b.cost, b.status, b.version, b.updated_at,
             b.updated_by, b.reference, b.note);
    return b;
}

template <class Row>
[[nodiscard]] StoredEvent read_event(Row& row) {
    StoredEvent e;
    row.read(e.seq, e.type, e.account_id, e.batch_id, e.bet_id, e.account_seq, e.at, e.actor, e.request_id,
             e.traceparent, e.payload);
    return e;
}

template <class Row>
[[nodiscard]] IdempotencyRecord read_idempotency(Row& row) {
    IdempotencyRecord r;
    row.read(r.key, r.request_hash, r.status, r.fields, r.body, r.at, r.cursor);
    return r;
}

}  // namespace bs
