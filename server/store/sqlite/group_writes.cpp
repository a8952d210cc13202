#include "store/sqlite/group_writes.h"

#include "base/check.h"
#include "base/result.h"
#include "store/bet_range.h"
#include "store/sqlite/rows.h"

#include <algorithm>
#include <unordered_map>

namespace bs::sqlite {
namespace {

// So many new bets go in with one statement: opening the table, checking the schema and finding the end of the table
// are then paid once for all of them, which is nearly half of what a row costs.
constexpr std::size_t bets_per_insert = 16;

std::string insert_bets_sql(std::size_t rows) {
    std::string sql =
        "INSERT INTO bets (batch_id, id, external_id, selection, stake, cost, status, version, updated_at, updated_by,"
        " reference, note) VALUES ";
    for (std::size_t row = 0; row < rows; ++row)
        sql += row == 0 ? "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    return sql;
}

void bind_bet(Statement& insert, std::size_t row, const Bet& b) {
    insert.bind_row(row, b.batch_id, b.id, b.external_id, b.selection, b.stake, b.cost, b.status, b.version,
                    b.updated_at, b.updated_by, b.reference, b.note);
}

int has_pending(const Batch& batch) { return batch.summary.of(BetStatus::pending).count > 0 ? 1 : 0; }

}  // namespace

Outcome<GroupWrites> GroupWrites::open(Connection& connection) {
    GroupWrites w;
    w.connection_ = &connection;
    BS_TRY(w.insert_account_,
           connection.prepare("INSERT INTO accounts (id, name, hostname, currency, version, open_batches, created_at,"
                              " updated_at, deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    BS_TRY(w.update_account_,
           connection.prepare("UPDATE accounts SET name = ?, hostname = ?, currency = ?, version = ?, open_batches = ?,"
                              " updated_at = ?, deleted_at = ? WHERE id = ?"));
    BS_TRY(w.park_name_, connection.prepare("UPDATE accounts SET name = char(0) || id WHERE id = ?"));
    BS_TRY(w.take_account_seqs_,
           connection.prepare("UPDATE accounts SET last_account_seq = last_account_seq + ? WHERE id = ?"
                              " RETURNING last_account_seq"));
    BS_TRY(w.insert_batch_,
           connection.prepare("INSERT INTO batches (id, account_id, status, version, pending_count, pending_stake,"
                              " pending_cost, successful_count, successful_stake, successful_cost, failed_count,"
                              " failed_stake, failed_cost, created_at, updated_at, submitted_at, completed_at,"
                              " created_by, submitted_by, first_bet_id, bet_count, has_pending)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?)"));
    BS_TRY(w.insert_meta_, connection.prepare("INSERT INTO batch_meta (batch_id, meta) VALUES (?, ?)"));
    BS_TRY(w.update_meta_, connection.prepare("UPDATE batch_meta SET meta = ? WHERE batch_id = ?"));
    // Indexes hold these two. Marks hardly ever change them, so there is a statement that leaves them alone.
    BS_TRY(w.update_batch_,
           connection.prepare("UPDATE batches SET version = ?, pending_count = ?, pending_stake = ?, pending_cost = ?,"
                              " successful_count = ?, successful_stake = ?, successful_cost = ?, failed_count = ?,"
                              " failed_stake = ?, failed_cost = ?, updated_at = ?, submitted_at = ?, completed_at = ?,"
                              " submitted_by = ? WHERE id = ? AND status = ? AND has_pending = ?"));
    BS_TRY(w.update_batch_place_, connection.prepare("UPDATE batches SET status = ?, has_pending = ? WHERE id = ?"));
    BS_TRY(w.insert_bet_, connection.prepare(insert_bets_sql(1)));
    BS_TRY(w.insert_bets_, connection.prepare(insert_bets_sql(bets_per_insert)));
    // Number, selection and stake of a bet never change.
    BS_TRY(w.update_bet_, connection.prepare("UPDATE bets SET cost = ?, status = ?, version = ?, updated_at = ?,"
                                             " updated_by = ?, reference = ?, note = ? WHERE batch_id = ? AND id = ?"));
    BS_TRY(w.insert_event_,
           connection.prepare("INSERT INTO events (seq, account_seq, at, account_id, batch_id, bet_id, type, actor,"
                              " request_id, traceparent, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    // A key may come again after its record expired and before it was swept.
    BS_TRY(w.insert_idempotency_,
           connection.prepare("INSERT OR REPLACE INTO idempotency (key, request_hash, status, fields, body, at, cursor)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?)"));
    BS_TRY(w.put_preferences_,
           connection.prepare("INSERT INTO preferences (owner, version, value) VALUES (?, ?, ?) ON CONFLICT (owner)"
                              " DO UPDATE SET version = excluded.version, value = excluded.value"));
    BS_TRY(w.timeline_, TimelineWrites::open(connection));
    BS_TRY(w.statistics_, StatisticsWrites::open(connection));
    return w;
}

Outcome<Seq> GroupWrites::write(WriteSet& changes, Seq head) {
    BS_CHECK(write_accounts(changes));
    BS_CHECK(write_batches(changes));
    BS_CHECK(write_bets(changes));
    BS_CHECK(statistics_.add(changes.statistics));
    BS_TRY(const Seq new_head, write_events(changes, head));
    BS_CHECK(write_idempotency(changes, head));
    BS_CHECK(write_preferences(changes));
    return new_head;
}

Outcome<> GroupWrites::write_accounts(const WriteSet& changes) {
    // Within one group names may be swapped, and every order of updates would meet a name that is still taken.
    if (changes.changed_accounts.size() > 1) {
        for (const Account* account : changes.changed_accounts) BS_CHECK(park_name_.bind(account->id).run());
    }
    for (const Account* account : changes.changed_accounts) BS_CHECK(update_account(*account));
    for (const Account* a : changes.new_accounts) {
        BS_CHECK(insert_account_
                     .bind(a->id, a->name, a->hostname, a->currency, a->version, a->open_batches, a->created_at,
                           a->updated_at, a->deleted_at)
                     .run());
    }
    return {};
}

Outcome<> GroupWrites::update_account(const Account& a) {
    BS_CHECK(update_account_
                 .bind(a.name, a.hostname, a.currency, a.version, a.open_batches, a.updated_at, a.deleted_at, a.id)
                 .run());
    return expect_changed("account");
}

Outcome<> GroupWrites::write_batches(const WriteSet& changes) {
    const auto ranges = ranges_of(changes.new_bets);
    for (const Batch* b : changes.new_batches) {
        const auto found = ranges.find(b->id);
        const BetRange bets = found == ranges.end() ? BetRange{} : found->second;
        const auto& [pending, successful, failed] = b->summary.by_status;
        BS_CHECK(insert_batch_
                     .bind(b->id, b->account_id, b->status, b->version, pending.count, pending.stake, pending.cost,
                           successful.count, successful.stake, successful.cost, failed.count, failed.stake, failed.cost,
                           b->created_at, b->updated_at, b->submitted_at, b->completed_at, b->created_by,
                           b->submitted_by, bets.first, bets.count, has_pending(*b))
                     .run());
        BS_CHECK(insert_meta_.bind(b->id, b->meta).run());
    }
    for (const Batch* batch : changes.changed_batches) BS_CHECK(update_batch(*batch));
    for (const Batch* batch : changes.changed_metas) {
        BS_CHECK(update_meta_.bind(batch->meta, batch->id).run());
        BS_CHECK(expect_changed("batch"));
    }
    return {};
}

Outcome<> GroupWrites::update_batch(const Batch& b) {
    const auto& [pending, successful, failed] = b.summary.by_status;
    const auto update = [&] {
        return update_batch_
            .bind(b.version, pending.count, pending.stake, pending.cost, successful.count, successful.stake,
                  successful.cost, failed.count, failed.stake, failed.cost, b.updated_at, b.submitted_at,
                  b.completed_at, b.submitted_by, b.id, b.status, has_pending(b))
            .run();
    };
    BS_CHECK(update());
    if (connection_->changes() == 1) return {};
    BS_CHECK(update_batch_place_.bind(b.status, has_pending(b), b.id).run());
    BS_CHECK(update());
    return expect_changed("batch");
}

Outcome<> GroupWrites::write_bets(const WriteSet& changes) {
    BS_CHECK(insert_bets(changes.new_bets));
    for (const Bet* b : changes.changed_bets) {
        BS_CHECK(update_bet_
                     .bind(b->cost, b->status, b->version, b->updated_at, b->updated_by, b->reference, b->note,
                           b->batch_id, b->id)
                     .run());
        BS_CHECK(expect_changed("bet"));
    }
    return {};
}

Outcome<> GroupWrites::insert_bets(std::span<const Bet* const> bets) {
    for (; bets.size() >= bets_per_insert; bets = bets.subspan(bets_per_insert)) {
        for (std::size_t row = 0; row < bets_per_insert; ++row) bind_bet(insert_bets_, row, *bets[row]);
        BS_CHECK(insert_bets_.run());
    }
    for (const Bet* bet : bets) {
        bind_bet(insert_bet_, 0, *bet);
        BS_CHECK(insert_bet_.run());
    }
    return {};
}

Outcome<Seq> GroupWrites::write_events(WriteSet& changes, Seq head) {
    BS_CHECK(number(changes.events, head));
    for (const StoredEvent& e : changes.events) {
        BS_CHECK(insert_event_
                     .bind(e.seq, e.account_seq, e.at, e.account_id, e.batch_id, e.bet_id, e.type, e.actor,
                           e.request_id, e.traceparent, e.payload)
                     .run());
    }
    const Seq new_head{head.value + static_cast<std::int64_t>(changes.events.size())};
    BS_CHECK(timeline_.move_head(head, new_head));
    return new_head;
}

Outcome<> GroupWrites::number(std::vector<StoredEvent>& events, Seq head) {
    std::unordered_map<AccountId, std::int64_t> last;  // first the count, then the last number given
    for (const StoredEvent& event : events) ++last[event.account_id];
    for (auto& [account_id, count] : last) {
        BS_TRY(const auto taken_to, take_account_seqs_.bind(count, account_id).find_integer());
        if (!taken_to) return std::unexpected(Failure{SQLITE_INTERNAL, 0, "an event names an account without a row"});
        count = *taken_to - count;
    }
    for (StoredEvent& event : events) {
        event.seq = Seq{++head.value};
        event.account_seq = ++last[event.account_id];
    }
    return {};
}

Outcome<> GroupWrites::write_idempotency(WriteSet& changes, Seq head) {
    BS_ASSERT(changes.idempotency.size() == changes.idempotency_events.size());
    for (std::size_t i = 0; i < changes.idempotency.size(); ++i) {
        IdempotencyRecord& r = changes.idempotency[i];
        r.cursor = Seq{head.value + static_cast<std::int64_t>(changes.idempotency_events[i])};
        BS_CHECK(insert_idempotency_.bind(r.key, r.request_hash, r.status, r.fields, r.body, r.at, r.cursor).run());
    }
    return {};
}

Outcome<> GroupWrites::write_preferences(const WriteSet& changes) {
    for (const Preferences* p : changes.preferences) {
        BS_CHECK(put_preferences_.bind(p->owner, p->version, p->value).run());
    }
    return {};
}

Outcome<> GroupWrites::expect_changed(std::string_view what) const {
    if (connection_->changes() == 1) return {};
    return std::unexpected(Failure{SQLITE_INTERNAL, 0, "there is no row of the " + std::string(what) + " to change"});
}

}  // namespace bs::sqlite
