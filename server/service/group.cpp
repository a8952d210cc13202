#include "service/group.h"

#include "base/check.h"
#include "domain/apply.h"
#include "domain/json.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

namespace bs {

const Account* Group::find_account(AccountId id) const {
    if (deleted_accounts_.contains(id)) return nullptr;
    const auto found = loaded_.accounts.find(id);
    return found == loaded_.accounts.end() ? nullptr : &found->second;
}

const Batch* Group::find_batch(AccountId account_id, BatchId id) const {
    if (find_account(account_id) == nullptr) return nullptr;
    const auto found = loaded_.batches.find(id);
    if (found == loaded_.batches.end() || found->second.account_id != account_id) return nullptr;
    return &found->second;
}

const Bet* Group::find_bet(BatchId batch_id, BetId id) const {
    const auto found = loaded_.bets.find(id);
    return found == loaded_.bets.end() || found->second.batch_id != batch_id ? nullptr : &found->second;
}

std::vector<Bet> Group::pending_bets_of(BatchId id) const {
    std::vector<Bet> pending;
    const auto found = loaded_.pending_bets_of.find(id);
    if (found == loaded_.pending_bets_of.end()) return pending;
    for (const BetId bet_id : found->second) {
        const Bet* bet = find_bet(id, bet_id);
        BS_ASSERT(bet != nullptr);
        if (bet->status == BetStatus::pending) pending.push_back(*bet);
    }
    return pending;
}

bool Group::is_name_taken(const std::string& name, AccountId except) const {
    const auto found = loaded_.accounts_by_name.find(name);
    return found != loaded_.accounts_by_name.end() && found->second != except;
}

const IdempotencyRecord* Group::find_idempotency(const std::string& key) const {
    const auto found = loaded_.idempotency.find(key);
    return found == loaded_.idempotency.end() ? nullptr : &found->second;
}

const Preferences* Group::find_preferences(const std::string& owner) const {
    const auto found = loaded_.preferences.find(owner);
    return found == loaded_.preferences.end() ? nullptr : &found->second;
}

void Group::record(Events events, const Caller& caller, Timestamp at) {
    for (Event& event : events) {
        events_.push_back(std::move(event));
        const Event& kept = events_.back();
        follow(kept);
        changes_.events.push_back(StoredEvent{
            .seq = {},
            .account_seq = 0,
            .at = at,
            .account_id = kept.account_id,
            .batch_id = kept.batch_id,
            .bet_id = kept.bet_id,
            .type = kept.type,
            .actor = caller.actor,
            .request_id = caller.request_id,
            .traceparent = caller.trace ? to_string(caller.trace->context) : "",
            .payload = encode_payload(kept),
        });
    }
}

void Group::record(IdempotencyRecord answer) {
    loaded_.idempotency.insert_or_assign(answer.key, answer);
    changes_.idempotency.push_back(std::move(answer));
    changes_.idempotency_events.push_back(changes_.events.size());
}

void Group::record(const Preferences& preferences) {
    const auto [place, is_new] = loaded_.preferences.insert_or_assign(preferences.owner, preferences);
    if (is_new) ++loaded_.preference_owners;
    changed_preferences_.insert(place->first);
    ++preference_writes_;
}

std::string_view Group::last_created_batch_json() const {
    constexpr std::string_view key = R"("batch":)";
    const StoredEvent& event = changes_.events.back();
    BS_ASSERT(event.type == EventType::batch_created && event.payload.starts_with(key));
    return std::string_view(event.payload).substr(key.size());
}

void Group::follow(const Event& event) {
    std::visit(
        [&](const auto& change) {
            using Change = std::decay_t<decltype(change)>;
            if constexpr (std::is_same_v<Change, AccountChange>) follow_account(event, change);
            if constexpr (std::is_same_v<Change, AccountRemoval>) follow_removal(event);
            if constexpr (std::is_same_v<Change, BatchCreation>) follow_creation(event, change);
            if constexpr (std::is_same_v<Change, BatchChange>) follow_batch(event);
            if constexpr (std::is_same_v<Change, BetsChange>) follow_bets(event, change);
        },
        event.change);
}

void Group::follow_account(const Event& event, const AccountChange& change) {
    if (event.type == EventType::account_created) {
        loaded_.accounts_by_name[change.account.name] = change.account.id;
        changes_.new_accounts.push_back(&change.account);
        return;
    }
    Account& account = loaded_.accounts.at(event.account_id);
    loaded_.accounts_by_name.erase(account.name);
    apply(account, event);
    loaded_.accounts_by_name[account.name] = account.id;
    changed_accounts_.insert(account.id);
}

void Group::follow_removal(const Event& event) {
    Account& account = loaded_.accounts.at(event.account_id);
    apply(account, event);
    loaded_.accounts_by_name.erase(account.name);
    deleted_accounts_.insert(account.id);
    changed_accounts_.insert(account.id);
}

void Group::follow_creation(const Event& event, const BatchCreation& creation) {
    apply(loaded_.accounts.at(event.account_id), event);
    tally(changes_.statistics, event, creation.batch, [this](BetId id) -> const Bet& { return loaded_.bets.at(id); });
    changed_accounts_.insert(event.account_id);
    changes_.new_batches.push_back(&creation.batch);
    for (const Bet& bet : creation.bets) changes_.new_bets.push_back(&bet);
}

void Group::follow_batch(const Event& event) {
    Batch& batch = loaded_.batches.at(event.batch_id.value());
    apply(batch, event);
    changed_batches_.insert(batch.id);
    if (event.type == EventType::batch_updated) changed_metas_.insert(batch.id);
    if (event.type == EventType::batch_submitted || event.type == EventType::batch_reopened) {
        apply(loaded_.accounts.at(event.account_id), event);
        changed_accounts_.insert(event.account_id);
    }
}

void Group::follow_bets(const Event& event, const BetsChange& change) {
    Batch& batch = loaded_.batches.at(event.batch_id.value());
    apply(batch, event);
    changed_batches_.insert(batch.id);
    tally(changes_.statistics, event, batch, [this](BetId id) -> const Bet& { return loaded_.bets.at(id); });
    for (const Bet& bet : change.bets) {
        loaded_.bets.at(bet.id) = bet;
        changed_bets_.insert(bet.id);
        note_pending(batch.id, bet);
    }
}

// A bet that an earlier command set back to pending belongs to the pending ones that a later submit of the same group
// sees.
void Group::note_pending(BatchId batch_id, const Bet& bet) {
    const auto found = loaded_.pending_bets_of.find(batch_id);
    if (found == loaded_.pending_bets_of.end() || bet.status != BetStatus::pending) return;
    if (std::ranges::find(found->second, bet.id) == found->second.end()) found->second.push_back(bet.id);
}

WriteSet& Group::changes() {
    for (const AccountId id : changed_accounts_) changes_.changed_accounts.push_back(&loaded_.accounts.at(id));
    for (const BatchId id : changed_batches_) changes_.changed_batches.push_back(&loaded_.batches.at(id));
    for (const BatchId id : changed_metas_) changes_.changed_metas.push_back(&loaded_.batches.at(id));
    for (const BetId id : changed_bets_) changes_.changed_bets.push_back(&loaded_.bets.at(id));
    for (const std::string& owner : changed_preferences_) {
        changes_.preferences.push_back(&loaded_.preferences.at(owner));
    }
    return changes_;
}

}  // namespace bs
