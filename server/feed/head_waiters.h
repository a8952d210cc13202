// Requests that wait until the log grows past a place, or until their time is up (long polls). One thread for all of
// them.
#pragma once

#include "base/id.h"
#include "feed/feed.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace bs {

class HeadWaiters {
public:
    // Registers itself with the feed: construct before the first publish.
    explicit HeadWaiters(Feed& feed);
    ~HeadWaiters();

    // Whoever waits is called at once, and nobody may wait any more.
    void release();

    // Calls `then` once, on another thread, when head() > beyond or at the deadline.
    enum class Taken { yes, too_many, released };
    [[nodiscard]] Taken wait(Seq beyond, std::chrono::steady_clock::time_point deadline,
                             std::move_only_function<void()> then);

private:
    struct Waiter {
        Seq beyond;
        std::chrono::steady_clock::time_point deadline;
        std::move_only_function<void()> then;
    };
    void work();
    [[nodiscard]] std::vector<Waiter> take_due();

    Feed& feed_;
    std::atomic<std::size_t> waiting_{0};
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Waiter> waiters_;  // guarded by mutex_
    bool released_ = false;        // guarded by mutex_
    bool ending_ = false;          // guarded by mutex_
    std::jthread thread_;
};

}  // namespace bs
