#include "store/testing/memory_store.h"

#include <algorithm>
#include <utility>

namespace bs {
namespace {

template <class List, class Item>
bool is_empty_or_has(const List& list, const Item& item) {
    return list.empty() || std::ranges::find(list, item) != list.end();
}

// Of an event of the bet's batch.
bool concerns(const StoredEvent& event, BetId bet_id) {
    if (event.bet_id) return event.bet_id == bet_id;
    return event.type == EventType::batch_created ||
           (event.type == EventType::batch_bets_updated &&
            event.payload.find("\"pid\":" + std::to_string(bet_id.value) + ",") != std::string::npos);
}

bool matches(const EventQuery& query, const StoredEvent& event, const std::map<BetId, Bet>& bets) {
    const bool matches_rest =
        event.seq > query.after && (!query.until || event.seq <= *query.until) &&
        is_empty_or_has(query.accounts, event.account_id) && is_empty_or_has(query.types, event.type) &&
        (!query.batch || event.batch_id == query.batch) && (!query.actor || event.actor == *query.actor) &&
        (!query.from || event.at >= *query.from) && (!query.to || event.at < *query.to);
    if (!matches_rest || !query.bet) return matches_rest;
    const auto bet = bets.find(*query.bet);
    return bet != bets.end() && event.batch_id == bet->second.batch_id && concerns(event, *query.bet);
}

template <class Rows, class Row>
bool all_stand(const std::vector<const Row*>& changed, const Rows& rows) {
    return std::ranges::all_of(changed, [&](const Row* row) { return rows.contains(row->id); });
}

}  // namespace

const Account* MemoryStore::Tables::living(AccountId id) const {
    const auto found = accounts.find(id);
    return found == accounts.end() || found->second.deleted_at ? nullptr : &found->second;
}

const Batch* MemoryStore::Tables::living_batch(BatchId id) const {
    const auto found = batches.find(id);
    return found == batches.end() || living(found->second.account_id) == nullptr ? nullptr : &found->second;
}

const Bet* MemoryStore::Tables::living_bet(BetKey key) const {
    const auto found = bets.find(key.bet_id);
    const bool is_there = found != bets.end() && found->second.batch_id == key.batch_id;
    return is_there && living_batch(key.batch_id) != nullptr ? &found->second : nullptr;
}

Result<Loaded> MemoryStore::load(const Keys& keys) {
    const std::lock_guard lock(mutex_);
    Loaded loaded;
    loaded.head = tables_.head;
    for (const auto* ids : {&keys.accounts, &keys.accounts_to_change, &keys.accounts_to_delete}) {
        for (const AccountId id : *ids) {
            if (const Account* account = tables_.living(id)) loaded.accounts[id] = *account;
        }
    }
    for (const auto& [id, account] : tables_.accounts) {
        const bool asked = std::ranges::find(keys.account_names, account.name) != keys.account_names.end();
        if (asked && !account.deleted_at) loaded.accounts_by_name[account.name] = id;
    }
    for (const BatchId id : keys.batches) {
        if (const Batch* batch = tables_.living_batch(id)) loaded.batches[id] = *batch;
    }
    for (const BetKey& key : keys.bets) {
        if (const Bet* bet = tables_.living_bet(key)) loaded.bets[key.bet_id] = *bet;
    }
    for (const BatchId id : keys.pending_bets_of) {
        if (tables_.living_batch(id) == nullptr) continue;
        std::vector<BetId>& pending = loaded.pending_bets_of[id];
        pending.clear();
        for (const auto& [bet_id, bet] : tables_.bets) {
            if (bet.batch_id != id || bet.status != BetStatus::pending) continue;
            pending.push_back(bet_id);
            loaded.bets[bet_id] = bet;
        }
    }
    for (const std::string& key : keys.idempotency_keys) {
        if (const auto found = tables_.idempotency.find(key); found != tables_.idempotency.end())
            loaded.idempotency[key] = found->second;
    }
    for (const std::string& owner : keys.preference_owners) {
        if (const auto found = tables_.preferences.find(owner); found != tables_.preferences.end())
            loaded.preferences[owner] = found->second;
        loaded.preference_owners = tables_.preferences.size();
    }
    return loaded;
}

Result<> MemoryStore::commit(WriteSet& changes) {
    if (failures_left_ > 0) {
        --failures_left_;
        is_poisoned_ = failure_ == ErrorCode::outcome_unknown;
        return fail(failure_, "this commit was told to fail");
    }
    {
        const std::lock_guard lock(mutex_);
        if (!all_stand(changes.changed_accounts, tables_.accounts) ||
            !all_stand(changes.changed_batches, tables_.batches) ||
            !all_stand(changes.changed_metas, tables_.batches) || !all_stand(changes.changed_bets, tables_.bets)) {
            return fail(ErrorCode::internal, "there is no such row to change");
        }
        apply(changes);
    }
    if (follower_.committed && !changes.events.empty()) follower_.committed(changes.events);
    return {};
}

void MemoryStore::apply(WriteSet& changes) {
    ++commits_;
    for (const auto* rows : {&changes.new_accounts, &changes.changed_accounts}) {
        for (const Account* account : *rows) tables_.accounts[account->id] = *account;
    }
    for (const auto* rows : {&changes.new_batches, &changes.changed_batches, &changes.changed_metas}) {
        for (const Batch* batch : *rows) tables_.batches[batch->id] = *batch;
    }
    for (const auto* rows : {&changes.new_bets, &changes.changed_bets}) {
        for (const Bet* bet : *rows) tables_.bets[bet->id] = *bet;
    }
    for (const Preferences* preferences : changes.preferences) tables_.preferences[preferences->owner] = *preferences;
    for (const auto& [key, figures] : changes.statistics) tables_.statistics[key].add(figures);
    const Seq before = tables_.head;
    for (StoredEvent& event : changes.events) {
        event.seq = Seq{++tables_.head.value};
        event.account_seq = ++tables_.account_seqs[event.account_id];
        tables_.events.push_back(event);
    }
    for (std::size_t i = 0; i < changes.idempotency.size(); ++i) {
        IdempotencyRecord& record = changes.idempotency[i];
        record.cursor = Seq{before.value + static_cast<std::int64_t>(changes.idempotency_events[i])};
        tables_.idempotency[record.key] = record;
    }
}

Result<BetId> MemoryStore::next_bet_ids(std::size_t count) {
    const BetId first{last_bet_id_ + 1};
    last_bet_id_ += static_cast<std::int64_t>(count);
    return first;
}

void MemoryStore::forget_events_below(Seq floor) {
    const std::lock_guard lock(mutex_);
    std::erase_if(tables_.events, [&](const StoredEvent& event) { return event.seq < floor; });
    tables_.floor = floor;
}

Seq MemoryStore::head() const {
    const std::lock_guard lock(mutex_);
    return tables_.head;
}

Seq MemoryStore::floor() const {
    const std::lock_guard lock(mutex_);
    return tables_.floor;
}

StoreStats MemoryStore::stats() const {
    const std::lock_guard lock(mutex_);
    StoreStats stats;
    stats.commits = commits_;
    stats.poisoned = is_poisoned_;
    return stats;
}

// A copy of everything: slow, and exactly what a read transaction promises.
class MemoryStore::MemorySnapshot final : public Snapshot {
public:
    explicit MemorySnapshot(Tables tables) : tables_(std::move(tables)) {}

    [[nodiscard]] Seq head() const override { return tables_.head; }
    [[nodiscard]] Seq floor() const override { return tables_.floor; }

    [[nodiscard]] Result<std::optional<Account>> find_account(AccountId id) override {
        const Account* account = tables_.living(id);
        return account == nullptr ? std::optional<Account>() : std::optional(*account);
    }
    [[nodiscard]] Result<std::vector<Account>> accounts() override {
        std::vector<Account> all;
        for (const auto& [id, account] : tables_.accounts) {
            if (!account.deleted_at) all.insert(all.begin(), account);
        }
        return all;
    }
    [[nodiscard]] Result<std::optional<Batch>> find_batch(BatchId id) override {
        const Batch* batch = tables_.living_batch(id);
        return batch == nullptr ? std::optional<Batch>() : std::optional(*batch);
    }
    [[nodiscard]] Result<std::vector<Batch>> batches(const BatchQuery& query) override {
        std::vector<Batch> page;
        if (tables_.living(query.account_id) == nullptr) return page;
        for (auto at = tables_.batches.rbegin(); at != tables_.batches.rend() && page.size() < query.limit; ++at) {
            const Batch& batch = at->second;
            const bool wanted = batch.account_id == query.account_id && is_empty_or_has(query.statuses, batch.status);
            if (wanted && (!query.before || batch.id < *query.before)) page.push_back(batch);
        }
        return page;
    }
    [[nodiscard]] Result<FoundBatches> search_batches(const BatchSearch& search) override {
        FoundBatches page;
        std::size_t looks = 0;
        for (auto at = tables_.batches.rbegin(); at != tables_.batches.rend(); ++at) {
            const Batch& batch = at->second;
            if (search.before && batch.id >= *search.before) continue;
            if (looks++ == search.looks_max) return page;
            const bool is_found = tables_.living(batch.account_id) != nullptr && bs::matches(search.filter, batch);
            if (is_found && page.batches.size() == search.limit) {
                page.next = page.batches.back().id;
                return page;
            }
            if (is_found) page.batches.push_back(batch);
            page.next = batch.id;
        }
        page.next.reset();
        return page;
    }
    [[nodiscard]] Result<std::vector<Bet>> bets_of(BatchId id) override {
        std::vector<Bet> bets;
        if (tables_.living_batch(id) == nullptr) return bets;
        for (const auto& [bet_id, bet] : tables_.bets) {
            if (bet.batch_id == id) bets.push_back(bet);
        }
        std::ranges::stable_sort(bets, {}, &Bet::external_id);
        return bets;
    }
    [[nodiscard]] Result<std::vector<std::vector<Bet>>> bets_of_each(const std::vector<BatchId>& ids) override {
        std::vector<std::vector<Bet>> all;
        for (const BatchId id : ids) all.push_back(bets_of(id).value());
        return all;
    }
    [[nodiscard]] Result<std::optional<Bet>> find_bet(BetKey key) override {
        const Bet* bet = tables_.living_bet(key);
        return bet == nullptr ? std::optional<Bet>() : std::optional(*bet);
    }
    [[nodiscard]] Result<FoundEvents> events(const EventQuery& query) override {
        std::vector<StoredEvent> all = tables_.events;
        if (query.newest_first) std::ranges::reverse(all);
        FoundEvents page;
        std::size_t bytes = 0;
        std::size_t looks = 0;
        for (StoredEvent& event : all) {
            if (event.seq <= query.after || (query.until && event.seq > *query.until)) continue;
            const bool is_found = matches(query, event, tables_.bets);
            if (is_found) bytes += event.payload.size();
            const bool is_too_long = is_found && !page.events.empty() && bytes > query.payload_bytes_max;
            page.has_more = is_too_long || page.events.size() == query.limit || looks++ == query.looks_max;
            if (page.has_more) return page;
            page.reached = event.seq;
            if (is_found) page.events.push_back(std::move(event));
        }
        const Seq last = std::min(query.until.value_or(tables_.head), tables_.head);
        page.reached = query.newest_first ? Seq{query.after.value + 1} : last;
        return page;
    }
    [[nodiscard]] Result<std::optional<Preferences>> find_preferences(const std::string& owner) override {
        const auto found = tables_.preferences.find(owner);
        return found == tables_.preferences.end() ? std::optional<Preferences>() : std::optional(found->second);
    }

    [[nodiscard]] Result<FoundStatistics> statistics(const StatisticsQuery& query) override {
        FoundStatistics found;
        for (const auto& [key, figures] : tables_.statistics) {
            const Timestamp start = start_of(query.step, key.start);
            const bool is_asked = start >= query.from && start < query.to && tables_.living(key.account_id) != nullptr;
            if (is_asked && (!query.account_id || *query.account_id == key.account_id))
                found.figures[{start, key.account_id}].add(figures);
        }
        found.is_cut = found.figures.size() > query.rows_max;
        return found;
    }
    [[nodiscard]] Result<std::map<AccountId, Figure>> exposure() override {
        std::map<AccountId, Figure> exposure;
        for (const auto& [id, bet] : tables_.bets) {
            const Batch* batch = tables_.living_batch(bet.batch_id);
            const bool is_open_pending = batch != nullptr && is_open(batch->status) && bet.status == BetStatus::pending;
            if (is_open_pending) exposure[batch->account_id].add(bet);
        }
        return exposure;
    }

private:
    const Tables tables_;
};

class MemoryStore::MemoryReader final : public Reader {
public:
    explicit MemoryReader(const MemoryStore& store) : store_(store) {}

    [[nodiscard]] Result<std::unique_ptr<Snapshot>> snapshot() override {
        const std::lock_guard lock(store_.mutex_);
        return std::make_unique<MemorySnapshot>(store_.tables_);
    }

private:
    const MemoryStore& store_;
};

Result<std::unique_ptr<Reader>> MemoryStore::open_reader() { return std::make_unique<MemoryReader>(*this); }

}  // namespace bs
