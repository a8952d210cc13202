#include "service/presence.h"

#include "base/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace bs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class HandClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return Timestamp{micros_}; }
    void advance(std::chrono::microseconds by) { micros_ += by.count(); }

private:
    std::atomic<std::int64_t> micros_{1'000'000'000};
};

Beat a_beat(std::string session, std::optional<BatchId> batch = {}) {
    return {std::move(session), "Ana", AccountId{3}, batch, {}, Attention::active};
}

std::vector<std::string> names(const std::vector<PresentSession>& sessions) {
    std::vector<std::string> all;
    for (const PresentSession& each : sessions) all.push_back(each.beat.session);
    return all;
}

class PresenceTest : public testing::Test {
protected:
    HandClock clock;
    Presence presence{clock};
};

TEST_F(PresenceTest, HasNobodyAtFirst) { EXPECT_THAT(presence.sessions(), IsEmpty()); }

TEST_F(PresenceTest, ShowsTheLastWordOfASessionAndSinceWhenItIsThere) {
    const Timestamp came = clock.now();
    ASSERT_TRUE(presence.beat(a_beat("s1")));
    clock.advance(std::chrono::seconds(5));
    Beat later = a_beat("s1", BatchId{9});
    later.state = Attention::idle;
    ASSERT_TRUE(presence.beat(later));

    const auto sessions = presence.sessions();

    ASSERT_THAT(sessions, SizeIs(1));
    EXPECT_EQ(sessions[0].beat.batch_id, BatchId{9});
    EXPECT_EQ(sessions[0].beat.state, Attention::idle);
    EXPECT_EQ(sessions[0].since, came);
    EXPECT_EQ(sessions[0].seen_at, clock.now());
}

TEST_F(PresenceTest, ForgetsASessionAtTheEndOfItsTimeAndNotBefore) {
    ASSERT_TRUE(presence.beat(a_beat("s1")));
    clock.advance(limits::presence_expiry - std::chrono::microseconds(1));
    EXPECT_THAT(names(presence.sessions()), ElementsAre("s1"));
    clock.advance(std::chrono::microseconds(1));
    EXPECT_THAT(presence.sessions(), IsEmpty());
}

TEST_F(PresenceTest, ASessionThatComesBackIsThereAnew) {
    ASSERT_TRUE(presence.beat(a_beat("s1")));
    clock.advance(limits::presence_expiry);
    ASSERT_TRUE(presence.beat(a_beat("s1")));
    EXPECT_EQ(presence.sessions().at(0).since, clock.now());
}

TEST_F(PresenceTest, EachBeatGivesItsFullTimeAgain) {
    ASSERT_TRUE(presence.beat(a_beat("s1")));
    ASSERT_TRUE(presence.beat(a_beat("s2")));
    clock.advance(std::chrono::seconds(30));
    ASSERT_TRUE(presence.beat(a_beat("s2")));
    clock.advance(limits::presence_expiry - std::chrono::seconds(30));
    EXPECT_THAT(names(presence.sessions()), ElementsAre("s2"));
}

TEST_F(PresenceTest, ListsWhoIsThereLongestFirst) {
    ASSERT_TRUE(presence.beat(a_beat("z")));
    clock.advance(std::chrono::seconds(1));
    ASSERT_TRUE(presence.beat(a_beat("b")));
    ASSERT_TRUE(presence.beat(a_beat("a")));
    ASSERT_TRUE(presence.beat(a_beat("z")));
    EXPECT_THAT(names(presence.sessions()), ElementsAre("z", "a", "b"));
}

TEST_F(PresenceTest, WhoLeavesIsGoneAtOnceAndMayLeaveTwice) {
    ASSERT_TRUE(presence.beat(a_beat("s1")));
    presence.leave("s1");
    presence.leave("s1");
    EXPECT_THAT(presence.sessions(), IsEmpty());
}

TEST_F(PresenceTest, RefusesNewcomersWhenFullUntilSomebodyIsGone) {
    for (std::size_t i = 0; i < limits::presence_sessions_max; ++i) {
        ASSERT_TRUE(presence.beat(a_beat("s" + std::to_string(i))));
    }
    const auto refused = presence.beat(a_beat("newcomer"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::overloaded);
    EXPECT_TRUE(presence.beat(a_beat("s7"))) << "who is there stays";
    EXPECT_THAT(presence.sessions(), SizeIs(limits::presence_sessions_max));

    presence.leave("s7");
    EXPECT_TRUE(presence.beat(a_beat("newcomer")));
    clock.advance(limits::presence_expiry);
    EXPECT_TRUE(presence.beat(a_beat("s7"))) << "the silent make room";
    EXPECT_THAT(presence.sessions(), SizeIs(1));
}

TEST_F(PresenceTest, NamesEveryWrongValue) {
    const auto refused = presence.beat({"s 1", " ", AccountId{0}, BatchId{-1}, BetId{0}, Attention::idle});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_field);
    EXPECT_THAT(refused.error().fields, SizeIs(5));
    EXPECT_FALSE(presence.beat({"s1", "Ana", AccountId{limits::json_integer_max + 1}, {}, {}, Attention::idle}));
    EXPECT_FALSE(presence.beat(a_beat("")));
    EXPECT_FALSE(presence.beat(a_beat(std::string(limits::session_chars_max + 1, 's'))));
    EXPECT_THAT(presence.sessions(), IsEmpty());
    EXPECT_TRUE(presence.beat(a_beat(std::string(limits::session_chars_max, 's'))));
}

TEST_F(PresenceTest, TakesBeatsFromManyThreads) {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([this, t] {
            for (int i = 0; i < 500; ++i) {
                const std::string session = std::to_string(t) + "-" + std::to_string(i % 10);
                EXPECT_TRUE(presence.beat(a_beat(session)));
                EXPECT_FALSE(presence.sessions().empty());
                if (i % 50 == 10) presence.leave(session);
            }
        });
    }
    threads.clear();
    EXPECT_THAT(presence.sessions(), SizeIs(40));
}

}  // namespace
}  // namespace bs
