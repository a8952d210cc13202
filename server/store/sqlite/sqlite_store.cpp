#include "store/sqlite/sqlite_store.h"

#include "base/log.h"
#include "base/random.h"
#include "store/sqlite/backup_copy.h"
#include "store/sqlite/backup_seal.h"
#include "store/sqlite/checkpoint.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/error.h"
#include "store/sqlite/files.h"
#include "store/sqlite/group_writes.h"
#include "store/sqlite/loader.h"
#include "store/sqlite/migrations.h"
#include "store/sqlite/rehome.h"
#include "store/sqlite/retention.h"
#include "store/sqlite/snapshot.h"
#include "store/sqlite/space.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>

namespace bs {
namespace {

using namespace std::chrono_literals;
using namespace sqlite;

constexpr int sqlite_version_min = 3'040'000;
// After so long without a write, whatever the log holds may go to the database.
constexpr auto quiet_after = 1s;
// A log shorter than this is not worth emptying for its room.
constexpr std::uint64_t log_worth_giving_back = 1024 * 1024;

class SqliteStore final : public Store {
public:
    SqliteStore(SqliteOptions options, Paths paths, DatabaseLock lock)
        : options_(std::move(options)), paths_(std::move(paths)), lock_(std::move(lock)) {}

    [[nodiscard]] Result<> open(const Clock& clock);
    [[nodiscard]] const std::string& path() const { return paths_.database; }

    [[nodiscard]] const std::string& epoch() const override { return epoch_; }
    [[nodiscard]] bool is_shared() const override { return false; }
    [[nodiscard]] bool makes_backups() const override { return true; }
    [[nodiscard]] std::string describe() const override;

    void follow(StoreFollower follower) override { follower_ = std::move(follower); }
    void unfollow() override { follower_ = {}; }
    [[nodiscard]] Result<Loaded> load(const Keys& keys) override;
    [[nodiscard]] Result<> commit(WriteSet& changes) override;
    void release() override {}
    [[nodiscard]] Result<AccountId> next_account_id() override { return AccountId{next_account_id_++}; }
    [[nodiscard]] Result<BatchId> next_batch_id() override { return BatchId{next_batch_id_++}; }
    [[nodiscard]] Result<BetId> next_bet_ids(std::size_t count) override;
    [[nodiscard]] bool tidy(Timestamp now) override;
    [[nodiscard]] Result<std::unique_ptr<BackupCopy>> begin_backup(std::function<void()> ended) override;
    void note_published(Seq head) override;

    [[nodiscard]] Result<std::unique_ptr<Reader>> open_reader() override;
    [[nodiscard]] Seq head() const override { return Seq{head_.load(std::memory_order_acquire)}; }
    [[nodiscard]] Seq floor() const override { return Seq{floor_.load(std::memory_order_acquire)}; }
    [[nodiscard]] StoreStats stats() const override;
    [[nodiscard]] const StoreMetrics& metrics() const override { return metrics_; }
    [[nodiscard]] bool is_current() const override { return true; }
    void tell_others(std::string /*message*/) override {}  // there are none

private:
    enum class Phase : std::uint8_t { working, committing };

    [[nodiscard]] Result<> open_connection();
    [[nodiscard]] Outcome<> prepare();
    [[nodiscard]] Outcome<> load_counters();
    [[nodiscard]] Result<> settle_epoch();

    template <class Work>
    [[nodiscard]] Result<> transact(Work work);
    [[nodiscard]] Error give_up(const Failure& failure, Phase phase);
    [[nodiscard]] Result<> check_usable() const;
    [[nodiscard]] Result<> make_room(const WriteSet& changes);
    // False when the store got poisoned.
    [[nodiscard]] bool survive(const Outcome<>& checkpoint);
    void poison(const std::string& reason);

    const SqliteOptions options_;
    const Paths paths_;
    const DatabaseLock lock_;  // outlives everything that touches the files

    // The writer's, from here.
    Connection connection_;
    std::optional<Checkpointer> checkpointer_;
    std::optional<Space> space_;
    std::optional<HeadFile> head_file_;
    Loader loader_;
    GroupWrites writes_;
    Retention retention_;
    Statement begin_;
    Statement commit_;
    Statement rollback_;
    std::int64_t next_account_id_ = 1;
    std::int64_t next_batch_id_ = 1;
    std::int64_t next_bet_id_ = 1;
    Seq published_;
    StoreFollower follower_;
    std::chrono::steady_clock::time_point last_write_;

    std::string epoch_;  // constant after open
    std::atomic<std::int64_t> head_ = 0;
    std::atomic<std::int64_t> floor_ = 1;
    std::atomic<std::uint64_t> commits_ = 0;
    std::atomic<std::uint64_t> commit_failures_ = 0;
    std::atomic<bool> is_poisoned_ = false;
    StoreMetrics metrics_;
};

// Roughly what a commit adds to the disk.
std::uint64_t estimated_bytes(const WriteSet& changes) {
    constexpr std::size_t row_bytes = 256;
    std::size_t bytes =
        row_bytes * (changes.new_accounts.size() + changes.changed_accounts.size() + changes.new_batches.size() +
                     changes.changed_batches.size() + changes.new_bets.size() + changes.changed_bets.size());
    for (const StoredEvent& event : changes.events) bytes += row_bytes + event.payload.size();
    for (const IdempotencyRecord& record : changes.idempotency) bytes += row_bytes + record.body.size();
    for (const Batch* batch : changes.changed_metas) bytes += batch->meta.size();
    return bytes;
}

Result<> SqliteStore::open(const Clock& clock) {
    BS_CHECK(open_connection());
    if (auto migrated = migrate(connection_, paths_.database, clock.now()); !migrated) {
        if (migrated.error().code == ErrorCode::outcome_unknown) poison(migrated.error().detail);
        return migrated;
    }
    // SQLite flushes the entry of the log, not that of a new database.
    BS_CHECK(sync_directory(paths_));
    checkpointer_.emplace(connection_, options_.checkpoints, options_.snapshot_limit);
    space_.emplace(paths_, options_.free_bytes_min);
    const auto started = checkpointer_->start();
    if (!survive(started)) return to_result(started);
    BS_TRY(head_file_, HeadFile::open(paths_));
    BS_CHECK(to_result(prepare()));
    BS_CHECK(to_result(load_counters()));
    return settle_epoch();
}

Result<> SqliteStore::open_connection() {
    BS_TRY(connection_, to_result(Connection::open(paths_.database, Access::read_write)));
    BS_TRY(const std::string mode, to_result(connection_.ask("PRAGMA journal_mode=WAL")));
    if (mode != "wal") {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} is on a file system that SQLite's write-ahead log does not work "
                                "on; choose a local disk",
                                paths_.database));
    }
    // No spill: nothing reaches the log before COMMIT, so that a failure earlier on is certain to have changed nothing.
    return to_result(
        connection_.execute(fmt::format("PRAGMA wal_autocheckpoint=0; PRAGMA cache_spill=OFF; PRAGMA cache_size=-{}; "
                                        "PRAGMA journal_size_limit={}; PRAGMA secure_delete=OFF",
                                        options_.cache_bytes / 1024, options_.checkpoints.wal_bytes_max)));
}

Outcome<> SqliteStore::prepare() {
    BS_TRY(begin_, connection_.prepare("BEGIN IMMEDIATE"));
    BS_TRY(commit_, connection_.prepare("COMMIT"));
    BS_TRY(rollback_, connection_.prepare("ROLLBACK"));
    BS_TRY(loader_, Loader::open(connection_));
    BS_TRY(writes_, GroupWrites::open(connection_));
    BS_TRY(retention_, Retention::open(connection_, options_.retention));
    return {};
}

Outcome<> SqliteStore::load_counters() {
    BS_TRY(const std::int64_t floor, connection_.ask_integer("SELECT value FROM meta WHERE key = 'floor'"));
    BS_TRY(const std::int64_t last, connection_.ask_integer("SELECT max(seq) FROM events"));
    floor_ = floor;
    head_ = std::max(last, floor - 1);
    BS_TRY(const std::int64_t account, connection_.ask_integer("SELECT max(id) FROM accounts"));
    BS_TRY(const std::int64_t batch, connection_.ask_integer("SELECT max(id) FROM batches"));
    BS_TRY(next_bet_id_, connection_.ask_integer("SELECT coalesce((SELECT first_bet_id + bet_count FROM batches"
                                                 " INDEXED BY batches_by_bets WHERE first_bet_id IS NOT NULL"
                                                 " ORDER BY first_bet_id DESC LIMIT 1), 1)"));
    next_account_id_ = account + 1;
    next_batch_id_ = batch + 1;
    return {};
}

// Subscribers hold cursors into this history. When the file knows less than they have seen, it was restored or rewound,
// and their cursors must not match what comes next.
Result<> SqliteStore::settle_epoch() {
    BS_TRY(epoch_, to_result(connection_.ask("SELECT value FROM meta WHERE key = 'epoch'")));
    const auto seen = head_file_->load();
    if (seen && (seen->epoch != epoch_ || seen->head > head())) {
        SystemRandom random;
        const std::string fresh = random.base36_word(6);
        log_warning(
            "the database is older than what subscribers have seen: a new epoch begins",
            {{"database", paths_.database}, {"head", head().value}, {"seen", seen->head.value}, {"epoch", fresh}});
        BS_TRY(Statement update, to_result(connection_.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'")));
        BS_CHECK(transact([&] { return update.bind(fresh).run(); }));
        epoch_ = fresh;
    }
    published_ = head();
    head_file_->write({epoch_, published_});
    return {};
}

std::string SqliteStore::describe() const {
    return fmt::format("SQLite {} in {}: what was answered is on the disk (WAL, synchronous=FULL)",
                       sqlite3_libversion(), paths_.database);
}

Result<Loaded> SqliteStore::load(const Keys& keys) {
    auto loaded = loader_.load(keys);
    if (loaded) loaded->head = head();
    if (loaded) return *std::move(loaded);
    return fail(give_up(loaded.error(), Phase::working));
}

Result<> SqliteStore::commit(WriteSet& changes) {
    BS_CHECK(check_usable());
    BS_CHECK(make_room(changes));
    if (!survive(checkpointer_->before_commit())) return check_usable();
    Seq new_head;
    BS_CHECK(transact([&]() -> Outcome<> {
        BS_TRY(new_head, writes_.write(changes, head()));
        return {};
    }));
    head_.store(new_head.value, std::memory_order_release);
    commits_.fetch_add(1, std::memory_order_relaxed);
    last_write_ = std::chrono::steady_clock::now();
    if (follower_.committed && !changes.events.empty()) follower_.committed(changes.events);
    return {};
}

Result<BetId> SqliteStore::next_bet_ids(std::size_t count) {
    const BetId first{next_bet_id_};
    next_bet_id_ += static_cast<std::int64_t>(count);
    return first;
}

bool SqliteStore::tidy(Timestamp now) {
    if (is_poisoned_) return false;
    const bool quiet = std::chrono::steady_clock::now() - last_write_ >= quiet_after;
    if (!survive(checkpointer_->in_idle_gap(quiet))) return false;
    if (!retention_.is_due(now, floor(), head())) return false;

    Retention::Step step{floor(), false};
    const auto done = transact([&]() -> Outcome<> {
        BS_TRY(step, retention_.step(now, floor(), head()));
        return {};
    });
    if (!done) {
        log_warning("old events and answers could not be removed; trying again later",
                    {{"reason", done.error().detail}});
        step = {floor(), false};
    }
    floor_.store(step.floor.value, std::memory_order_release);
    retention_.done(now, step);
    return step.has_more;
}

Result<std::unique_ptr<BackupCopy>> SqliteStore::begin_backup(std::function<void()> ended) {
    BS_CHECK(check_usable());
    BS_CHECK(space_->check_room_for_copy(file_bytes(paths_.database) + file_bytes(paths_.wal)));
    return begin_backup_copy(*checkpointer_, paths_, std::move(ended));
}

void SqliteStore::note_published(Seq head) {
    if (head <= published_) return;
    published_ = head;
    head_file_->write({epoch_, published_});
}

Result<std::unique_ptr<Reader>> SqliteStore::open_reader() {
    return open_sqlite_reader(paths_.database,
                              {options_.snapshot_limit, options_.snapshot_limit_max, &checkpointer_->log_is_wanted()});
}

StoreStats SqliteStore::stats() const {
    StoreStats stats;
    stats.commits = commits_.load(std::memory_order_relaxed);
    stats.commit_failures = commit_failures_.load(std::memory_order_relaxed);
    stats.checkpoints = checkpointer_->checkpoints();
    stats.wal_bytes = file_bytes(paths_.wal);
    stats.database_bytes = file_bytes(paths_.database);
    stats.free_bytes = space_->free_bytes();
    stats.poisoned = is_poisoned_;
    return stats;
}

template <class Work>
Result<> SqliteStore::transact(Work work) {
    if (const auto begun = begin_.bind().run(); !begun) return fail(give_up(begun.error(), Phase::working));
    if (const auto worked = work(); !worked) return fail(give_up(worked.error(), Phase::working));
    // Nothing was written before (see open_connection): this is the write to the log and its flush, and no more.
    const auto start = std::chrono::steady_clock::now();
    const auto committed = commit_.bind().run();
    metrics_.flush_time.observe(std::chrono::steady_clock::now() - start);
    if (!committed) return fail(give_up(committed.error(), Phase::committing));
    return {};
}

Error SqliteStore::give_up(const Failure& failure, Phase phase) {
    commit_failures_.fetch_add(1, std::memory_order_relaxed);
    if (connection_.is_in_transaction()) static_cast<void>(rollback_.bind().run().has_value());
    if (connection_.is_in_transaction()) poison("a transaction could not be rolled back: " + failure.message);

    if (is_full(failure)) {
        space_->release_reserve();
        return to_error(failure);
    }
    const bool is_certain =
        phase == Phase::working || failure.primary() == SQLITE_BUSY || failure.primary() == SQLITE_CONSTRAINT;
    if (!is_certain) {
        metrics_.doubts_unknown.add();
        poison("a commit failed: " + failure.message);
        return {ErrorCode::outcome_unknown,
                "the disk failed while the change was being written: it may or may not have been applied",
                {},
                {}};
    }
    if (is_damage(failure)) poison("the file is damaged: " + failure.message);
    return to_error(failure);
}

Result<> SqliteStore::check_usable() const {
    if (!is_poisoned_) return {};
    return fail(
        ErrorCode::unavailable,
        "a flush to the disk failed earlier: nothing more is written until a restart has verified the database");
}

Result<> SqliteStore::make_room(const WriteSet& changes) {
    const std::uint64_t bytes = estimated_bytes(changes);
    if (space_->check_room(bytes)) return {};
    if (file_bytes(paths_.wal) > log_worth_giving_back && !survive(checkpointer_->give_back())) return check_usable();
    return space_->check_room(bytes);
}

bool SqliteStore::survive(const Outcome<>& checkpoint) {
    if (checkpoint) return true;
    const Failure& failure = checkpoint.error();
    // Without room the log stays as it is, and so does every commit in it.
    if (is_full(failure) || failure.primary() == SQLITE_NOMEM || failure.primary() == SQLITE_BUSY) return true;
    poison("a checkpoint failed: " + failure.message);
    return false;
}

void SqliteStore::poison(const std::string& reason) {
    if (is_poisoned_.exchange(true)) return;
    log_error("the store is poisoned: no more writes until a restart has verified the database", {{"reason", reason}});
    sqlite3_db_config(connection_.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    write_poison_marker(paths_, reason);
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(SqliteOptions options, const Clock& clock) {
    if (sqlite3_libversion_number() < sqlite_version_min) {
        return fail(ErrorCode::unavailable,
                    fmt::format("SQLite {} is too old: 3.40 or newer is needed", sqlite3_libversion()));
    }
    Paths paths(options.path);
    BS_CHECK(check_writable(paths));
    BS_TRY(DatabaseLock lock, DatabaseLock::acquire(paths, clock.now()));
    BS_CHECK(rehome_if_poisoned(paths));
    BS_CHECK(refuse_backup(paths.database));
    BS_CHECK(remove_database(paths.rehoming));  // of a repair or a restore that was interrupted
    auto store = std::make_unique<SqliteStore>(std::move(options), std::move(paths), std::move(lock));
    if (auto opened = store->open(clock); !opened) {
        return fail(opened.error().code, fmt::format("cannot open {}: {}", store->path(), opened.error().detail));
    }
    return store;
}

Result<SchemaState> sqlite_schema(const std::string& path) {
    const Paths paths(path);
    if (!exists(paths.database)) return fail(ErrorCode::unavailable, "there is no file " + paths.database);
    BS_TRY(const DatabaseLock lock, DatabaseLock::acquire(paths, SystemClock().now()));
    BS_TRY(Connection connection, to_result(Connection::open(paths.database, Access::read_only)));
    return schema_of(connection, paths.database);
}

}  // namespace bs
