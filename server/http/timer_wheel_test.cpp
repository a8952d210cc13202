#include "http/timer_wheel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <random>
#include <vector>

namespace bs::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Tick = TimerWheel::Tick;

struct Probe final : TimerWheel::Timer {
    std::function<void()> action;
    void on_timer() override {
        if (action) action();
    }
};

struct Clockwork {
    TimerWheel wheel;
    std::vector<Tick> fired;

    void arm(Probe& probe, Tick deadline) {
        probe.action = [this] { fired.push_back(wheel.now()); };
        wheel.schedule(probe, deadline);
    }
    void run_to(Tick end) {
        while (wheel.now() < end) wheel.advance(wheel.now() + 1);
    }
};

TEST(TimerWheel, FiresAtTheDeadlineAndOnce) {
    Clockwork clock;
    Probe probe;
    clock.arm(probe, 3);

    clock.run_to(10);

    EXPECT_THAT(clock.fired, ElementsAre(3));
    EXPECT_TRUE(clock.wheel.empty());
}

TEST(TimerWheel, FiresDeadlinesBeyondOneTurnExactly) {
    Clockwork clock;
    Probe probe;
    clock.arm(probe, 5'000);

    clock.run_to(6'000);

    EXPECT_THAT(clock.fired, ElementsAre(5'000));
}

TEST(TimerWheel, TakesTheLastDeadlineWhetherItIsLaterOrEarlier) {
    Clockwork clock;
    Probe later;
    Probe earlier;
    clock.arm(later, 5);
    clock.arm(later, 700);
    clock.arm(earlier, 700);
    clock.arm(earlier, 5);

    clock.run_to(1'000);

    EXPECT_THAT(clock.fired, ElementsAre(5, 700));
}

TEST(TimerWheel, ForgetsWhatIsCancelled) {
    Clockwork clock;
    Probe probe;
    clock.arm(probe, 5);
    clock.wheel.cancel(probe);
    clock.wheel.cancel(probe);

    clock.run_to(10);

    EXPECT_THAT(clock.fired, IsEmpty());
    EXPECT_TRUE(clock.wheel.empty());
}

TEST(TimerWheel, FiresEverythingDueAfterALongStop) {
    Clockwork clock;
    std::vector<std::unique_ptr<Probe>> probes;
    for (Tick deadline = 1; deadline <= 1'000; ++deadline) {
        clock.arm(*probes.emplace_back(std::make_unique<Probe>()), deadline);
    }
    Probe future;
    clock.arm(future, 90'001);

    clock.wheel.advance(90'000);
    EXPECT_EQ(clock.fired.size(), 1'000U);

    clock.wheel.advance(90'001);
    EXPECT_EQ(clock.fired.size(), 1'001U);
}

TEST(TimerWheel, LetsTimersScheduleAndCancelEachOther) {
    Clockwork clock;
    Probe victim;
    Probe again;
    Probe killer;
    int times = 0;
    clock.wheel.schedule(killer, 4);
    clock.arm(victim, 4);
    killer.action = [&] {
        clock.wheel.cancel(victim);
        clock.wheel.schedule(again, 1);  // in the past: the next tick
    };
    again.action = [&] {
        if (++times < 3) clock.wheel.schedule(again, clock.wheel.now() + 512);
    };

    clock.run_to(3'000);

    EXPECT_THAT(clock.fired, IsEmpty());
    EXPECT_EQ(times, 3);
    EXPECT_TRUE(clock.wheel.empty());
}

TEST(TimerWheel, AgreesWithASortedListOverRandomHistories) {
    constexpr unsigned seed = 20'260'131;
    std::mt19937 random(seed);
    TimerWheel wheel;
    struct Entry {
        Probe probe;
        Tick wanted = 0;  // 0: not armed
    };
    std::vector<std::unique_ptr<Entry>> entries;
    for (int i = 0; i < 50; ++i) {
        Entry& entry = *entries.emplace_back(std::make_unique<Entry>());
        entry.probe.action = [&wheel, &entry] {
            EXPECT_NE(entry.wanted, 0U);
            EXPECT_LE(entry.wanted, wheel.now());
            entry.wanted = 0;
        };
    }
    for (int step = 0; step < 20'000; ++step) {
        Entry& entry = *entries[random() % entries.size()];
        if (random() % 4 == 0) {
            wheel.cancel(entry.probe);
            entry.wanted = 0;
        } else {
            entry.wanted = wheel.now() + 1 + static_cast<Tick>(random() % 1'500);
            wheel.schedule(entry.probe, entry.wanted);
        }
        if (random() % 2 == 0) wheel.advance(wheel.now() + static_cast<Tick>(random() % 3));
        for (const auto& other : entries) {
            ASSERT_TRUE(other->wanted == 0 || other->wanted > wheel.now()) << "missed at step " << step;
        }
    }
    for (const auto& entry : entries) wheel.cancel(entry->probe);
    EXPECT_TRUE(wheel.empty());
}

}  // namespace
}  // namespace bs::http
