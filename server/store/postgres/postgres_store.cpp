#include "store/postgres/postgres_store.h"

#include "base/log.h"
#include "store/postgres/connection.h"
#include "store/postgres/error.h"
#include "store/postgres/identity.h"
#include "store/postgres/migrations.h"
#include "store/postgres/retention.h"
#include "store/postgres/snapshot.h"
#include "store/postgres/tail.h"
#include "store/postgres/writer_session.h"

#include <fmt/format.h>

#include <atomic>
#include <utility>

namespace bs {
namespace {

using namespace postgres;

class PostgresStore final : public Store {
public:
    PostgresStore(PostgresOptions options, Identity identity, std::string place)
        : options_(std::move(options)),
          identity_(std::move(identity)),
          place_(std::move(place)),
          tail_(options_, identity_),
          writer_(options_, tail_, metrics_),
          retention_(options_.retention) {}

    [[nodiscard]] const std::string& epoch() const override { return identity_.epoch; }
    [[nodiscard]] bool is_shared() const override { return true; }
    [[nodiscard]] bool makes_backups() const override { return false; }
    [[nodiscard]] std::string describe() const override {
        const std::string durability =
            identity_.weak_durability.empty()
                ? "every change is on its disk before it is answered"
                : "ANSWERED CHANGES MAY GET LOST: " + identity_.weak_durability + " (--allow-weak-durability)";
        return fmt::format("PostgreSQL {} at {}; {}", identity_.version, place_, durability);
    }

    void follow(StoreFollower follower) override { tail_.follow(std::move(follower)); }
    void unfollow() override { tail_.unfollow(); }
    [[nodiscard]] Result<Loaded> load(const Keys& keys) override {
        BS_CHECK(check_usable());
        return writer_.load(keys);
    }
    [[nodiscard]] Result<> commit(WriteSet& changes) override {
        BS_CHECK(check_usable());
        auto done = writer_.commit(changes);
        (done ? commits_ : commit_failures_).fetch_add(1, std::memory_order_relaxed);
        return done;
    }
    void release() override { writer_.release(); }
    [[nodiscard]] Result<AccountId> next_account_id() override { return writer_.next_account_id(); }
    [[nodiscard]] Result<BatchId> next_batch_id() override { return writer_.next_batch_id(); }
    [[nodiscard]] Result<BetId> next_bet_ids(std::size_t count) override { return writer_.next_bet_ids(count); }
    [[nodiscard]] bool tidy(Timestamp now) override;
    // The database itself knows the last event, and every node looks at it.
    [[nodiscard]] Result<std::unique_ptr<BackupCopy>> begin_backup(std::function<void()> /*ended*/) override {
        return fail(ErrorCode::not_supported, "this store makes no backups");
    }
    void note_published(Seq /*head*/) override {}

    [[nodiscard]] Result<std::unique_ptr<Reader>> open_reader() override {
        return make_reader(options_.url, options_.snapshot_limit);
    }
    [[nodiscard]] Seq head() const override { return tail_.head(); }
    [[nodiscard]] Seq floor() const override { return tail_.floor(); }
    [[nodiscard]] StoreStats stats() const override;
    [[nodiscard]] const StoreMetrics& metrics() const override { return metrics_; }
    [[nodiscard]] bool is_current() const override { return tail_.is_current() && !tail_.is_lost(); }
    void tell_others(std::string message) override { tail_.tell_others(std::move(message)); }

private:
    [[nodiscard]] Result<> check_usable() const {
        if (!tail_.is_lost() && !tail_.is_broken()) return {};
        return fail(ErrorCode::unavailable, "the database is not the one that this server was started on");
    }

    const PostgresOptions options_;
    const Identity identity_;
    const std::string place_;
    StoreMetrics metrics_;
    Tail tail_;
    WriterSession writer_;
    Retention retention_;
    std::atomic<std::uint64_t> commits_ = 0;
    std::atomic<std::uint64_t> commit_failures_ = 0;
};

bool PostgresStore::tidy(Timestamp now) {
    if (!check_usable() || !retention_.is_due(now, floor(), head())) return false;
    Connection* connection = writer_.idle_connection();
    if (connection == nullptr) return false;
    const auto step = retention_.step(*connection, now, head(), options_.exchange_limit);
    if (!step) {
        if (!connection->is_lost())
            static_cast<void>(connection->run_once(options_.exchange_limit, "ROLLBACK").has_value());
        log_warning("old events and answers could not be removed; trying again later",
                    {{"reason", step.error().message}});
        return false;
    }
    tail_.raise_floor(step->floor);
    return step->has_more;
}

StoreStats PostgresStore::stats() const {
    StoreStats stats;
    stats.commits = commits_.load(std::memory_order_relaxed);
    stats.commit_failures = commit_failures_.load(std::memory_order_relaxed);
    stats.poisoned = tail_.is_broken();
    stats.weak_durability = identity_.weak_durability;
    return stats;
}

}  // namespace

Result<std::unique_ptr<Store>> open_postgres_store(PostgresOptions options, const Clock& clock) {
    auto connection = Connection::open(options.url);
    if (!connection) {
        return fail(ErrorCode::unavailable, "cannot reach the database: " + connection.error().message);
    }
    BS_CHECK(migrate(*connection, clock.now()));
    BS_TRY(Identity identity, to_result(read_identity(*connection, options.exchange_limit)));
    if (!identity.weak_durability.empty() && !options.allow_weak_durability) {
        return fail(ErrorCode::unavailable,
                    "this database may lose changes that were answered: " + identity.weak_durability +
                        ". Switch it on, or accept the loss with --allow-weak-durability");
    }
    std::string place = connection->place();
    return std::make_unique<PostgresStore>(std::move(options), std::move(identity), std::move(place));
}

Result<SchemaState> postgres_schema(const std::string& url) {
    BS_TRY(Connection connection, to_result(Connection::open(url)));
    BS_TRY(const std::size_t found, schema_of(connection));
    return SchemaState{found, newest_schema()};
}

Result<std::string> postgres_weak_durability(const std::string& url) {
    BS_TRY(Connection connection, to_result(Connection::open(url)));
    BS_TRY(Identity identity, to_result(read_identity(connection, PostgresOptions{}.exchange_limit)));
    return std::move(identity.weak_durability);
}

}  // namespace bs
