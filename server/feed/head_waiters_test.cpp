#include "feed/head_waiters.h"

#include "store/testing/memory_store.h"

#include <gtest/gtest.h>

#include <future>

namespace bs {
namespace {

using std::chrono::steady_clock;

struct House {
    void publish() {
        WriteSet changes;
        changes.events.emplace_back().account_id = AccountId{1};
        ASSERT_TRUE(store.commit(changes).has_value());
        feed.publish(changes.events);
    }

    MemoryStore store;
    std::unique_ptr<ReaderPool> readers = ReaderPool::open(store, 1, 100).value();
    Feed feed{store, *readers};
};

TEST(HeadWaiters, CallsWhenTheLogGrows) {
    House house;
    HeadWaiters waiters(house.feed);
    std::promise<Seq> called;
    ASSERT_EQ(HeadWaiters::Taken::yes, waiters.wait(Seq{0}, steady_clock::now() + std::chrono::hours(1),
                                                    [&] { called.set_value(house.feed.head()); }));

    house.publish();

    EXPECT_EQ(called.get_future().get(), Seq{1});
}

TEST(HeadWaiters, CallsAtOnceWhenTheLogHasGrownAlready) {
    House house;
    HeadWaiters waiters(house.feed);
    house.publish();
    std::promise<void> called;

    ASSERT_EQ(HeadWaiters::Taken::yes,
              waiters.wait(Seq{0}, steady_clock::now() + std::chrono::hours(1), [&] { called.set_value(); }));

    called.get_future().get();
}

TEST(HeadWaiters, CallsAtTheDeadline) {
    House house;
    HeadWaiters waiters(house.feed);
    std::promise<void> called;
    const auto deadline = steady_clock::now() + std::chrono::milliseconds(20);

    ASSERT_EQ(HeadWaiters::Taken::yes, waiters.wait(Seq{0}, deadline, [&] { called.set_value(); }));

    called.get_future().get();
    EXPECT_GE(steady_clock::now(), deadline);
}

TEST(HeadWaiters, CallsWhoeverStillWaitsWhenItEnds) {
    House house;
    int calls = 0;
    {
        HeadWaiters waiters(house.feed);
        ASSERT_EQ(HeadWaiters::Taken::yes,
                  waiters.wait(Seq{0}, steady_clock::now() + std::chrono::hours(1), [&] { ++calls; }));
    }
    EXPECT_EQ(calls, 1);
}

TEST(HeadWaiters, TakesNobodyAfterRelease) {
    House house;
    HeadWaiters waiters(house.feed);
    waiters.release();

    EXPECT_EQ(HeadWaiters::Taken::released, waiters.wait(Seq{0}, steady_clock::now() + std::chrono::hours(1), [] {}));
}

}  // namespace
}  // namespace bs
