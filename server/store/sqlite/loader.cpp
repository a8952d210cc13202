#include "store/sqlite/loader.h"

#include "base/result.h"
#include "store/sqlite/rows.h"

namespace bs::sqlite {

Outcome<Loader> Loader::open(Connection& connection) {
    Loader loader;
    BS_TRY(loader.begin_, connection.prepare("BEGIN"));
    BS_TRY(loader.end_, connection.prepare("COMMIT"));
    BS_TRY(loader.find_account_, connection.prepare(find_account_sql));
    BS_TRY(loader.find_name_, connection.prepare("SELECT id FROM accounts WHERE name = ? AND deleted_at IS NULL"));
    BS_TRY(loader.find_batch_, connection.prepare(find_batch_sql));
    BS_TRY(loader.is_batch_alive_, connection.prepare(is_batch_alive_sql));
    BS_TRY(loader.find_bet_, connection.prepare(find_bet_sql));
    BS_TRY(loader.pending_bets_of_, connection.prepare(pending_bets_of_sql));
    BS_TRY(loader.find_idempotency_,
           connection.prepare(
               "SELECT key, request_hash, status, fields, body, at, cursor FROM idempotency WHERE key = ?"));
    BS_TRY(loader.find_preferences_, connection.prepare(find_preferences_sql));
    BS_TRY(loader.count_preferences_, connection.prepare("SELECT count(*) FROM preferences"));
    return loader;
}

Outcome<Loaded> Loader::load(const Keys& keys) {
    Loaded loaded;
    const auto load_all = [&]() -> Outcome<> {
        BS_CHECK(load_accounts(keys, loaded));
        BS_CHECK(load_batches(keys, loaded));
        BS_CHECK(load_bets(keys, loaded));
        BS_CHECK(load_preferences(keys, loaded));
        return load_idempotency(keys, loaded);
    };
    BS_CHECK(begin_.bind().run());
    const auto done = load_all();
    BS_CHECK(end_.bind().run());
    if (!done) return std::unexpected(done.error());
    return loaded;
}

Outcome<> Loader::load_accounts(const Keys& keys, Loaded& loaded) {
    for (const auto* ids : {&keys.accounts, &keys.accounts_to_change, &keys.accounts_to_delete}) {
        for (const AccountId id : *ids) {
            if (loaded.accounts.contains(id)) continue;
            BS_CHECK(find_account_.bind(id).each([&](Row& row) { loaded.accounts.emplace(id, read_account(row)); }));
        }
    }
    for (const std::string& name : keys.account_names) {
        if (loaded.accounts_by_name.contains(name)) continue;
        BS_TRY(const auto id, find_name_.bind(name).find_integer());
        if (id) loaded.accounts_by_name.emplace(name, AccountId{*id});
    }
    return {};
}

Outcome<> Loader::load_batches(const Keys& keys, Loaded& loaded) {
    for (const BatchId id : keys.batches) {
        if (loaded.batches.contains(id)) continue;
        BS_CHECK(find_batch_.bind(id).each([&](Row& row) { loaded.batches.emplace(id, read_batch(row)); }));
    }
    return {};
}

Outcome<> Loader::load_bets(const Keys& keys, Loaded& loaded) {
    std::unordered_map<BatchId, bool> alive;
    const auto is_alive = [&](BatchId id) -> Outcome<bool> {
        if (loaded.batches.contains(id)) return true;
        if (const auto known = alive.find(id); known != alive.end()) return known->second;
        BS_TRY(const auto found, is_batch_alive_.bind(id).find_integer());
        return alive[id] = found.has_value();
    };
    const auto keep = [&](Row& row) {
        Bet bet = read_bet(row);
        const BetId id = bet.id;
        loaded.bets.insert_or_assign(id, std::move(bet));
        return id;
    };
    for (const BetKey& key : keys.bets) {
        if (loaded.bets.contains(key.bet_id)) continue;
        BS_TRY(const bool exists, is_alive(key.batch_id));
        if (exists) BS_CHECK(find_bet_.bind(key.batch_id, key.bet_id).each([&](Row& row) { keep(row); }));
    }
    for (const BatchId id : keys.pending_bets_of) {
        if (loaded.pending_bets_of.contains(id)) continue;
        BS_TRY(const bool exists, is_alive(id));
        if (!exists) continue;
        auto& ids = loaded.pending_bets_of[id];
        BS_CHECK(pending_bets_of_.bind(id).each([&](Row& row) { ids.push_back(keep(row)); }));
    }
    return {};
}

Outcome<> Loader::load_preferences(const Keys& keys, Loaded& loaded) {
    if (keys.preference_owners.empty()) return {};
    BS_TRY(const auto count, count_preferences_.bind().find_integer());
    loaded.preference_owners = static_cast<std::size_t>(count.value_or(0));
    for (const std::string& owner : keys.preference_owners) {
        if (loaded.preferences.contains(owner)) continue;
        BS_CHECK(find_preferences_.bind(owner).each(
            [&](Row& row) { loaded.preferences.emplace(owner, read_preferences(row)); }));
    }
    return {};
}

Outcome<> Loader::load_idempotency(const Keys& keys, Loaded& loaded) {
    for (const std::string& key : keys.idempotency_keys) {
        if (loaded.idempotency.contains(key)) continue;
        BS_CHECK(find_idempotency_.bind(key).each(
            [&](Row& row) { loaded.idempotency.emplace(key, read_idempotency(row)); }));
    }
    return {};
}

}  // namespace bs::sqlite
