#include "store/postgres/snapshot.h"

#include "base/check.h"
#include "store/postgres/batch_pages.h"
#include "store/postgres/connection.h"
#include "store/postgres/error.h"
#include "store/postgres/event_pages.h"
#include "store/postgres/rows.h"
#include "store/postgres/statistics_rows.h"
#include "store/row_order.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace bs::postgres {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

// After a failed connection the next one is tried so much later: meanwhile reads fail at once.
constexpr auto reconnect_pause = 500ms;

constexpr Sql begin{"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
constexpr Sql end{"COMMIT"};
constexpr Sql find_bounds{
    "SELECT coalesce((SELECT max(seq) FROM betstream.events), 0),"
    " (SELECT value::bigint FROM betstream.meta WHERE key = 'floor')"};
constexpr Sql find_account{"SELECT " BS_ACCOUNT_COLUMNS
                           " FROM betstream.accounts AS a WHERE a.id = $1::bigint AND a.deleted_at IS NULL"};
constexpr Sql all_accounts{"SELECT " BS_ACCOUNT_COLUMNS
                           " FROM betstream.accounts AS a WHERE a.deleted_at IS NULL ORDER BY a.id DESC"};
constexpr Sql find_batch{"SELECT " BS_BATCH_COLUMNS " FROM " BS_LIVING_BATCHES " WHERE b.id = $1::bigint"};
constexpr Sql bets_of_batches{"SELECT " BS_BET_COLUMNS " FROM " BS_LIVING_BETS
                              " WHERE t.batch_id = ANY ($1::bigint[])"};
constexpr Sql find_bet{"SELECT " BS_BET_COLUMNS " FROM " BS_LIVING_BETS
                       " WHERE t.batch_id = $1::bigint AND t.id = $2::bigint"};
constexpr Sql find_preferences{"SELECT owner, version, value FROM betstream.preferences WHERE owner = $1::text"};

class PostgresSnapshot final : public Snapshot {
public:
    PostgresSnapshot(Connection& connection, std::chrono::milliseconds limit, Seq head, Seq floor)
        : connection_(connection),
          end_(SteadyClock::now() + limit),
          half_time_(SteadyClock::now() + limit / 2),
          head_(head),
          floor_(floor) {}
    ~PostgresSnapshot() override { connection_.send_unanswered(end); }

    [[nodiscard]] Seq head() const override { return head_; }
    [[nodiscard]] Seq floor() const override { return floor_; }

    [[nodiscard]] Result<std::optional<Account>> find_account(AccountId id) override {
        return find_one(postgres::find_account, Values::of(id), [](Row& row) { return read_account(row); });
    }
    [[nodiscard]] Result<std::vector<Account>> accounts() override {
        return find_all(all_accounts, {}, [](Row& row) { return read_account(row); });
    }
    [[nodiscard]] Result<std::optional<Batch>> find_batch(BatchId id) override {
        return find_one(postgres::find_batch, Values::of(id), [](Row& row) { return read_batch(row); });
    }
    [[nodiscard]] Result<std::vector<Batch>> batches(const BatchQuery& query) override {
        return to_result(list_batches(connection_, query, time_left()));
    }
    [[nodiscard]] Result<FoundBatches> search_batches(const BatchSearch& search) override {
        return to_result(postgres::search_batches(connection_, search, half_time_, time_left()));
    }
    [[nodiscard]] Result<std::vector<Bet>> bets_of(BatchId id) override {
        BS_TRY(std::vector<std::vector<Bet>> all, bets_of_each({id}));
        return std::move(all.front());
    }
    [[nodiscard]] Result<std::vector<std::vector<Bet>>> bets_of_each(const std::vector<BatchId>& ids) override {
        BS_TRY(const Rows rows, to_result(connection_.run(time_left(), bets_of_batches, Values::of(column_from(ids)))));
        std::unordered_map<BatchId, std::vector<Bet>> by_batch;
        rows.each([&](Row& row) {
            Bet bet = read_bet(row);
            by_batch[bet.batch_id].push_back(std::move(bet));
        });
        std::vector<std::vector<Bet>> all;
        for (const BatchId id : ids) {
            std::vector<Bet>& bets = by_batch[id];
            std::ranges::sort(bets, {}, [](const Bet& bet) { return std::tuple(bet.external_id, bet.id); });
            all.push_back(bets);
        }
        return all;
    }
    [[nodiscard]] Result<std::optional<Bet>> find_bet(BetKey key) override {
        return find_one(postgres::find_bet, Values::of(key.batch_id, key.bet_id),
                        [](Row& row) { return read_bet(row); });
    }
    [[nodiscard]] Result<std::optional<Preferences>> find_preferences(const std::string& owner) override {
        return find_one(postgres::find_preferences, Values::of(owner), [](Row& row) { return read_preferences(row); });
    }
    [[nodiscard]] Result<FoundEvents> events(const EventQuery& query) override {
        return to_result(find_events(connection_, query, head_, time_left()));
    }
    [[nodiscard]] Result<FoundStatistics> statistics(const StatisticsQuery& query) override {
        return to_result(find_statistics(connection_, query, time_left()));
    }
    [[nodiscard]] Result<std::map<AccountId, Figure>> exposure() override {
        return to_result(find_exposure(connection_, time_left()));
    }

private:
    [[nodiscard]] std::chrono::milliseconds time_left() const {
        return std::max(1ms, std::chrono::ceil<std::chrono::milliseconds>(end_ - SteadyClock::now()));
    }

    template <class Read, class T = std::invoke_result_t<Read, Row&>>
    [[nodiscard]] Result<std::vector<T>> find_all(const Sql& sql, const Values& values, Read read) {
        BS_TRY(const Rows rows, to_result(connection_.run(time_left(), sql, values)));
        std::vector<T> found;
        found.reserve(static_cast<std::size_t>(rows.size()));
        rows.each([&](Row& row) { found.push_back(read(row)); });
        return found;
    }
    template <class Read, class T = std::invoke_result_t<Read, Row&>>
    [[nodiscard]] Result<std::optional<T>> find_one(const Sql& sql, const Values& values, Read read) {
        BS_TRY(std::vector<T> found, find_all(sql, values, read));
        return found.empty() ? std::optional<T>() : std::optional<T>(std::move(found.front()));
    }

    Connection& connection_;
    const SteadyClock::time_point end_;
    const SteadyClock::time_point half_time_;
    const Seq head_;
    const Seq floor_;
};

class PostgresReader final : public Reader {
public:
    PostgresReader(std::string url, std::chrono::milliseconds limit) : url_(std::move(url)), limit_(limit) {}

    [[nodiscard]] Result<std::unique_ptr<Snapshot>> snapshot() override {
        const bool was_open = connection_.has_value() && !connection_->is_lost();
        auto opened = start();
        // A connection that was open may have died long ago without our noticing.
        if (!opened && was_open && connection_->is_lost()) opened = start();
        if (!opened) return std::unexpected(to_error(opened.error()));
        return std::unique_ptr<Snapshot>(std::move(*opened));
    }

private:
    [[nodiscard]] Outcome<std::unique_ptr<PostgresSnapshot>> start() {
        if (!connection_ || connection_->is_lost()) BS_CHECK(connect());
        connection_->send(begin);
        connection_->send(find_bounds);
        const auto answers = connection_->exchange(limit_);
        if (!answers) return std::unexpected(answers.error());
        Seq head;
        Seq floor;
        (*answers)[1].row(0).read(head, floor);
        // Retention may have taken every event; the floor remembers how far they went.
        return std::make_unique<PostgresSnapshot>(*connection_, limit_, std::max(head, Seq{floor.value - 1}), floor);
    }

    [[nodiscard]] Outcome<> connect() {
        if (SteadyClock::now() < next_try_) return std::unexpected(Failure{"", why_not_});
        auto connection = Connection::open(url_);
        if (!connection) {
            next_try_ = SteadyClock::now() + reconnect_pause;
            why_not_ = connection.error().message;
            return std::unexpected(connection.error());
        }
        connection_ = std::move(*connection);
        const auto limited = connection_->run_once(limit_, "SET statement_timeout = " + std::to_string(limit_.count()));
        if (!limited) return std::unexpected(limited.error());
        return {};
    }

    const std::string url_;
    const std::chrono::milliseconds limit_;
    std::optional<Connection> connection_;
    SteadyClock::time_point next_try_;
    std::string why_not_;
};

}  // namespace

std::unique_ptr<Reader> make_reader(std::string url, std::chrono::milliseconds snapshot_limit) {
    auto reader = std::make_unique<PostgresReader>(std::move(url), snapshot_limit);
    // The first one who asks should not wait for the connection. Without a database the first snapshot will say so.
    static_cast<void>(reader->snapshot().has_value());
    return reader;
}

}  // namespace bs::postgres
