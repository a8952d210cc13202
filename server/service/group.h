// What one group of commands sees and changes, in memory: rows loaded in one go, later commands see what earlier ones
// did, and in the end one WriteSet. Accounts and batches that are created in a group are not found by the other
// commands of the same group: nobody can know their ids before they are durable. The writer's thread only.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/event.h"
#include "service/caller.h"
#include "store/store.h"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace bs {

class Group {
public:
    Group(Store& store, Loaded loaded) : store_(store), loaded_(std::move(loaded)) {}

    // The state that the group began with is as of this event.
    [[nodiscard]] Seq head() const { return loaded_.head; }

    // Null: there is no such thing, or it is deleted, or it belongs to somebody else.
    [[nodiscard]] const Account* find_account(AccountId id) const;
    [[nodiscard]] const Batch* find_batch(AccountId account_id, BatchId id) const;
    [[nodiscard]] const Bet* find_bet(BatchId batch_id, BetId id) const;
    [[nodiscard]] std::vector<Bet> pending_bets_of(BatchId id) const;
    [[nodiscard]] bool is_name_taken(const std::string& name, AccountId except) const;
    [[nodiscard]] const IdempotencyRecord* find_idempotency(const std::string& key) const;
    [[nodiscard]] const Preferences* find_preferences(const std::string& owner) const;
    // Of how many owners there are some, those of this group included.
    [[nodiscard]] std::size_t preference_owners() const { return loaded_.preference_owners; }

    [[nodiscard]] Result<AccountId> next_account_id() { return store_.next_account_id(); }
    [[nodiscard]] Result<BatchId> next_batch_id() { return store_.next_batch_id(); }
    [[nodiscard]] Result<BetId> next_bet_ids(std::size_t count) { return store_.next_bet_ids(count); }

    // The events are what one command does: rows follow them, and they will be committed with them.
    void record(Events events, const Caller& caller, Timestamp at);
    void record(IdempotencyRecord answer);
    void record(const Preferences& preferences);

    // The batch of the last batch_created event, as JSON; the last recorded event must be one.
    [[nodiscard]] std::string_view last_created_batch_json() const;

    // How many events the group has so far; the next one gets this index.
    [[nodiscard]] std::size_t event_count() const { return changes_.events.size(); }
    // How often a command recorded something that must become durable: events, preferences.
    [[nodiscard]] std::size_t write_count() const { return event_count() + preference_writes_; }

    // Everything that record() collected. Call once; the group must outlive its use.
    [[nodiscard]] WriteSet& changes();

private:
    void follow(const Event& event);
    void follow_account(const Event& event, const AccountChange& change);
    void follow_removal(const Event& event);
    void follow_creation(const Event& event, const BatchCreation& creation);
    void follow_batch(const Event& event);
    void follow_bets(const Event& event, const BetsChange& change);
    void note_pending(BatchId batch_id, const Bet& bet);

    Store& store_;
    Loaded loaded_;
    WriteSet changes_;

    std::deque<Event> events_;  // keeps the rows of new accounts, batches and bets where changes_ points to
    std::unordered_set<AccountId> changed_accounts_;
    std::unordered_set<AccountId> deleted_accounts_;
    std::unordered_set<BatchId> changed_batches_;
    std::unordered_set<BatchId> changed_metas_;
    std::unordered_set<BetId> changed_bets_;
    std::unordered_set<std::string> changed_preferences_;  // by owner
    std::size_t preference_writes_ = 0;
};

}  // namespace bs
