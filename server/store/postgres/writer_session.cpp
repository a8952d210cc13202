#include "store/postgres/writer_session.h"

#include "base/log.h"
#include "store/postgres/error.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace bs::postgres {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr auto reconnect_pause = 100ms;
// A node takes so many ids of bets at a time; the rest of them is never used.
constexpr std::size_t bet_ids_block = 20'000;

constexpr Sql new_node{
    "INSERT INTO betstream.nodes (started_at) VALUES ((extract(epoch FROM now()) * 1000000)::bigint) RETURNING id"};
constexpr Sql take_bet_ids{"UPDATE betstream.bet_ids SET next = next + $1::bigint RETURNING next - $1::bigint"};
constexpr Sql one_account_id{"SELECT nextval('betstream.account_ids')"};
constexpr Sql one_batch_id{"SELECT nextval('betstream.batch_ids')"};
constexpr Sql rollback{"ROLLBACK"};
// Waits for the transaction that holds our row, if the server still works on it: it was locked before anything was
// written, and stays locked until the commit is over.
constexpr Sql find_last_group{
    "SELECT last_group, coalesce(last_seq, 0) FROM betstream.nodes WHERE id = $1::bigint FOR UPDATE"};
constexpr Sql find_numbers{
    "SELECT seq, account_seq FROM betstream.events WHERE seq > $1::bigint AND seq <= $2::bigint ORDER BY seq"};

}  // namespace

Result<Loaded> WriterSession::load(const Keys& keys) {
    account_ids_.clear();
    batch_ids_.clear();
    BS_CHECK(connect());
    auto loaded = again_if_lost([&] { return try_to_load(keys); });
    if (!loaded) roll_back();
    return to_result(std::move(loaded));
}

// A connection may have been dead for long. While nothing was written the same is done on a new one.
template <class Work>
auto WriterSession::again_if_lost(Work work) -> decltype(work()) {
    auto done = work();
    if (!done && done.error().is_lost() && !is_open_ && connect()) done = work();
    return done;
}

Outcome<Loaded> WriterSession::try_to_load(const Keys& keys) {
    if (keys.new_bets > 0) BS_CHECK(reserve_bet_ids(keys.new_bets));
    const Loader loader(*connection_, keys, node_);
    const auto answers = connection_->exchange(options_.exchange_limit);
    if (!answers) return std::unexpected(answers.error());
    is_open_ = true;
    for (const AccountId id : loader.account_ids(*answers)) account_ids_.push_back(id);
    for (const BatchId id : loader.batch_ids(*answers)) batch_ids_.push_back(id);
    Loaded loaded = loader.loaded(*answers);
    loaded_head_ = loaded.head;
    return loaded;
}

Result<> WriterSession::commit(WriteSet& changes) {
    if (!is_open_) BS_CHECK(load({}));
    is_open_ = false;
    const std::int64_t group = ++last_group_;
    const GroupWrites writes(*connection_, changes, loaded_head_, node_, group, statistics_);
    const auto start = SteadyClock::now();
    const auto answers = connection_->exchange(options_.exchange_limit);
    metrics_.flush_time.observe(SteadyClock::now() - start);
    if (!answers && !answers.error().is_lost()) {
        roll_back();
        statistics_.dropped();
        return std::unexpected(to_error(answers.error()));
    }
    if (answers) {
        const Rows none(nullptr);
        GroupWrites::number(changes, changes.events.empty() ? none : (*answers)[writes.numbers_at()], loaded_head_);
        statistics_.kept();
        publish(changes);
        return {};
    }
    log_warning("the answer to a commit was lost", {{"reason", answers.error().message}});
    switch (find_out(changes, group)) {
        case Fate::applied:
            metrics_.doubts_applied.add();
            statistics_.kept();
            connection_.reset();  // it was opened for one question
            if (connect()) publish(changes);
            return {};
        case Fate::not_applied:
            metrics_.doubts_not_applied.add();
            statistics_.dropped();
            return fail(ErrorCode::collided,
                        "the database went away before the change was written; nothing was applied");
        case Fate::unknown:
            break;
    }
    metrics_.doubts_unknown.add();
    // Our row may say more about that group one day; the next ones count on a new one.
    node_ = 0;
    statistics_.forget();
    return fail(ErrorCode::outcome_unknown,
                "the database went away while the change was being written: it may or may not have been applied");
}

void WriterSession::publish(const WriteSet& changes) {
    if (!changes.events.empty()) tail_.publish_own(*connection_, changes.events);
}

void WriterSession::release() {
    if (std::exchange(is_open_, false)) roll_back();
}

void WriterSession::roll_back() {
    is_open_ = false;
    if (connection_ && !connection_->is_lost())
        static_cast<void>(connection_->run(options_.exchange_limit, rollback).has_value());
}

Result<AccountId> WriterSession::next_account_id() {
    if (account_ids_.empty()) {
        BS_TRY(const std::int64_t id, draw(one_account_id));
        return AccountId{id};
    }
    const AccountId id = account_ids_.front();
    account_ids_.pop_front();
    return id;
}

Result<BatchId> WriterSession::next_batch_id() {
    if (batch_ids_.empty()) {
        BS_TRY(const std::int64_t id, draw(one_batch_id));
        return BatchId{id};
    }
    const BatchId id = batch_ids_.front();
    batch_ids_.pop_front();
    return id;
}

Result<BetId> WriterSession::next_bet_ids(std::size_t count) {
    if (!is_open_) BS_CHECK(connect());
    BS_CHECK(to_result(again_if_lost([&] { return reserve_bet_ids(count); })));
    return BetId{std::exchange(next_bet_id_, next_bet_id_ + static_cast<std::int64_t>(count))};
}

// For whoever did not say before that it would need one. A failure within a group fails the group's commit, too.
Result<std::int64_t> WriterSession::draw(const Sql& one) {
    if (!is_open_) BS_CHECK(connect());
    BS_TRY(const Rows rows, to_result(again_if_lost([&] { return connection_->run(options_.exchange_limit, one); })));
    return rows.find_integer().value_or(0);
}

// Before a group begins, in a transaction of its own: the row is not held until the group's commit.
Outcome<> WriterSession::reserve_bet_ids(std::size_t count) {
    if (bet_ids_end_ - next_bet_id_ >= static_cast<std::int64_t>(count)) return {};
    const std::size_t block = std::max(count, bet_ids_block);
    const auto first = connection_->run(options_.exchange_limit, take_bet_ids, Values::of(block));
    if (!first) return std::unexpected(first.error());
    next_bet_id_ = first->find_integer().value_or(0);
    bet_ids_end_ = next_bet_id_ + static_cast<std::int64_t>(block);
    return {};
}

Connection* WriterSession::idle_connection() {
    if (is_open_) release();
    return try_to_connect() ? &*connection_ : nullptr;
}

Result<> WriterSession::connect() {
    if (connection_ && !connection_->is_lost() && node_ != 0) return {};
    // Of a database that is away for longer only the first commands wait; the others are told at once.
    if (!away_since_) away_since_ = SteadyClock::now();
    const auto deadline = *away_since_ + options_.patience;
    while (true) {
        const auto connected = try_to_connect();
        if (connected) {
            away_since_.reset();
            return {};
        }
        if (tail_.is_lost() || tail_.is_broken() || SteadyClock::now() >= deadline || !connected.error().is_lost())
            return std::unexpected(to_error(connected.error()));
        std::this_thread::sleep_for(reconnect_pause);
    }
}

Outcome<> WriterSession::try_to_connect() {
    if (!connection_ || connection_->is_lost()) {
        BS_TRY(connection_, Connection::open(options_.url));
        const std::string settings = "SELECT set_config('lock_timeout', '" +
                                     std::to_string(options_.lock_limit.count()) +
                                     "', false), set_config('idle_in_transaction_session_timeout', '" +
                                     std::to_string(options_.exchange_limit.count()) +
                                     "', false), set_config('plan_cache_mode', 'force_generic_plan', false)";
        BS_TRY([[maybe_unused]] const Rows set, connection_->run_once(options_.exchange_limit, settings));
        tail_.set_own_process(connection_->server_process());
        BS_TRY(const bool is_ours, tail_.is_ours(*connection_));
        if (!is_ours) {
            connection_.reset();
            return std::unexpected(Failure{"", "it holds another history now"});
        }
    }
    return node_ == 0 ? become_a_node() : Outcome<>();
}

Outcome<> WriterSession::become_a_node() {
    const auto id = connection_->run(options_.exchange_limit, new_node);
    if (!id) return std::unexpected(id.error());
    node_ = id->find_integer().value_or(0);
    last_group_ = 0;
    return {};
}

WriterSession::Fate WriterSession::find_out(WriteSet& changes, std::int64_t group) {
    const auto deadline = SteadyClock::now() + options_.patience;
    while (SteadyClock::now() < deadline && !tail_.is_broken()) {
        connection_.reset();
        if (auto connection = Connection::open(options_.url)) connection_ = std::move(*connection);
        const auto fate = connection_ ? ask_for_fate(changes, group) : Outcome<Fate>(Fate::unknown);
        if (fate && *fate != Fate::unknown) return *fate;
        std::this_thread::sleep_for(reconnect_pause);
    }
    return Fate::unknown;
}

Outcome<WriterSession::Fate> WriterSession::ask_for_fate(WriteSet& changes, std::int64_t group) {
    const auto row = connection_->run(options_.exchange_limit, find_last_group, Values::of(node_));
    if (!row) return std::unexpected(row.error());
    // Another history, in which this node never was: what happened in ours cannot be known.
    if (row->size() == 0) return Fate::unknown;
    std::int64_t last_group = 0;
    Seq last;
    row->row(0).read(last_group, last);
    if (last_group < group) return Fate::not_applied;
    const Seq before{last.value - static_cast<std::int64_t>(changes.events.size())};
    const auto numbers = connection_->run(options_.exchange_limit, find_numbers, Values::of(before, last));
    if (!numbers) return std::unexpected(numbers.error());
    // Retention may have been faster, if it keeps next to nothing.
    if (std::cmp_not_equal(numbers->size(), changes.events.size())) return Fate::unknown;
    GroupWrites::number(changes, *numbers, loaded_head_);
    return Fate::applied;
}

}  // namespace bs::postgres
