#include "store/sqlite/snapshot.h"

#include "base/check.h"
#include "store/sqlite/batch_pages.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/error.h"
#include "store/sqlite/event_pages.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/statistics_rows.h"

#include <algorithm>
#include <tuple>

namespace bs::sqlite {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// How many steps of SQLite's machine between two looks at the clock: some ten microseconds.
constexpr int steps_between_looks = 1000;
constexpr std::size_t batch_streams = batch_status_count;

// The statements of one reader, and the deadlines of its current snapshot.
struct ReaderState {
    [[nodiscard]] Outcome<> prepare();
    [[nodiscard]] bool is_late() const {
        const auto age = std::chrono::steady_clock::now() - opened;
        return age >= limits.always ||
               (age >= limits.while_log_is_wanted && limits.log_is_wanted->load(std::memory_order_relaxed));
    }
    // Where a search stops, so that there is time to hand out what it found.
    [[nodiscard]] SteadyTime half_time() const { return opened + limits.while_log_is_wanted / 2; }

    Connection connection;
    SnapshotLimits limits{};
    SteadyTime opened;
    bool is_open = false;

    Statement begin;
    Statement end;
    Statement bounds;
    Statement find_account;
    Statement all_accounts;
    Statement find_batch;
    Statement batches_of;
    Statement is_batch_alive;
    Statement bets_of;
    Statement find_bet;
    Statement find_preferences;
    BatchPages batch_pages;
    EventPages events;
    StatisticsReads statistics;
};

Outcome<> ReaderState::prepare() {
    BS_TRY(begin, connection.prepare("BEGIN"));
    BS_TRY(end, connection.prepare("COMMIT"));
    BS_TRY(bounds, connection.prepare("SELECT coalesce((SELECT max(seq) FROM events), 0),"
                                      " (SELECT value FROM meta WHERE key = 'floor')"));
    BS_TRY(find_account, connection.prepare(find_account_sql));
    BS_TRY(all_accounts, connection.prepare(all_accounts_sql));
    BS_TRY(find_batch, connection.prepare(find_batch_sql));
    BS_TRY(batches_of, connection.prepare("SELECT id FROM batches INDEXED BY batches_by_account"
                                          " WHERE account_id = ? AND status = ? AND id < ? ORDER BY id DESC LIMIT ?"));
    BS_TRY(is_batch_alive, connection.prepare(is_batch_alive_sql));
    BS_TRY(bets_of, connection.prepare(bets_of_sql));
    BS_TRY(find_bet, connection.prepare(find_bet_sql));
    BS_TRY(find_preferences, connection.prepare(find_preferences_sql));
    BS_TRY(batch_pages, BatchPages::open(connection));
    BS_TRY(events, EventPages::open(connection));
    BS_TRY(statistics, StatisticsReads::open(connection));
    return {};
}

class SqliteSnapshot final : public Snapshot {
public:
    explicit SqliteSnapshot(ReaderState& state) : state_(state) { state_.is_open = true; }
    ~SqliteSnapshot() override {
        static_cast<void>(state_.end.bind().run().has_value());
        state_.is_open = false;
    }

    [[nodiscard]] Outcome<> start() {
        return state_.bounds.bind().each([this](Row& row) {
            row.read(head_, floor_);
            // Retention may have taken every event; the floor remembers how far they went.
            head_ = std::max(head_, Seq{floor_.value - 1});
        });
    }

    [[nodiscard]] Seq head() const override { return head_; }
    [[nodiscard]] Seq floor() const override { return floor_; }

    [[nodiscard]] Result<std::optional<Account>> find_account(AccountId id) override {
        std::optional<Account> found;
        BS_CHECK(run(state_.find_account.bind(id), [&](Row& row) { found = read_account(row); }));
        return found;
    }

    [[nodiscard]] Result<std::vector<Account>> accounts() override {
        std::vector<Account> found;
        BS_CHECK(run(state_.all_accounts.bind(), [&](Row& row) { found.push_back(read_account(row)); }));
        return found;
    }

    [[nodiscard]] Result<std::optional<Batch>> find_batch(BatchId id) override {
        std::optional<Batch> found;
        BS_CHECK(run(state_.find_batch.bind(id), [&](Row& row) { found = read_batch(row); }));
        return found;
    }

    [[nodiscard]] Result<std::vector<Batch>> batches(const BatchQuery& query) override;
    [[nodiscard]] Result<FoundBatches> search_batches(const BatchSearch& search) override {
        BS_CHECK(check_deadline());
        return to_result(state_.batch_pages.find(search, state_.half_time()));
    }
    [[nodiscard]] Result<std::vector<Bet>> bets_of(BatchId id) override;
    [[nodiscard]] Result<std::vector<std::vector<Bet>>> bets_of_each(const std::vector<BatchId>& ids) override;
    [[nodiscard]] Result<std::optional<Bet>> find_bet(BetKey key) override;
    [[nodiscard]] Result<std::optional<Preferences>> find_preferences(const std::string& owner) override;
    [[nodiscard]] Result<FoundEvents> events(const EventQuery& query) override;
    [[nodiscard]] Result<FoundStatistics> statistics(const StatisticsQuery& query) override {
        BS_CHECK(check_deadline());
        return to_result(state_.statistics.find(query));
    }
    [[nodiscard]] Result<std::map<AccountId, Figure>> exposure() override {
        BS_CHECK(check_deadline());
        return to_result(state_.statistics.exposure());
    }

private:
    template <class Visit>
    [[nodiscard]] Result<> run(Statement& statement, Visit visit) {
        BS_CHECK(check_deadline());
        return to_result(statement.each(visit));
    }
    [[nodiscard]] Result<> check_deadline() const {
        if (!state_.is_late()) return {};
        return fail(to_error(Failure{SQLITE_INTERRUPT, 0, "interrupted"}));
    }
    [[nodiscard]] Result<bool> is_batch_alive(BatchId id);

    ReaderState& state_;
    Seq head_;
    Seq floor_;
};

Result<std::vector<Batch>> SqliteSnapshot::batches(const BatchQuery& query) {
    const auto is_wanted = [&](BatchStatus status) {
        return query.statuses.empty() || std::ranges::find(query.statuses, status) != query.statuses.end();
    };
    const BatchId before = query.before.value_or(BatchId{std::numeric_limits<std::int64_t>::max()});
    std::vector<BatchId> ids;
    for (std::size_t stream = 0; stream < batch_streams; ++stream) {
        const auto status = static_cast<BatchStatus>(stream);
        if (!is_wanted(status)) continue;
        BS_CHECK(run(state_.batches_of.bind(query.account_id, status, before, query.limit),
                     [&](Row& row) { ids.push_back(BatchId{row.integer(0)}); }));
    }
    std::ranges::sort(ids, std::greater{});
    if (ids.size() > query.limit) ids.resize(query.limit);

    std::vector<Batch> found;
    found.reserve(ids.size());
    for (const BatchId id : ids) {
        BS_TRY(std::optional<Batch> batch, find_batch(id));
        if (!batch) break;  // the account is deleted
        found.push_back(*std::move(batch));
    }
    return found;
}

Result<std::vector<Bet>> SqliteSnapshot::bets_of(BatchId id) {
    std::vector<Bet> found;
    BS_TRY(const bool alive, is_batch_alive(id));
    if (!alive) return found;
    BS_CHECK(run(state_.bets_of.bind(id), [&](Row& row) { found.push_back(read_bet(row)); }));
    const auto order = [](const Bet& bet) { return std::tuple(bet.external_id, bet.id); };
    if (!std::ranges::is_sorted(found, {}, order)) std::ranges::sort(found, {}, order);
    return found;
}

Result<std::vector<std::vector<Bet>>> SqliteSnapshot::bets_of_each(const std::vector<BatchId>& ids) {
    std::vector<std::vector<Bet>> all;
    for (const BatchId id : ids) {
        BS_TRY(std::vector<Bet> bets, bets_of(id));
        all.push_back(std::move(bets));
    }
    return all;
}

Result<std::optional<Bet>> SqliteSnapshot::find_bet(BetKey key) {
    std::optional<Bet> found;
    BS_TRY(const bool alive, is_batch_alive(key.batch_id));
    if (!alive) return found;
    BS_CHECK(run(state_.find_bet.bind(key.batch_id, key.bet_id), [&](Row& row) { found = read_bet(row); }));
    return found;
}

Result<FoundEvents> SqliteSnapshot::events(const EventQuery& query) {
    BS_CHECK(check_deadline());
    return to_result(state_.events.find(query, head_, state_.half_time()));
}

Result<std::optional<Preferences>> SqliteSnapshot::find_preferences(const std::string& owner) {
    std::optional<Preferences> found;
    BS_CHECK(run(state_.find_preferences.bind(owner), [&](Row& row) { found = read_preferences(row); }));
    return found;
}

Result<bool> SqliteSnapshot::is_batch_alive(BatchId id) {
    bool alive = false;
    BS_CHECK(run(state_.is_batch_alive.bind(id), [&](Row&) { alive = true; }));
    return alive;
}

class SqliteReader final : public Reader {
public:
    explicit SqliteReader(std::unique_ptr<ReaderState> state) : state_(std::move(state)) {
        sqlite3_progress_handler(
            state_->connection.handle(), steps_between_looks,
            [](void* reader) { return static_cast<ReaderState*>(reader)->is_late() ? 1 : 0; }, state_.get());
    }

    [[nodiscard]] Result<std::unique_ptr<Snapshot>> snapshot() override {
        BS_ASSERT(!state_->is_open);
        state_->opened = std::chrono::steady_clock::now();
        BS_CHECK(to_result(state_->begin.bind().run()));
        auto snapshot = std::make_unique<SqliteSnapshot>(*state_);
        BS_CHECK(to_result(snapshot->start()));
        return snapshot;
    }

private:
    std::unique_ptr<ReaderState> state_;
};

}  // namespace

Result<std::unique_ptr<Reader>> open_sqlite_reader(const std::string& database, SnapshotLimits limits) {
    auto state = std::make_unique<ReaderState>();
    state->limits = limits;
    BS_TRY(state->connection, to_result(Connection::open(database, Access::read_only)));
    BS_CHECK(to_result(state->connection.execute("PRAGMA query_only=ON")));
    BS_CHECK(to_result(state->prepare()));
    return std::make_unique<SqliteReader>(std::move(state));
}

}  // namespace bs::sqlite
