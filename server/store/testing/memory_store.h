// The Store port in plain memory: what the tests of the other rooms build on, and the simplest thing that keeps its
// promises. It can be told to fail. Thread-safe by one mutex.
#pragma once

#include "store/store.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace bs {

class MemoryStore final : public Store {
public:
    explicit MemoryStore(std::string epoch = "test") : epoch_(std::move(epoch)) {}

    // The next commit, or so many of them, is refused with this error and leaves no trace.
    void fail_next_commit(ErrorCode code, int times = 1) {
        failure_ = code;
        failures_left_ = times;
    }
    // Retention: events below `floor` are gone.
    void forget_events_below(Seq floor);

    [[nodiscard]] const std::string& epoch() const override { return epoch_; }
    [[nodiscard]] bool is_shared() const override { return false; }
    [[nodiscard]] bool makes_backups() const override { return false; }
    [[nodiscard]] std::string describe() const override { return "in memory, for tests"; }
    void follow(StoreFollower follower) override { follower_ = std::move(follower); }
    void unfollow() override { follower_ = {}; }
    [[nodiscard]] Result<Loaded> load(const Keys& keys) override;
    [[nodiscard]] Result<> commit(WriteSet& changes) override;
    void release() override {}
    [[nodiscard]] Result<AccountId> next_account_id() override { return AccountId{++last_account_id_}; }
    [[nodiscard]] Result<BatchId> next_batch_id() override { return BatchId{++last_batch_id_}; }
    [[nodiscard]] Result<BetId> next_bet_ids(std::size_t count) override;
    [[nodiscard]] bool tidy(Timestamp) override { return false; }
    [[nodiscard]] Result<std::unique_ptr<BackupCopy>> begin_backup(std::function<void()> /*ended*/) override {
        return fail(ErrorCode::not_supported, "this store makes no backups");
    }
    void note_published(Seq) override {}
    [[nodiscard]] Result<std::unique_ptr<Reader>> open_reader() override;
    [[nodiscard]] Seq head() const override;
    [[nodiscard]] Seq floor() const override;
    [[nodiscard]] StoreStats stats() const override;
    [[nodiscard]] const StoreMetrics& metrics() const override { return metrics_; }
    [[nodiscard]] bool is_current() const override { return true; }
    void tell_others(std::string /*message*/) override {}

private:
    struct Tables {
        std::map<AccountId, Account> accounts;
        std::map<BatchId, Batch> batches;
        std::map<BetId, Bet> bets;
        std::map<std::string, IdempotencyRecord> idempotency;
        std::map<std::string, Preferences> preferences;
        std::map<AccountId, std::int64_t> account_seqs;
        std::vector<StoredEvent> events;  // from floor
        Statistics statistics;            // of minutes
        Seq floor{1};
        Seq head;

        [[nodiscard]] const Account* living(AccountId id) const;
        [[nodiscard]] const Batch* living_batch(BatchId id) const;
        [[nodiscard]] const Bet* living_bet(BetKey key) const;
    };
    class MemorySnapshot;
    class MemoryReader;

    const std::string epoch_;
    std::int64_t last_account_id_ = 0;
    std::int64_t last_batch_id_ = 0;
    std::int64_t last_bet_id_ = 0;
    ErrorCode failure_{};
    int failures_left_ = 0;
    std::atomic<bool> is_poisoned_ = false;
    StoreMetrics metrics_;
    StoreFollower follower_;

    void apply(WriteSet& changes);  // with mutex_
    mutable std::mutex mutex_;
    Tables tables_;              // guarded by mutex_
    std::uint64_t commits_ = 0;  // guarded by mutex_
};

}  // namespace bs
