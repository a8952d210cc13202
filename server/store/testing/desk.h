// A desk at work on a store: makes whole changes as the service would, and remembers what must be there afterwards.
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace bs::testing {

// Everything that a store shows, read back or remembered.
struct Contents {
    std::map<AccountId, Account> accounts;  // without deleted ones
    std::map<BatchId, Batch> batches;       // of those accounts
    std::map<BetId, Bet> bets;
    std::vector<StoredEvent> events;

    friend bool operator==(const Contents&, const Contents&) = default;
};

// Enough to see what differs.
std::ostream& operator<<(std::ostream& out, const Contents& contents);

[[nodiscard]] Contents read_contents(Store& store);

// The rows of one commit, and the WriteSet that points to them.
class Change {
public:
    Change() = default;
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;

    Change& create(const Account& account);
    Change& change(const Account& account);
    Change& create(const Batch& batch, const std::vector<Bet>& bets);
    Change& change(const Batch& batch);
    Change& change_meta(const Batch& batch);
    Change& change(const Bet& bet);
    Change& report(StoredEvent event);
    // The answer to the events so far.
    Change& answer(const std::string& key, Timestamp at, std::string body);

    [[nodiscard]] WriteSet& writes() { return writes_; }

private:
    std::deque<Account> accounts_;
    std::deque<Batch> batches_;
    std::deque<Bet> bets_;
    WriteSet writes_;
};

[[nodiscard]] StoredEvent an_event(EventType type, AccountId account, Timestamp at, std::string payload = R"("x":1)");

class Desk {
public:
    explicit Desk(Store& store) : store_(&store) {}
    // Goes on with the store after a restart.
    void move_to(Store& store) { store_ = &store; }

    [[nodiscard]] Result<AccountId> add_account(const std::string& name);
    [[nodiscard]] Result<> rename_account(AccountId id, const std::string& name);
    [[nodiscard]] Result<> delete_account(AccountId id);
    [[nodiscard]] Result<BatchId> add_batch(AccountId id, std::size_t bets);
    [[nodiscard]] Result<> set_status(BatchId id, BatchStatus status);
    // One event for each; the first of `bets` is number 0 of the batch.
    [[nodiscard]] Result<> mark(BatchId id, const std::vector<std::size_t>& bets, BetStatus status);
    // One event for all.
    [[nodiscard]] Result<> mark_at_once(BatchId id, const std::vector<std::size_t>& bets, BetStatus status);

    [[nodiscard]] BetId bet(BatchId id, std::size_t number) const;

    // What was acknowledged, and what the store must show.
    [[nodiscard]] const Contents& acknowledged() const { return acknowledged_; }
    // What it would show if the last change, of unknown outcome, was applied.
    [[nodiscard]] const std::optional<Contents>& possible() const { return possible_; }
    // The truth was found out: the desk goes on from there.
    void settle(Contents found);

    Timestamp now{1'700'000'000'000'000};

private:
    [[nodiscard]] Result<> commit(Change& change, Contents after);
    [[nodiscard]] Bet marked(const Contents& contents, BetId id, BetStatus status) const;

    Store* store_;
    Contents acknowledged_;
    std::optional<Contents> possible_;
    std::map<AccountId, std::int64_t> account_seqs_;
};

}  // namespace bs::testing
