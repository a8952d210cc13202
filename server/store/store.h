// The durable truth, as a port: what the rest of BetStream may ask of SQLite or Postgres. No SQL outside of the
// adapters.
//
// Writing belongs to one thread, the writer's: load, decide in memory, commit. Reading is done through Readers, one per
// thread, each Snapshot one read transaction.
#pragma once

#include "base/id.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/account.h"
#include "domain/batch.h"
#include "domain/batch_filter.h"
#include "domain/bet.h"
#include "domain/event.h"
#include "domain/preferences.h"
#include "domain/statistics.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bs {

// An event as a row of the log. `payload` is what domain's encode_payload gave.
struct StoredEvent {
    Seq seq;                       // given by commit()
    std::int64_t account_seq = 0;  // given by commit(): dense within the account, from 1
    Timestamp at;
    AccountId account_id;
    std::optional<BatchId> batch_id;
    std::optional<BetId> bet_id;
    EventType type{};
    std::string actor;       // empty: unknown
    std::string request_id;  // empty: unknown
    // The caller's trace context, as the header of that name says it; empty: none. Older rows may hold any 55
    // characters.
    std::string traceparent;
    std::string payload;

    friend bool operator==(const StoredEvent&, const StoredEvent&) = default;
};

// The answer that was given under an idempotency key, kept for limits::idempotency_retention.
struct IdempotencyRecord {
    std::string key;
    std::array<std::uint8_t, 32> request_hash{};  // SHA-256 of method, target and body
    int status = 0;
    std::string fields;  // header lines of the answer, "Name: value\r\n" each
    std::string body;
    Timestamp at;
    Seq cursor;  // given by commit(): the last event of this command, or the head if it had none
};

struct BetKey {
    BatchId batch_id;
    BetId bet_id;
};

// What a group of commands needs to see before it can be decided. Repetitions are harmless. Where several processes
// write, what was loaded stays as it is until the group ends; so it matters what a group means to do with an account.
struct Keys {
    std::vector<AccountId> accounts;  // to look at
    std::vector<AccountId> accounts_to_change;
    std::vector<AccountId> accounts_to_delete;
    std::vector<std::string> account_names;
    std::vector<BatchId> batches;
    std::vector<BetKey> bets;
    std::vector<BatchId> pending_bets_of;
    std::vector<std::string> idempotency_keys;
    std::vector<std::string> preference_owners;

    // So many ids may be asked for before the group ends.
    std::size_t new_accounts = 0;
    std::size_t new_batches = 0;
    std::size_t new_bets = 0;
};

// What was found; what is not here does not exist. Deleted accounts are not found by id nor by name.
struct Loaded {
    Seq head;  // all of it is the state as of this event, and stays so until the group ends
    std::unordered_map<AccountId, Account> accounts;
    std::unordered_map<std::string, AccountId> accounts_by_name;
    std::unordered_map<BatchId, Batch> batches;
    std::unordered_map<BetId, Bet> bets;
    std::unordered_map<BatchId, std::vector<BetId>> pending_bets_of;
    std::unordered_map<std::string, IdempotencyRecord> idempotency;
    std::unordered_map<std::string, Preferences> preferences;
    std::size_t preference_owners = 0;  // how many there are in all; counted when some were asked for
};

// Everything that one group changes. Pointers stay valid until commit() returned. A row stands at most once, in its
// last state.
struct WriteSet {
    std::vector<const Account*> new_accounts;
    std::vector<const Account*> changed_accounts;
    std::vector<const Batch*> new_batches;
    std::vector<const Batch*> changed_batches;  // everything but meta
    std::vector<const Batch*> changed_metas;    // meta only; such a batch stands in changed_batches too
    std::vector<const Bet*> new_bets;           // those of one batch stand together, in the order of their ids
    std::vector<const Bet*> changed_bets;
    std::vector<const Preferences*> preferences;  // new or changed

    std::vector<StoredEvent> events;  // in order; commit() numbers them
    std::vector<IdempotencyRecord> idempotency;
    std::vector<std::size_t>
        idempotency_events;  // for idempotency[i]: how many of `events` stand up to and including its last

    Statistics statistics;  // what is added to the figures of each minute
};

// Pages through the log. All conditions must hold.
struct EventQuery {
    Seq after;                 // events with a higher seq
    std::optional<Seq> until;  // events with this or a lower seq
    bool newest_first = false;
    std::size_t limit = 100;
    std::size_t payload_bytes_max = 8 * 1024 * 1024;  // a page ends early here, but holds at least one event
    std::vector<AccountId> accounts;                  // empty: all
    std::optional<BatchId> batch;
    std::optional<BetId> bet;      // events whose bet_id is this, or that changed it among others
    std::vector<EventType> types;  // empty: all
    std::optional<std::string> actor;
    std::optional<Timestamp> from;                     // events of then or later
    std::optional<Timestamp> to;                       // events before
    std::size_t looks_max = limits::search_looks_max;  // a page ends after so many looks, whatever they found
};

struct FoundEvents {
    std::vector<StoredEvent> events;
    // In the direction of the query everything up to and including this one was looked at; it is the end of what was
    // asked for when `has_more` is false.
    Seq reached;
    bool has_more = false;
};

// Pages through the batches of an account, newest first.
struct BatchQuery {
    AccountId account_id;
    std::vector<BatchStatus> statuses;  // empty: all
    std::optional<BatchId> before;      // batches with a lower id
    std::size_t limit = 100;
};

// Looks through the batches of all accounts, newest first. What no index knows is found by looking at one batch after
// the other, so a page ends after so many looks, whether they found something or not.
struct BatchSearch {
    BatchFilter filter;
    std::optional<BatchId> before;  // batches with a lower id
    std::size_t limit = 100;
    std::size_t looks_max = limits::search_looks_max;
};

struct FoundBatches {
    std::vector<Batch> batches;
    std::optional<BatchId> next;  // the search goes on before this one; nullopt: everything was looked at
};

// The figures of whole steps: from <= start < to. Those of deleted accounts are not found.
struct StatisticsQuery {
    StatisticsStep step{};
    Timestamp from;
    Timestamp to;
    std::optional<AccountId> account_id;
    std::size_t rows_max = limits::statistics_rows_max;
};

struct FoundStatistics {
    Statistics figures;
    Timestamp since;      // from when on they are complete
    bool is_cut = false;  // there are more than rows_max
};

// One read transaction: everything that it returns is the state as of head(). Used by one thread. Close it soon (<= 100
// ms): an open one keeps the WAL from being reset. Every method fails with `unavailable` when the store does.
class Snapshot {
public:
    virtual ~Snapshot() = default;

    [[nodiscard]] virtual Seq head() const = 0;   // of the last committed event; 0 if there is none
    [[nodiscard]] virtual Seq floor() const = 0;  // of the oldest retained event; head + 1 if there is none

    // Not found: nullopt. Deleted accounts are not found.
    [[nodiscard]] virtual Result<std::optional<Account>> find_account(AccountId id) = 0;
    [[nodiscard]] virtual Result<std::vector<Account>> accounts() = 0;  // newest first
    [[nodiscard]] virtual Result<std::optional<Batch>> find_batch(BatchId id) = 0;
    [[nodiscard]] virtual Result<std::vector<Batch>> batches(const BatchQuery& query) = 0;
    // Ends a page early, too, when half of the snapshot's time is over.
    [[nodiscard]] virtual Result<FoundBatches> search_batches(const BatchSearch& search) = 0;
    [[nodiscard]] virtual Result<std::vector<Bet>> bets_of(BatchId id) = 0;  // by external id, then id
    // Of each batch, in the order that was asked for. At most so many batches as a page of a list has.
    [[nodiscard]] virtual Result<std::vector<std::vector<Bet>>> bets_of_each(const std::vector<BatchId>& ids) = 0;
    [[nodiscard]] virtual Result<std::optional<Bet>> find_bet(BetKey key) = 0;
    [[nodiscard]] virtual Result<std::optional<Preferences>> find_preferences(const std::string& owner) = 0;
    // Ends a page early, too, when half of the snapshot's time is over.
    [[nodiscard]] virtual Result<FoundEvents> events(const EventQuery& query) = 0;
    [[nodiscard]] virtual Result<FoundStatistics> statistics(const StatisticsQuery& query) = 0;
    // The pending bets of open batches, by account.
    [[nodiscard]] virtual Result<std::map<AccountId, Figure>> exposure() = 0;
};

class Reader {
public:
    virtual ~Reader() = default;
    // At most one open at a time.
    [[nodiscard]] virtual Result<std::unique_ptr<Snapshot>> snapshot() = 0;
};

// A copy of everything as of when it was begun, made by a thread of its own while the store goes on. It has no name on
// the disk: it is gone with this object, or with the process.
class BackupCopy {
public:
    virtual ~BackupCopy() = default;

    // The writer's thread, until it says true: it is complete, and holds up nothing any more. An error ends it; so does
    // the end of this object, on that thread.
    [[nodiscard]] virtual Result<bool> settle() = 0;
    [[nodiscard]] virtual std::uint64_t bytes_done() const = 0;
    [[nodiscard]] virtual std::uint64_t bytes_total() const = 0;
    // From any thread, once it is complete: at most `count` bytes from there; fewer only at the end.
    [[nodiscard]] virtual Result<std::string> read(std::uint64_t offset, std::size_t count) const = 0;
};

// Who is told what a store does by itself. Never two calls at once, and quick.
struct StoreFollower {
    // These events are durable, and the first is the one after head() so far. Those of commit() before it returns;
    // those of other processes as soon as they are known.
    std::function<void(std::span<const StoredEvent>)> committed;
    // What another process said with tell_others().
    std::function<void(std::string_view)> heard;
    // This is not the history any more that was opened: whatever was built on it must be built anew. Called once; the
    // store refuses every write from then on.
    std::function<void()> lost;
};

// Figures for /metrics and /readyz; read from any thread.
struct StoreStats {
    std::uint64_t commits = 0;
    std::uint64_t commit_failures = 0;
    std::uint64_t checkpoints = 0;
    std::uint64_t wal_bytes = 0;
    std::uint64_t database_bytes = 0;
    std::optional<std::uint64_t> free_bytes;  // left for the database, where that can be seen from here
    bool poisoned = false;
    std::string weak_durability;  // how an answered change may still get lost; empty: not at all
};

// What a store counts while it works; read from any thread.
struct StoreMetrics {
    Histogram flush_time;  // microseconds that a commit waited for the disk, or for the database
    // Commits of which nobody knew for a moment whether they had been applied, by what was found out.
    Counter doubts_applied;
    Counter doubts_not_applied;
    Counter doubts_unknown;
};

class Store {
public:
    virtual ~Store() = default;

    // Constant after open.
    [[nodiscard]] virtual const std::string& epoch() const = 0;
    // Other processes write to it, too: others may know a later head() for a moment. Constant after open.
    [[nodiscard]] virtual bool is_shared() const = 0;
    // begin_backup() is there; elsewhere the engine has its own way. Constant after open.
    [[nodiscard]] virtual bool makes_backups() const = 0;
    // One sentence for the banner: where the data is and what durable means here.
    [[nodiscard]] virtual std::string describe() const = 0;

    // Once, before the first commit. Events from head() on are told.
    virtual void follow(StoreFollower follower) = 0;
    // Nobody is told anything any more when it returns. Before what the follower reaches goes away.
    virtual void unfollow() = 0;

    // The writer's thread only, from here ----
    // Begins a group; one that could be loaded ends with commit() or release(). `collided`: another process was faster.
    [[nodiscard]] virtual Result<Loaded> load(const Keys& keys) = 0;

    // Everything or nothing, durable when it returns: the events got the next numbers without gaps, survive a power
    // cut, and the follower was told. `storage_full`: nothing was applied, later writes may succeed. `unavailable`:
    // nothing was applied. `collided`: nothing was applied; decided again on what is true now, it may succeed.
    // `outcome_unknown`: applied or not. When stats() then says `poisoned`, the store refuses every later write until a
    // restart verified it.
    [[nodiscard]] virtual Result<> commit(WriteSet& changes) = 0;
    // The group changes nothing.
    virtual void release() = 0;

    // Ids that were never given out before, `count` in a row. Ids of a group that was not committed are not used again.
    [[nodiscard]] virtual Result<AccountId> next_account_id() = 0;
    [[nodiscard]] virtual Result<BatchId> next_batch_id() = 0;
    [[nodiscard]] virtual Result<BetId> next_bet_ids(std::size_t count) = 0;

    // Housekeeping in an idle gap: checkpoint, retention of events and idempotency records, in steps of a few
    // milliseconds. Returns true when there is more to do. `now` decides what is old.
    [[nodiscard]] virtual bool tidy(Timestamp now) = 0;
    // `storage_full`: there is no room for a copy. `unavailable`: it cannot be begun now. `ended` is called once, from
    // any thread: settle() has something to say.
    [[nodiscard]] virtual Result<std::unique_ptr<BackupCopy>> begin_backup(std::function<void()> ended) = 0;
    // The highest seq that subscribers may have seen: a hint kept beside the database, so that a rewound file is
    // noticed.
    virtual void note_published(Seq head) = 0;
    // ---- to here.

    // From any thread.
    [[nodiscard]] virtual Result<std::unique_ptr<Reader>> open_reader() = 0;
    [[nodiscard]] virtual Seq head() const = 0;  // last committed
    [[nodiscard]] virtual Seq floor() const = 0;
    [[nodiscard]] virtual StoreStats stats() const = 0;
    [[nodiscard]] virtual const StoreMetrics& metrics() const = 0;
    // What is committed is known here, but for a moment: false when the database is away, or holds another history now.
    [[nodiscard]] virtual bool is_current() const = 0;
    // Other processes on the same data hear it soon, those that listen right now. It is never stored, and nothing may
    // rest on it. At most limits::talk_bytes_max, else it is dropped.
    virtual void tell_others(std::string message) = 0;
};

}  // namespace bs
