// What only a store that is shared has to promise: the rest is in store/store_contract_test.cpp.
#include "store/postgres/postgres_store.h"

#include "store/postgres/connection.h"
#include "store/postgres/testing/postgres_database.h"
#include "store/postgres/url.h"
#include "store/testing/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

namespace bs::testing {
namespace {

using namespace std::chrono_literals;

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().detail);
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

std::unique_ptr<Store> open(const PostgresDatabase& database) {
    return must(open_postgres_store({.url = database.url(), .allow_weak_durability = true}, SystemClock()));
}

postgres::Rows run(const PostgresDatabase& database, const std::string& statement) {
    auto connection = postgres::Connection::open(database.url());
    if (!connection) throw std::runtime_error(connection.error().message);
    auto rows = connection->run_once(1min, statement);
    if (!rows) throw std::runtime_error(rows.error().message);
    return std::move(*rows);
}

// What a store told.
class Listener {
public:
    [[nodiscard]] StoreFollower follower() {
        return {.committed =
                    [this](auto events) {
                        const std::lock_guard lock(mutex_);
                        for (const StoredEvent& event : events) seqs_.push_back(event.seq.value);
                        changed_.notify_all();
                    },
                .heard =
                    [this](std::string_view message) {
                        const std::lock_guard lock(mutex_);
                        heard_.emplace_back(message);
                        changed_.notify_all();
                    },
                .lost =
                    [this] {
                        const std::lock_guard lock(mutex_);
                        is_lost_ = true;
                        changed_.notify_all();
                    }};
    }
    [[nodiscard]] std::vector<std::int64_t> wait_for(std::size_t events) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 20s, [&] { return seqs_.size() >= events; });
        return seqs_;
    }
    [[nodiscard]] std::vector<std::string> wait_for_talk(std::size_t messages) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 20s, [&] { return heard_.size() >= messages; });
        return heard_;
    }
    [[nodiscard]] bool wait_for_loss() {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 20s, [&] { return is_lost_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::int64_t> seqs_;
    std::vector<std::string> heard_;
    bool is_lost_ = false;
};

class PostgresStoreTest : public ::testing::Test {
protected:
    PostgresDatabase database;
};

TEST_F(PostgresStoreTest, RefusesAServerThatMayLoseWhatItCommitted) {
    run(database,
        "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = off'; END $$");

    const auto refused = open_postgres_store({.url = database.url()}, SystemClock());
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(refused.error().detail, ::testing::HasSubstr("synchronous_commit is off"));

    const auto store = open(database);
    EXPECT_THAT(store->stats().weak_durability, ::testing::HasSubstr("synchronous_commit is off"));
    EXPECT_THAT(store->describe(), ::testing::HasSubstr("MAY GET LOST"));
}

TEST_F(PostgresStoreTest, RefusesTablesOfANewerProgram) {
    open(database).reset();
    run(database, "UPDATE betstream.meta SET value = '1000' WHERE key = 'schema'");

    const auto refused = open_postgres_store({.url = database.url(), .allow_weak_durability = true}, SystemClock());

    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::not_supported) << "it will not pass by itself";
    EXPECT_THAT(refused.error().detail, ::testing::HasSubstr("newer BetStream"));
}

TEST_F(PostgresStoreTest, RefusesASchemaOfSomethingElse) {
    run(database, "CREATE SCHEMA betstream");

    const auto refused = open_postgres_store({.url = database.url(), .allow_weak_durability = true}, SystemClock());

    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(refused.error().detail, ::testing::HasSubstr("something else"));
}

TEST_F(PostgresStoreTest, TellsInOrderWhatTwoNodesCommit) {
    const auto first = open(database);
    const auto second = open(database);
    Listener at_first;
    Listener at_second;
    first->follow(at_first.follower());
    second->follow(at_second.follower());
    Desk ana(*first);
    Desk bo(*second);

    std::vector<std::int64_t> all;
    for (std::int64_t round = 0; round < 20; ++round) {
        must(ana.add_account("ana " + std::to_string(round)));
        must(bo.add_account("bo " + std::to_string(round)));
        all.insert(all.end(), {2 * round + 1, 2 * round + 2});
    }

    EXPECT_EQ(at_first.wait_for(all.size()), all);
    EXPECT_EQ(at_second.wait_for(all.size()), all);
    first->unfollow();
    second->unfollow();
}

TEST_F(PostgresStoreTest, PassesOnWhatIsSaidToOthersOnly) {
    const auto first = open(database);
    const auto second = open(database);
    Listener at_first;
    Listener at_second;
    first->follow(at_first.follower());
    second->follow(at_second.follower());
    // Whoever has not begun to listen hears nothing: so it is said until it is heard.
    std::vector<std::string> heard;
    for (int tries = 0; heard.empty() && tries < 100; ++tries) {
        first->tell_others(std::string(limits::talk_bytes_max + 1, 'x'));
        first->tell_others("it's \"me\"");
        std::this_thread::sleep_for(50ms);
        heard = at_second.wait_for_talk(0);
    }

    ASSERT_FALSE(heard.empty());
    EXPECT_THAT(heard, ::testing::Each("it's \"me\""));
    EXPECT_THAT(at_first.wait_for_talk(0), ::testing::IsEmpty());
    first->unfollow();
    second->unfollow();
}

TEST_F(PostgresStoreTest, GivesEveryIdOnce) {
    const auto first = open(database);
    const auto second = open(database);
    std::set<std::int64_t> bets;
    for (Store* store : {first.get(), second.get(), first.get(), second.get()}) {
        const BetId from = must(store->next_bet_ids(15'000));
        for (std::int64_t i = 0; i < 15'000; ++i) EXPECT_TRUE(bets.insert(from.value + i).second);
    }
    EXPECT_NE(must(first->next_batch_id()), must(second->next_batch_id()));
}

TEST_F(PostgresStoreTest, LetsOneOfTwoNodesTakeAName) {
    const auto first = open(database);
    const auto second = open(database);
    Desk ana(*first);
    Desk bo(*second);
    must(ana.add_account("one name"));

    const auto refused = bo.add_account("one name");

    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::collided);
}

TEST_F(PostgresStoreTest, HoldsWhatItLoadedUntilTheGroupEnds) {
    const auto first = open(database);
    const auto second = open(database);
    const AccountId account = must(Desk(*first).add_account("ana"));
    Keys keys;
    keys.accounts_to_change.push_back(account);
    must(first->load(keys));

    std::atomic<bool> is_loaded = false;
    std::thread other([&] {
        must(second->load(keys));
        is_loaded = true;
        second->release();
    });
    std::this_thread::sleep_for(100ms);
    EXPECT_FALSE(is_loaded);

    first->release();
    other.join();
    EXPECT_TRUE(is_loaded);
}

TEST_F(PostgresStoreTest, GoesOnAfterItsConnectionsWereCut) {
    const auto store = open(database);
    Listener listener;
    store->follow(listener.follower());
    Desk desk(*store);
    must(desk.add_account("before"));
    const auto reader = must(store->open_reader());
    EXPECT_EQ(must(must(reader->snapshot())->accounts()).size(), 1U);

    run(database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid()");

    must(desk.add_account("after"));
    EXPECT_EQ(must(must(reader->snapshot())->accounts()).size(), 2U);
    EXPECT_EQ(listener.wait_for(2), (std::vector<std::int64_t>{1, 2}));
    store->unfollow();
}

TEST_F(PostgresStoreTest, NoticesThatTheHistoryIsAnotherOne) {
    const auto store = open(database);
    Desk desk(*store);
    must(desk.add_account("before"));
    Listener listener;
    run(database, "UPDATE betstream.meta SET value = 'other' WHERE key = 'epoch'");

    store->follow(listener.follower());

    EXPECT_TRUE(listener.wait_for_loss());
    EXPECT_FALSE(store->is_current());
    EXPECT_FALSE(desk.add_account("after").has_value());
    store->unfollow();
}

TEST_F(PostgresStoreTest, PublishesNothingBehindAGap) {
    const auto store = open(database);
    const auto other = open(database);
    Listener listener;
    store->follow(listener.follower());
    must(Desk(*other).add_account("first"));
    EXPECT_EQ(listener.wait_for(1).size(), 1U);

    run(database,
        "INSERT INTO betstream.events SELECT seq + 2, account_seq + 1, at, account_id, batch_id, bet_id, type,"
        " actor, request_id, traceparent, payload FROM betstream.events");

    EXPECT_TRUE(listener.wait_for_loss());
    EXPECT_TRUE(store->stats().poisoned);
    EXPECT_EQ(listener.wait_for(1).size(), 1U);
    store->unfollow();
}

TEST(PostgresUrl, IsShownWithoutItsPassword) {
    EXPECT_EQ(postgres::shown_url("postgresql://desk:s3cret@db:5433/bets?sslmode=require"),
              "postgresql://desk@db:5433/bets?sslmode=require");
    EXPECT_EQ(postgres::shown_url("postgres://db/bets?password=s3cret"), "postgresql://db/bets");
    EXPECT_EQ(postgres::problem_with_url("postgresql://desk@a:1,b:2/bets"), "");
    EXPECT_NE(postgres::problem_with_url("postgresql://db/bets?no_such=1"), "");
}

}  // namespace
}  // namespace bs::testing
