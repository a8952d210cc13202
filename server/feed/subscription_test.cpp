#include "feed/subscription.h"

#include "feed/frame.h"
#include "store/testing/memory_store.h"

#include <gtest/gtest.h>

#include <latch>
#include <semaphore>
#include <string>
#include <thread>

namespace bs {
namespace {

class StoppedClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return {1'700'000'000'000'000}; }
};

// A feed on a store in memory, and the events that were published through it.
struct House {
    explicit House(FeedOptions options = {}) : feed(store, *readers, options) {}

    // Commits and publishes one event of the account.
    void publish(std::int64_t account = 1, EventType type = EventType::account_updated) {
        WriteSet changes;
        StoredEvent event;
        event.account_id = AccountId{account};
        event.type = type;
        event.payload =
            R"("account":{"id":1,"note":")" + std::string(static_cast<std::size_t>(account * 7 % 90), 'x') + "\"}";
        changes.events.push_back(event);
        ASSERT_TRUE(store.commit(changes).has_value());
        feed.publish(changes.events);
        published.push_back(changes.events.front());
    }

    [[nodiscard]] std::string frames(std::size_t from, const Filter& filter = {}) const {
        std::string bytes;
        for (std::size_t i = from; i < published.size(); ++i) {
            FrameEntry entry;
            entry.account_id = published[i].account_id;
            entry.type = published[i].type;
            if (filter.matches(entry)) append_frame(bytes, "test", published[i]);
        }
        return bytes;
    }

    StoppedClock clock;
    MemoryStore store;
    std::unique_ptr<ReaderPool> readers = ReaderPool::open(store, 1, 100).value();
    Feed feed;
    std::vector<StoredEvent> published;
};

// Reads until nothing is ready; waits for pages that are still being fetched. Takes at most `step` bytes at a time.
class Client {
public:
    Client(House& house, std::optional<std::string_view> cursor, SubscriptionOptions options = {},
           std::size_t step = 1'000'000)
        : step_(step),
          subscription_(house.feed, house.clock, std::move(options), cursor, [this] { pages_.release(); }) {}

    std::string read(std::size_t pages = 0) {
        std::string bytes;
        while (true) {
            iovec parts[16];
            const std::size_t count = subscription_.peek(parts, 16, step_);
            if (count == 0) {
                if (pages-- == 0) return bytes;
                pages_.acquire();
                continue;
            }
            std::string all;
            for (std::size_t i = 0; i < count; ++i)
                all.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
            all.resize(std::min(all.size(), step_));
            subscription_.advance(all.size());
            bytes += all;
        }
    }

    Subscription& subscription() { return subscription_; }

private:
    std::size_t step_;
    std::counting_semaphore<> pages_{0};
    Subscription subscription_;
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

TEST(Subscription, SaysHelloThenWhatIsPublished) {
    House house;
    house.publish();
    Client client(house, std::nullopt);

    const std::string hello = client.read();
    house.publish();
    house.publish();

    EXPECT_TRUE(contains(hello, R"(event: hello)"));
    EXPECT_TRUE(contains(hello, R"("epoch":"test","head":1,"floor":1,"ping_ms":2000)"));
    EXPECT_EQ(client.read(), house.frames(1));
    EXPECT_EQ(client.read(), "");
}

TEST(Subscription, GoesOnExactlyAfterItsCursor) {
    House house;
    for (int i = 0; i < 10; ++i) house.publish();
    Client client(house, "test-4");

    const std::string bytes = client.read();

    EXPECT_TRUE(bytes.ends_with(house.frames(4)));
    EXPECT_FALSE(contains(bytes, "id: test-4\n"));
}

TEST(Subscription, GivesTheSameBytesFromTheTableAsLive) {
    House house(FeedOptions{.segment_bytes = 2'000, .bytes_max = 6'000});
    Client live(house, std::nullopt);
    live.read();
    std::string live_bytes;
    for (int i = 0; i < 1'300; ++i) {
        house.publish(i % 7 + 1);
        live_bytes += live.read();
    }
    Client late(house, "test-0");

    const std::string replayed = late.read(3);

    EXPECT_EQ(live_bytes, house.frames(0));
    EXPECT_TRUE(replayed.ends_with(house.frames(0)));
}

TEST(Subscription, SurvivesEveryWayToCutTheBytes) {
    House house(FeedOptions{.segment_bytes = 2'000, .bytes_max = 100'000});
    for (int i = 0; i < 40; ++i) house.publish(i);
    for (const std::size_t step : {1u, 2u, 3u, 7u, 64u, 255u, 256u, 1'000u, 5'000u}) {
        Client client(house, "test-0", {}, step);

        EXPECT_TRUE(client.read().ends_with(house.frames(0))) << step;
        EXPECT_TRUE(client.subscription().at_boundary());
    }
}

TEST(Subscription, LeavesOutWhatTheFilterDoesNotWant) {
    House house(FeedOptions{.segment_bytes = 2'000, .bytes_max = 4'000});
    const auto filter =
        std::make_shared<const Filter>(Filter{{AccountId{2}, AccountId{3}}, {EventType::batch_updated}});
    Client live(house, std::nullopt, {.filter = filter});
    live.read();
    std::string live_bytes;
    for (int i = 0; i < 700; ++i) {
        house.publish(i % 5, i % 3 == 0 ? EventType::batch_updated : EventType::account_updated);
        live_bytes += live.read();
    }
    Client late(house, "test-0", {.filter = filter});

    EXPECT_EQ(live_bytes, house.frames(0, *filter));
    EXPECT_TRUE(late.read(2).ends_with(house.frames(0, *filter)));
}

TEST(Subscription, PingNamesTheLastEventThatIsBehindIt) {
    House house;
    const auto filter = std::make_shared<const Filter>(Filter{{AccountId{99}}, {}});
    Client client(house, std::nullopt, {.filter = filter});
    client.read();
    for (int i = 0; i < 3; ++i) house.publish();
    client.read();

    client.subscription().ping();

    const std::string ping = client.read();
    EXPECT_TRUE(contains(ping, "id: test-3\nevent: ping\ndata: {\"seq\":3,")) << ping;
}

TEST(Subscription, ResetsInBandAndThenGoesOnLive) {
    House house;
    for (int i = 0; i < 3; ++i) house.publish();
    for (const auto& [cursor, reason] :
         {std::pair{"nonsense", "malformed"}, {"other-1", "other_epoch"}, {"test-4", "ahead"}}) {
        Client client(house, cursor);
        const std::string bytes = client.read();

        EXPECT_TRUE(contains(bytes, "event: reset\ndata: {\"reason\":\"" + std::string(reason) + "\"")) << bytes;
        EXPECT_TRUE(contains(bytes, "id: test-3\n"));
        EXPECT_FALSE(contains(bytes, "event: account_updated"));
    }
    for (std::size_t i = 0; i < reset_reasons.size(); ++i) EXPECT_EQ(house.feed.resets(i), i < 3 ? 1U : 0U);
}

TEST(Subscription, ResetsWhenRetentionTakesTheEventsAwayMeanwhile) {
    House house(FeedOptions{.segment_bytes = 2'000, .bytes_max = 4'000});
    for (int i = 0; i < 600; ++i) house.publish();
    Client client(house, "test-100");
    house.store.forget_events_below(Seq{300});

    const std::string bytes = client.read(1);
    house.publish();

    EXPECT_TRUE(contains(bytes, "event: reset\ndata: {\"reason\":\"expired\"")) << bytes;
    EXPECT_EQ(client.read(), house.frames(600));
}

TEST(Subscription, GivesBareEventsToClientsThatKnowNoChunks) {
    House house;
    house.publish();
    house.publish();
    Client client(house, "test-0", {.bare = true});

    const std::string bytes = client.read();

    EXPECT_TRUE(bytes.starts_with("retry: 3000\n\nevent: hello\n"));
    EXPECT_FALSE(contains(bytes, "\r\n"));
    EXPECT_TRUE(contains(bytes, "\n\nid: test-2\nevent: account_updated\n"));
}

TEST(Subscription, KnowsHowFarItIsBehind) {
    House house(FeedOptions{.segment_bytes = 1'000});
    Client client(house, std::nullopt);
    client.read();
    for (int i = 0; i < 20; ++i) house.publish();

    EXPECT_EQ(client.subscription().lag(), house.frames(0).size());
    client.read();
    EXPECT_EQ(client.subscription().lag(), 0u);
}

TEST(Subscription, SkipsEventsThatItsCursorNamesBeforeTheyArePublished) {
    House house;
    house.publish();
    WriteSet changes;
    changes.events.emplace_back().account_id = AccountId{1};
    ASSERT_TRUE(house.store.commit(changes).has_value());
    Client client(house, "test-2");  // committed, not published yet
    EXPECT_FALSE(contains(client.read(), "reset"));

    house.feed.publish(changes.events);

    EXPECT_EQ(client.read(), "");
}

TEST(Subscription, ReadersOnOtherThreadsSeeEveryFrameOnceInOrder) {
    House house(FeedOptions{.segment_bytes = 4'000, .bytes_max = 20'000'000});
    constexpr int events = 3'000;
    std::latch started(5);
    std::vector<std::string> seen(4);
    std::vector<std::thread> threads;
    for (std::string& bytes : seen) {
        threads.emplace_back([&] {
            Client client(house, std::nullopt);
            bytes = client.read();
            bytes.clear();
            started.arrive_and_wait();
            while (!contains(std::string_view(bytes).substr(bytes.size() - std::min<std::size_t>(bytes.size(), 400)),
                             "id: test-3000\n")) {
                bytes += client.read();
            }
        });
    }
    started.arrive_and_wait();
    for (int i = 0; i < events; ++i) house.publish(i % 50);
    for (std::thread& thread : threads) thread.join();

    for (const std::string& bytes : seen) EXPECT_EQ(bytes, house.frames(0));
}

// The number after the first `name` in the text; 0: it is not there.
std::int64_t number_after(std::string_view text, std::string_view name) {
    const std::size_t at = text.find(name);
    return at == std::string_view::npos ? 0 : std::stoll(std::string(text.substr(at + name.size(), 20)));
}

TEST(Subscription, HelloNamesNoEventThatStillComes) {
    House house;
    constexpr int events = 20'000;
    std::thread writer([&] {
        for (int i = 0; i < events; ++i) house.publish();
    });
    while (house.feed.head().value < events) {
        Client client(house, std::nullopt);
        const std::string text = client.read();
        const std::int64_t head = number_after(text, R"("head":)");
        const std::int64_t first = number_after(text, R"("seq":)");
        if (first > 0) {
            EXPECT_EQ(first, head + 1);
        }
    }
    writer.join();
}

TEST(StartOfStream, FollowsTheTable) {
    struct Row {
        std::optional<std::string_view> cursor;
        StreamStart want;
    };
    for (const Row& row : {
             Row{std::nullopt, {Seq{100'000}, ""}},
             Row{"k3f9-99999", {Seq{99'999}, ""}},
             Row{"k3f9-100000", {Seq{100'000}, ""}},
             Row{"k3f9-100001", {Seq{100'000}, "ahead"}},
             Row{"k3f9-50000", {Seq{50'000}, ""}},
             Row{"k3f9-49999", {Seq{100'000}, "too_far_behind"}},
             Row{"k3f9-40000", {Seq{100'000}, "expired"}},
             Row{"zzzz-99999", {Seq{100'000}, "other_epoch"}},
             Row{"99999", {Seq{100'000}, "malformed"}},
             Row{"", {Seq{100'000}, "malformed"}},
         }) {
        EXPECT_EQ(start_of_stream(row.cursor, "k3f9", {Seq{100'000}, Seq{100'000}, Seq{45'000}}), row.want)
            << row.cursor.value_or("none");
    }
}

TEST(StartOfStream, WaitsForWhatAnotherProcessKnowsAlready) {
    const LogBounds log{Seq{100}, Seq{150}, Seq{1}};

    EXPECT_EQ(start_of_stream("k3f9-101", "k3f9", log), (StreamStart{Seq{101}, ""}));
    EXPECT_EQ(start_of_stream("k3f9-150", "k3f9", log), (StreamStart{Seq{150}, ""}));
    EXPECT_EQ(start_of_stream("k3f9-151", "k3f9", log), (StreamStart{Seq{100}, "ahead"}));
}

}  // namespace
}  // namespace bs
