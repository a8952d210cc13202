#include "service/queries.h"

#include "service/commands.h"
#include "store/testing/memory_store.h"

#include <gtest/gtest.h>

#include <future>

namespace bs {
namespace {

class StoppedClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return {1'700'000'000'000'000}; }
};

template <class T>
Rendered render_nothing(const Result<T>&, const Caller&) {
    return {};
}

// The whole way from command to query, on a store in memory.
struct House {
    std::unique_ptr<Writer> start() {
        const auto publish = [this](std::span<const StoredEvent> events) {
            cache.invalidate(events);
            feed.publish(events);
        };
        store.follow({.committed = publish, .heard = {}, .lost = {}});
        return std::make_unique<Writer>(store, clock, Writer::Hooks{});
    }

    template <class T, class Start>
    T done(Start start) {
        std::promise<Result<T>> promise;
        start(
            Answering<T>{render_nothing<T>, [&](Outcome<T> outcome) { promise.set_value(std::move(outcome.result)); }});
        return promise.get_future().get().value();
    }
    AccountId create_account(std::string name) {
        return done<Account>(
                   [&](auto answering) { commands.create_account({}, {name, "", "USD"}, std::move(answering)); })
            .id;
    }
    BatchId create_batch(AccountId account, std::size_t bets = 2) {
        CreateBatch command;
        for (std::size_t i = 0; i < bets; ++i)
            command.bets.push_back({static_cast<std::int64_t>(bets - i), "3", Money{10'000}, Money{}, {}, {}});
        return done<CreatedBatch>(
                   [&](auto answering) { commands.create_batch({}, account, command, std::move(answering)); })
            .id;
    }
    void mark(BatchPath path, BetId bet, BetStatus status) {
        MarkBet command;
        command.bet_id = bet;
        command.status = status;
        done<Bet>([&](auto answering) { commands.mark_bet({}, path, command, std::move(answering)); });
    }
    void delete_account(AccountId id) {
        done<Nothing>([&](auto answering) { commands.delete_account({}, id, {}, std::move(answering)); });
    }

    template <class Ask>
    Result<ReadAnswer> ask(Ask query) {
        std::promise<Result<ReadAnswer>> promise;
        query([&](Result<ReadAnswer> answer) { promise.set_value(std::move(answer)); });
        return promise.get_future().get();
    }
    Result<ReadAnswer> batch(AccountId account, BatchId id) {
        return ask([&](Queries::Done finished) { queries.batch(account, id, std::move(finished)); });
    }
    Result<ReadAnswer> events(EventsRequest request) {
        return ask([&](Queries::Done finished) { queries.events(std::move(request), std::move(finished)); });
    }

    MemoryStore store;
    StoppedClock clock;
    std::unique_ptr<ReaderPool> readers = ReaderPool::open(store, 2, 100).value();
    Feed feed{store, *readers};
    HeadWaiters waiters{feed};
    ReadCache cache;
    Queries queries{feed, waiters, *readers, cache};
    std::unique_ptr<Writer> writer = start();
    Commands commands{*writer};
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

TEST(Queries, ShowsTheStateOfItsCursor) {
    House house;
    const AccountId account = house.create_account("a");
    const BatchId batch = house.create_batch(account);

    const ReadAnswer first = house.batch(account, batch).value();
    house.mark({account, batch}, BetId{1}, BetStatus::failed);
    const ReadAnswer second = house.batch(account, batch).value();
    const ReadAnswer cached = house.batch(account, batch).value();

    EXPECT_EQ(first.cursor, Seq{2});
    EXPECT_EQ(first.etag, "1");
    EXPECT_EQ(second.cursor, Seq{4});
    EXPECT_EQ(second.etag, "3");
    EXPECT_EQ(cached.json, second.json);  // the same bytes, not a copy
}

TEST(Queries, SortsBetsByTheCallersNumber) {
    House house;
    const AccountId account = house.create_account("a");

    const ReadAnswer answer = house.batch(account, house.create_batch(account, 2)).value();

    EXPECT_TRUE(contains(*answer.json, R"("bets":[{"pid":2,"id":1,)")) << *answer.json;
}

TEST(Queries, HidesBatchesOfOtherAndOfDeletedAccountsEvenWhenCached) {
    House house;
    const AccountId mine = house.create_account("mine");
    const AccountId other = house.create_account("other");
    const BatchId batch = house.create_batch(mine);
    ASSERT_TRUE(house.batch(mine, batch).has_value());

    EXPECT_EQ(house.batch(other, batch).error().code, ErrorCode::not_found);
    house.delete_account(mine);
    EXPECT_EQ(house.batch(mine, batch).error().code, ErrorCode::not_found);
}

TEST(Queries, PagesBatchesNewestFirst) {
    House house;
    const AccountId account = house.create_account("a");
    for (int i = 0; i < 5; ++i) house.create_batch(account, 1);
    std::vector<std::string> nexts;
    std::optional<BatchId> before;

    for (int page = 0; page < 3; ++page) {
        const ReadAnswer answer = house
                                      .ask([&](Queries::Done done) {
                                          house.queries.batches({account, {}, false, 2, before}, std::move(done));
                                      })
                                      .value();
        nexts.push_back(answer.next.value_or("end"));
        if (answer.next) before = BatchId{std::stoll(*answer.next)};
    }

    EXPECT_EQ(nexts, (std::vector<std::string>{"4", "2", "end"}));
}

TEST(Queries, LongPollWaitsForTheNextEvent) {
    House house;
    house.create_account("a");
    EventsRequest request;
    request.since = "test-1";
    request.wait = std::chrono::hours(1);
    std::promise<Result<ReadAnswer>> promise;
    house.queries.events(request, [&](Result<ReadAnswer> answer) { promise.set_value(std::move(answer)); });

    house.create_account("b");

    const ReadAnswer answer = promise.get_future().get().value();
    EXPECT_TRUE(contains(*answer.json, R"("name":"b")"));
    EXPECT_TRUE(contains(*answer.json, R"("next":"test-2","more":false,"head":"test-2","floor":1})"));
}

TEST(Queries, LongPollEndsEmptyWhenItsTimeIsUp) {
    House house;
    EventsRequest request;
    request.wait = std::chrono::milliseconds(20);

    const ReadAnswer answer = house.events(request).value();

    EXPECT_EQ(*answer.json, R"({"epoch":"test","events":[],"next":"test-0","more":false,"head":"test-0","floor":1})");
}

TEST(Queries, RefusesCursorsThatItCannotGoOnFrom) {
    House house;
    for (int i = 0; i < 4; ++i) house.create_account(std::to_string(i));
    house.store.forget_events_below(Seq{3});
    const auto code_of = [&](std::string since) {
        EventsRequest request;
        request.since = std::move(since);
        const auto answer = house.events(request);
        return answer ? std::optional<ErrorCode>() : std::optional(answer.error().code);
    };

    EXPECT_EQ(code_of("test-2"), std::nullopt);
    EXPECT_EQ(code_of("test-1"), ErrorCode::cursor_expired);
    EXPECT_EQ(code_of("test-5"), ErrorCode::cursor_expired);
    EXPECT_EQ(code_of("other-3"), ErrorCode::cursor_expired);
    EXPECT_EQ(code_of("rubbish"), ErrorCode::malformed_request);
}

}  // namespace
}  // namespace bs
