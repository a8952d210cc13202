#include "store/postgres/group_writes.h"

#include "base/check.h"
#include "base/sha256.h"
#include "store/bet_range.h"
#include "store/row_order.h"

#include <string>

namespace bs::postgres {
namespace {

// Divides by zero when a row that we believed in was not there: the server skips the rest, COMMIT included.
#define BS_EXPECT_CHANGED(update, count) \
    "WITH changed AS (" update " RETURNING 1) SELECT 1 / (count(*) = " count "::bigint)::int FROM changed"

// While several accounts change, names may be swapped, and every order of updates would meet a name that is still
// taken. No name starts like this.
constexpr Sql park_names{"UPDATE betstream.accounts SET name = chr(1) || id WHERE id = ANY ($1::bigint[])"};
constexpr Sql update_account{BS_EXPECT_CHANGED(
    "UPDATE betstream.accounts SET name = $1::text, hostname = $2::text, currency = $3::text, version = $4::bigint,"
    " open_batches = $5::bigint, updated_at = $6::bigint, deleted_at = $7::bigint WHERE id = $8::bigint",
    "1")};
constexpr Sql insert_account{
    "INSERT INTO betstream.accounts (id, name, hostname, currency, version, open_batches, created_at, updated_at,"
    " deleted_at) VALUES ($1::bigint, $2::text, $3::text, $4::text, $5::bigint, $6::bigint, $7::bigint, $8::bigint,"
    " $9::bigint)"};
constexpr Sql insert_batches{
    "INSERT INTO betstream.batches (id, account_id, status, version, pending_count, pending_stake, pending_cost,"
    " successful_count, successful_stake, successful_cost, failed_count, failed_stake, failed_cost, created_at,"
    " updated_at, submitted_at, completed_at, created_by, submitted_by, first_bet_id, bet_count, has_pending)"
    " SELECT i, a, s, v, c0, s0, k0, c1, s1, k1, c2, s2, k2, t0, t1, t2, t3, b0, b1, nullif(f, 0), n, c0 > 0"
    " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],"
    " $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[],"
    " $15::bigint[], $16::bigint[], $17::bigint[], $18::text[], $19::text[], $20::bigint[], $21::bigint[])"
    " AS u(i, a, s, v, c0, s0, k0, c1, s1, k1, c2, s2, k2, t0, t1, t2, t3, b0, b1, f, n)"};
constexpr Sql insert_metas{
    "INSERT INTO betstream.batch_meta (batch_id, meta) SELECT * FROM unnest($1::bigint[], $2::text[])"};
constexpr Sql update_metas{
    BS_EXPECT_CHANGED("UPDATE betstream.batch_meta AS m SET meta = u.meta"
                      " FROM unnest($1::bigint[], $2::text[]) AS u(id, meta)"
                      " WHERE m.batch_id = u.id",
                      "cardinality($1::bigint[])")};
constexpr Sql update_batches{BS_EXPECT_CHANGED(
    "UPDATE betstream.batches AS b SET status = s, version = v, pending_count = c0, pending_stake = s0,"
    " pending_cost = k0, successful_count = c1, successful_stake = s1, successful_cost = k1, failed_count = c2,"
    " failed_stake = s2, failed_cost = k2, updated_at = t1, submitted_at = t2, completed_at = t3, submitted_by = b1,"
    " has_pending = c0 > 0"
    " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],"
    " $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[],"
    " $15::bigint[], $16::text[]) AS u(i, s, v, c0, s0, k0, c1, s1, k1, c2, s2, k2, t1, t2, t3, b1)"
    " WHERE b.id = u.i",
    "cardinality($1::bigint[])")};
constexpr Sql insert_bets{
    "INSERT INTO betstream.bets (batch_id, id, external_id, selection, stake, cost, status, version, updated_at,"
    " updated_by, reference, note) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[],"
    " $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[])"};
// Number, selection and stake of a bet never change.
constexpr Sql update_bets{BS_EXPECT_CHANGED(
    "UPDATE betstream.bets AS t SET cost = u.c, status = u.s, version = u.v, updated_at = u.a, updated_by = u.w,"
    " reference = u.r, note = u.n FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],"
    " $6::bigint[], $7::text[], $8::text[], $9::text[]) AS u(b, i, c, s, v, a, w, r, n)"
    " WHERE t.batch_id = u.b AND t.id = u.i",
    "cardinality($1::bigint[])")};
constexpr Sql put_preferences{
    "INSERT INTO betstream.preferences (owner, version, value) VALUES ($1::text, $2::bigint, $3::text)"
    " ON CONFLICT (owner) DO UPDATE SET version = excluded.version, value = excluded.value"};
// Beside the number of the group its last event: whoever lost the answer to COMMIT finds both here. Other nodes are
// told if there are events ($3).
constexpr Sql note_group{
    "WITH changed AS (UPDATE betstream.nodes SET last_group = $2::bigint,"
    " last_seq = (SELECT max(seq) FROM betstream.events) WHERE id = $1::bigint AND last_group < $2::bigint RETURNING 1)"
    " SELECT 1 / (count(*) = 1)::int, CASE WHEN $3::boolean THEN pg_notify('betstream', '')::text END FROM changed"};

// Whoever appends to the log waits here for all who did so before to have committed: the order of numbers is the order
// of commits, and nobody ever sees a gap. Any number would do; it spells "BetStrlg".
constexpr Sql lock_log{"SELECT pg_advisory_xact_lock(4784348180898113639)"};
// A statement after the lock: it sees what they committed.
constexpr Sql insert_events{
    "WITH u AS (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],"
    " $7::text[], $8::text[], $9::text[]) WITH ORDINALITY AS e(at, account_id, batch_id, bet_id, type, actor,"
    " request_id, traceparent, payload, nr)),"
    " head AS (SELECT greatest((SELECT max(seq) FROM betstream.events),"
    " (SELECT value::bigint - 1 FROM betstream.meta WHERE key = 'floor')) AS seq),"
    " counts AS (SELECT account_id, count(*) AS n FROM u GROUP BY account_id),"
    " taken AS (INSERT INTO betstream.account_seqs AS s (account_id, last) SELECT account_id, n FROM counts"
    " ON CONFLICT (account_id) DO UPDATE SET last = s.last + excluded.last RETURNING s.account_id, s.last)"
    " INSERT INTO betstream.events (seq, account_seq, at, account_id, batch_id, bet_id, type, actor, request_id,"
    " traceparent, payload)"
    " SELECT head.seq + u.nr, taken.last - counts.n + row_number() OVER (PARTITION BY u.account_id ORDER BY u.nr),"
    " u.at, u.account_id, u.batch_id, u.bet_id, u.type, u.actor, u.request_id, u.traceparent, u.payload"
    " FROM u JOIN taken USING (account_id) JOIN counts USING (account_id) CROSS JOIN head ORDER BY u.nr"
    " RETURNING seq, account_seq"};
// Our own events are visible to us. Without any the answers are as of the head that was loaded.
constexpr Sql insert_idempotency{
    "INSERT INTO betstream.idempotency (key, request_hash, status, fields, body, at, cursor)"
    " SELECT u.k, u.h, u.s, u.f, u.b, u.a, head.seq + u.e FROM unnest($1::text[], $2::bytea[], $3::bigint[],"
    " $4::text[], $5::text[], $6::bigint[], $7::bigint[]) AS u(k, h, s, f, b, a, e),"
    " (SELECT CASE WHEN $8::bigint = 0 THEN $9::bigint ELSE (SELECT max(seq) FROM betstream.events) - $8::bigint END"
    " AS seq) AS head"
    // A key may come again after its record expired and before it was swept; nobody else has it meanwhile: it is
    // locked.
    " ON CONFLICT (key) DO UPDATE SET request_hash = excluded.request_hash, status = excluded.status,"
    " fields = excluded.fields, body = excluded.body, at = excluded.at, cursor = excluded.cursor"};
constexpr Sql commit{"COMMIT"};

using Time = std::optional<Timestamp>;
using Text = std::optional<std::string>;
using Number = std::int64_t;

}  // namespace

GroupWrites::GroupWrites(Connection& connection, WriteSet& changes, Seq head, std::int64_t node, std::int64_t group,
                         NodeStatistics& statistics)
    : connection_(connection), changes_(changes) {
    write_accounts();
    write_batches();
    write_bets();
    asked_ += statistics.send(connection_, changes_.statistics, node, group);
    write_preferences();
    write_events();
    write_idempotency(head);
    ask(note_group, Values::of(node, group, !changes_.events.empty()));
    ask(commit);
}

void GroupWrites::ask(const Sql& sql, const Values& values) {
    connection_.send(sql, values);
    ++asked_;
}

void GroupWrites::write_accounts() {
    if (changes_.changed_accounts.size() > 1) {
        Column ids = column_of<AccountId>();
        for (const Account* account : changes_.changed_accounts) ids.add(account->id);
        ask(park_names, Values::of(ids));
    }
    for (const Account* a : changes_.changed_accounts) {
        ask(update_account, Values::of(a->name, a->hostname, a->currency, a->version, a->open_batches, a->updated_at,
                                       a->deleted_at, a->id));
    }
    for (const Account* a : changes_.new_accounts) {
        ask(insert_account, Values::of(a->id, a->name, a->hostname, a->currency, a->version, a->open_batches,
                                       a->created_at, a->updated_at, a->deleted_at));
    }
}

void GroupWrites::write_batches() {
    const auto ranges = ranges_of(changes_.new_bets);
    Table<BatchId, AccountId, BatchStatus, Number, Number, Money, Money, Number, Money, Money, Number, Money, Money,
          Timestamp, Timestamp, Time, Time, std::string, std::string, BetId, Number>
        created;
    Table<BatchId, std::string> metas;
    for (const Batch* b : changes_.new_batches) {
        const auto found = ranges.find(b->id);
        const BetRange bets = found == ranges.end() ? BetRange{} : found->second;
        const auto& [pending, successful, failed] = b->summary.by_status;
        created.add(b->id, b->account_id, b->status, b->version, pending.count, pending.stake, pending.cost,
                    successful.count, successful.stake, successful.cost, failed.count, failed.stake, failed.cost,
                    b->created_at, b->updated_at, b->submitted_at, b->completed_at, b->created_by, b->submitted_by,
                    bets.first, bets.count);
        metas.add(b->id, b->meta);
    }
    if (created.rows() > 0) {
        ask(insert_batches, Values().add(created.columns()));
        ask(insert_metas, Values().add(metas.columns()));
    }
    Table<BatchId, BatchStatus, Number, Number, Money, Money, Number, Money, Money, Number, Money, Money, Timestamp,
          Time, Time, std::string>
        changed;
    for (const Batch* b : changes_.changed_batches) {
        const auto& [pending, successful, failed] = b->summary.by_status;
        changed.add(b->id, b->status, b->version, pending.count, pending.stake, pending.cost, successful.count,
                    successful.stake, successful.cost, failed.count, failed.stake, failed.cost, b->updated_at,
                    b->submitted_at, b->completed_at, b->submitted_by);
    }
    if (changed.rows() > 0) ask(update_batches, Values().add(changed.columns()));
    Table<BatchId, std::string> changed_metas;
    for (const Batch* batch : changes_.changed_metas) changed_metas.add(batch->id, batch->meta);
    if (changed_metas.rows() > 0) ask(update_metas, Values().add(changed_metas.columns()));
}

void GroupWrites::write_bets() {
    Table<BatchId, BetId, Number, std::string, Money, Money, BetStatus, Number, Timestamp, std::string, Text, Text>
        created;
    for (const Bet* b : changes_.new_bets) {
        created.add(b->batch_id, b->id, b->external_id, b->selection, b->stake, b->cost, b->status, b->version,
                    b->updated_at, b->updated_by, b->reference, b->note);
    }
    if (created.rows() > 0) ask(insert_bets, Values().add(created.columns()));
    Table<BatchId, BetId, Money, BetStatus, Number, Timestamp, std::string, Text, Text> changed;
    for (const Bet* b : changes_.changed_bets) {
        changed.add(b->batch_id, b->id, b->cost, b->status, b->version, b->updated_at, b->updated_by, b->reference,
                    b->note);
    }
    if (changed.rows() > 0) ask(update_bets, Values().add(changed.columns()));
}

void GroupWrites::write_preferences() {
    for (const Preferences* p : changes_.preferences) ask(put_preferences, Values::of(p->owner, p->version, p->value));
}

void GroupWrites::write_events() {
    if (changes_.events.empty()) return;
    Table<Timestamp, AccountId, std::optional<BatchId>, std::optional<BetId>, EventType, std::string, std::string,
          std::string, std::string>
        table;
    for (const StoredEvent& e : changes_.events)
        table.add(e.at, e.account_id, e.batch_id, e.bet_id, e.type, e.actor, e.request_id, e.traceparent, e.payload);
    ask(lock_log);
    numbers_at_ = asked_;
    ask(insert_events, Values().add(table.columns()));
}

void GroupWrites::write_idempotency(Seq head) {
    BS_ASSERT(changes_.idempotency.size() == changes_.idempotency_events.size());
    if (changes_.idempotency.empty()) return;
    Table<std::string, Sha256, Number, std::string, std::string, Timestamp, std::size_t> table;
    for (std::size_t i = 0; i < changes_.idempotency.size(); ++i) {
        const IdempotencyRecord& r = changes_.idempotency[i];
        table.add(r.key, r.request_hash, r.status, r.fields, r.body, r.at, changes_.idempotency_events[i]);
    }
    ask(insert_idempotency, Values().add(table.columns()).add(changes_.events.size()).add(head));
}

void GroupWrites::number(WriteSet& changes, const Rows& numbers, Seq head) {
    BS_ASSERT(numbers.size() == static_cast<int>(changes.events.size()));
    for (int at = 0; at < numbers.size(); ++at) {
        StoredEvent& event = changes.events[static_cast<std::size_t>(at)];
        numbers.row(at).read(event.seq, event.account_seq);
    }
    if (!changes.events.empty()) head = Seq{changes.events.front().seq.value - 1};
    for (std::size_t i = 0; i < changes.idempotency.size(); ++i)
        changes.idempotency[i].cursor = Seq{head.value + static_cast<std::int64_t>(changes.idempotency_events[i])};
}

}  // namespace bs::postgres
