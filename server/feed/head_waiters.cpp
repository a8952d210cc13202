#include "feed/head_waiters.h"

#include <algorithm>
#include <utility>

namespace bs {
namespace {

constexpr std::size_t waiters_max = 10'000;

}  // namespace

HeadWaiters::HeadWaiters(Feed& feed) : feed_(feed), thread_([this] { work(); }) {
    feed.on_publish([this] {
        if (waiting_.load() == 0) return;
        // Taking the mutex orders this wake after a waiter's look at the head.
        {
            const std::lock_guard lock(mutex_);
        }
        wake_.notify_one();
    });
}

HeadWaiters::~HeadWaiters() {
    release();
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void HeadWaiters::release() {
    {
        const std::lock_guard lock(mutex_);
        released_ = true;
    }
    wake_.notify_one();
}

HeadWaiters::Taken HeadWaiters::wait(Seq beyond, std::chrono::steady_clock::time_point deadline,
                                     std::move_only_function<void()> then) {
    {
        const std::lock_guard lock(mutex_);
        if (released_) return Taken::released;
        if (waiters_.size() >= waiters_max) return Taken::too_many;
        waiters_.push_back({beyond, deadline, std::move(then)});
        waiting_.store(waiters_.size());
    }
    wake_.notify_one();
    return Taken::yes;
}

void HeadWaiters::work() {
    while (true) {
        std::vector<Waiter> due;
        {
            std::unique_lock lock(mutex_);
            due = take_due();
            if (due.empty()) {
                if (ending_) return;
                const auto next = std::ranges::min_element(waiters_, {}, &Waiter::deadline);
                if (next == waiters_.end()) {
                    wake_.wait(lock);
                } else {
                    wake_.wait_until(lock, next->deadline);
                }
                continue;
            }
        }
        for (Waiter& waiter : due) waiter.then();
    }
}

std::vector<HeadWaiters::Waiter> HeadWaiters::take_due() {
    const auto now = std::chrono::steady_clock::now();
    const Seq head = feed_.head();
    const auto first_due = std::partition(waiters_.begin(), waiters_.end(), [&](const Waiter& waiter) {
        return !released_ && waiter.beyond >= head && waiter.deadline > now;
    });
    std::vector<Waiter> due(std::make_move_iterator(first_due), std::make_move_iterator(waiters_.end()));
    waiters_.erase(first_due, waiters_.end());
    waiting_.store(waiters_.size());
    return due;
}

}  // namespace bs
