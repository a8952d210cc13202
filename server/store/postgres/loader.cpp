#include "store/postgres/loader.h"

#include "store/postgres/rows.h"
#include "store/row_order.h"

#include <algorithm>

namespace bs::postgres {
namespace {

// Locks come first and in one order on every node: keys, accounts, batches, each sorted. Rows are read by statements of
// their own afterwards: one that waits for a lock sees the new row, but joins it with old ones.
constexpr Sql begin{"BEGIN"};
// Held from before anything is changed until the commit ends, whatever the connection does meanwhile.
constexpr Sql hold_node{"SELECT last_group FROM betstream.nodes WHERE id = $1::bigint FOR UPDATE"};
// A key that does not exist yet cannot be locked as a row.
constexpr Sql hold_keys{"SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) AS k"};
constexpr Sql hold_accounts{"SELECT FROM betstream.accounts WHERE id = ANY ($1::bigint[]) ORDER BY id FOR KEY SHARE"};
constexpr Sql hold_accounts_to_change{
    "SELECT FROM betstream.accounts WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE"};
constexpr Sql hold_accounts_to_delete{
    "SELECT FROM betstream.accounts WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE"};
// Whoever changes a bet changes its batch, too.
constexpr Sql hold_batches{"SELECT FROM betstream.batches WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE"};

constexpr Sql find_accounts{"SELECT " BS_ACCOUNT_COLUMNS
                            " FROM betstream.accounts AS a WHERE a.id = ANY ($1::bigint[]) AND a.deleted_at IS NULL"};
constexpr Sql find_names{
    "SELECT name, id FROM betstream.accounts WHERE name = ANY ($1::text[]) AND deleted_at IS NULL"};
constexpr Sql find_batches{"SELECT " BS_BATCH_COLUMNS " FROM " BS_LIVING_BATCHES " WHERE b.id = ANY ($1::bigint[])"};
// One look at the index for each bet: OFFSET keeps the planner, who knows nothing of young tables, from reading whole
// batches.
constexpr Sql find_bets{"SELECT " BS_BET_COLUMNS
                        " FROM unnest($1::bigint[], $2::bigint[]) AS k(batch_id, id)"
                        " CROSS JOIN LATERAL (SELECT * FROM betstream.bets AS one WHERE one.batch_id = k.batch_id"
                        " AND one.id = k.id OFFSET 0) AS t JOIN betstream.batches AS b ON b.id = t.batch_id"
                        " JOIN betstream.accounts AS a ON a.id = b.account_id AND a.deleted_at IS NULL"};
constexpr Sql find_living_batches{"SELECT b.id FROM " BS_LIVING_BATCHES " WHERE b.id = ANY ($1::bigint[])"};
constexpr Sql find_pending_bets{"SELECT " BS_BET_COLUMNS " FROM " BS_LIVING_BETS
                                " WHERE t.batch_id = ANY ($1::bigint[]) AND t.status = 0 ORDER BY t.batch_id, t.id"};
constexpr Sql find_idempotency{
    "SELECT key, request_hash, status, fields, body, at, cursor FROM betstream.idempotency"
    " WHERE key = ANY ($1::text[])"};
constexpr Sql find_preferences{
    "SELECT owner, version, value FROM betstream.preferences WHERE owner = ANY ($1::text[])"};
constexpr Sql count_preferences{"SELECT count(*) FROM betstream.preferences"};
// The last statement: what was read is locked, so it is still true now.
constexpr Sql find_head{
    "SELECT greatest((SELECT max(seq) FROM betstream.events),"
    " (SELECT value::bigint - 1 FROM betstream.meta WHERE key = 'floor'))"};
// Drawn by each group anew and not kept for later: ids rise with time on all nodes together, and lists by id stay lists
// by age.
constexpr Sql draw_account_ids{"SELECT nextval('betstream.account_ids') FROM generate_series(1, $1::bigint)"};
constexpr Sql draw_batch_ids{"SELECT nextval('betstream.batch_ids') FROM generate_series(1, $1::bigint)"};

// FNV-1a, so that all nodes agree. Two keys with the same number wait for each other, and nothing else.
std::vector<std::int64_t> numbers_of(const std::vector<std::string>& keys) {
    std::vector<std::int64_t> numbers;
    for (const std::string& key : keys) {
        std::uint64_t hash = 0xCBF29CE484222325ULL;
        for (const char byte : key) hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001B3ULL;
        numbers.push_back(static_cast<std::int64_t>(hash));
    }
    return sorted_once(std::move(numbers));
}

template <class IdType>
std::vector<IdType> ids_of(const Rows& rows) {
    std::vector<IdType> ids;
    rows.each([&](Row& row) { row.read(ids.emplace_back()); });
    return ids;
}

}  // namespace

Loader::Loader(Connection& connection, const Keys& keys, std::int64_t node) : connection_(connection) {
    connection_.send(begin);
    hold(keys, node);
    read(keys);
    if (keys.new_accounts > 0) account_ids_ = ask(draw_account_ids, Values::of(keys.new_accounts));
    if (keys.new_batches > 0) batch_ids_ = ask(draw_batch_ids, Values::of(keys.new_batches));
    head_ = ask(find_head);
}

Loader::Slot Loader::ask(const Sql& sql, const Values& values) {
    connection_.send(sql, values);
    return ++asked_;
}

void Loader::hold(const Keys& keys, std::int64_t node) {
    const auto hold_sorted = [this](const Sql& sql, const auto& wanted) {
        if (!wanted.empty()) ask(sql, Values::of(column_from(sorted_once(wanted))));
    };
    ask(hold_node, Values::of(node));
    auto names = keys.idempotency_keys;
    for (const std::string& owner : keys.preference_owners) names.push_back("preferences of " + owner);
    hold_sorted(hold_keys, numbers_of(names));
    hold_sorted(hold_accounts, keys.accounts);
    hold_sorted(hold_accounts_to_change, keys.accounts_to_change);
    hold_sorted(hold_accounts_to_delete, keys.accounts_to_delete);
    auto batches = keys.batches;
    for (const BetKey& key : keys.bets) batches.push_back(key.batch_id);
    batches.insert(batches.end(), keys.pending_bets_of.begin(), keys.pending_bets_of.end());
    hold_sorted(hold_batches, batches);
}

void Loader::read(const Keys& keys) {
    const auto find = [this](const Sql& sql, const auto& wanted) {
        return wanted.empty() ? Slot{0} : ask(sql, Values::of(column_from(wanted)));
    };
    auto accounts = keys.accounts;
    accounts.insert(accounts.end(), keys.accounts_to_change.begin(), keys.accounts_to_change.end());
    accounts.insert(accounts.end(), keys.accounts_to_delete.begin(), keys.accounts_to_delete.end());
    accounts_ = find(find_accounts, sorted_once(std::move(accounts)));
    names_ = find(find_names, keys.account_names);
    batches_ = find(find_batches, sorted_once(keys.batches));
    if (!keys.bets.empty()) {
        Table<BatchId, BetId> wanted;
        for (const BetKey& key : keys.bets) wanted.add(key.batch_id, key.bet_id);
        bets_ = ask(find_bets, Values().add(wanted.columns()));
    }
    pending_batches_ = find(find_living_batches, sorted_once(keys.pending_bets_of));
    pending_bets_ = find(find_pending_bets, sorted_once(keys.pending_bets_of));
    idempotency_ = find(find_idempotency, keys.idempotency_keys);
    preferences_ = find(find_preferences, keys.preference_owners);
    if (!keys.preference_owners.empty()) preference_owners_ = ask(count_preferences);
}

Loaded Loader::loaded(const std::vector<Rows>& answers) const {
    Loaded loaded;
    answers[head_].row(0).read(loaded.head);
    const auto each = [&](Slot slot, auto visit) {
        if (slot > 0) answers[slot].each(visit);
    };
    const auto keep = [&](Row& row) {
        Bet bet = read_bet(row);
        const BetKey key{bet.batch_id, bet.id};
        loaded.bets.insert_or_assign(bet.id, std::move(bet));
        return key;
    };
    each(accounts_, [&](Row& row) {
        Account account = read_account(row);
        loaded.accounts.emplace(account.id, std::move(account));
    });
    each(names_, [&](Row& row) {
        std::string name;
        AccountId id;
        row.read(name, id);
        loaded.accounts_by_name.emplace(std::move(name), id);
    });
    each(batches_, [&](Row& row) {
        Batch batch = read_batch(row);
        loaded.batches.emplace(batch.id, std::move(batch));
    });
    each(bets_, keep);
    each(pending_batches_, [&](Row& row) {
        BatchId id;
        row.read(id);
        loaded.pending_bets_of[id];
    });
    each(pending_bets_, [&](Row& row) {
        const BetKey key = keep(row);
        loaded.pending_bets_of[key.batch_id].push_back(key.bet_id);
    });
    each(idempotency_, [&](Row& row) {
        IdempotencyRecord record = read_idempotency(row);
        loaded.idempotency.emplace(record.key, std::move(record));
    });
    each(preferences_, [&](Row& row) {
        Preferences preferences = read_preferences(row);
        loaded.preferences.emplace(preferences.owner, std::move(preferences));
    });
    each(preference_owners_, [&](Row& row) {
        std::int64_t count = 0;
        row.read(count);
        loaded.preference_owners = static_cast<std::size_t>(count);
    });
    return loaded;
}

std::vector<AccountId> Loader::account_ids(const std::vector<Rows>& answers) const {
    return account_ids_ == 0 ? std::vector<AccountId>{} : ids_of<AccountId>(answers[account_ids_]);
}

std::vector<BatchId> Loader::batch_ids(const std::vector<Rows>& answers) const {
    return batch_ids_ == 0 ? std::vector<BatchId>{} : ids_of<BatchId>(answers[batch_ids_]);
}

}  // namespace bs::postgres
