// Tells the follower what was committed, by this node and by all others, in order and without gaps. A thread listens to
// the database and looks for itself now and then; the writer brings what it committed.
#pragma once

#include "store/postgres/connection.h"
#include "store/postgres/identity.h"
#include "store/postgres/postgres_options.h"
#include "store/store.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace bs::postgres {

class Tail {
public:
    Tail(const PostgresOptions& options, const Identity& identity);
    ~Tail() { unfollow(); }

    void follow(StoreFollower follower);
    void unfollow();

    // The writer's thread: `own` are committed. Those of other nodes that came before them are read by `connection` and
    // told first. When that fails the thread will tell all of them.
    void publish_own(Connection& connection, std::span<const StoredEvent> own);
    // Whether a new connection leads to the history that we know. False, and the follower is told, when it does not.
    [[nodiscard]] Outcome<bool> is_ours(Connection& connection);

    // Any thread.
    [[nodiscard]] Seq head() const { return Seq{head_.load(std::memory_order_acquire)}; }
    [[nodiscard]] Seq floor() const { return Seq{floor_.load(std::memory_order_acquire)}; }
    void raise_floor(Seq floor);
    void tell_others(std::string message);
    [[nodiscard]] bool is_lost() const { return is_lost_.load(std::memory_order_acquire); }
    // A gap was found: the log of the database is not what it must be.
    [[nodiscard]] bool is_broken() const { return is_broken_.load(std::memory_order_acquire); }
    // Nothing was committed elsewhere that this node could have missed for longer than a moment.
    [[nodiscard]] bool is_current() const;
    // The process of the server that works for this node's writer: its notices are no news.
    void set_own_process(int process) { own_process_ = process; }

private:
    void work(const std::stop_token& stop);
    [[nodiscard]] Outcome<> listen_and_look(const std::stop_token& stop);
    [[nodiscard]] Outcome<> look(Connection& connection);
    // Until it is time to look again, or another node committed something.
    [[nodiscard]] Outcome<> listen(const std::stop_token& stop, Connection& connection);
    // Of what was said to other nodes, or by them. True when one of them committed something.
    [[nodiscard]] bool hear(Connection& connection);
    [[nodiscard]] Outcome<> send_talk(Connection& connection);
    void tell(std::span<const StoredEvent> events);
    // From now on the database is not ours to use: it holds another history, or tables that only newer programs know.
    void lose(const std::function<void()>& say_why);

    // Constant after construction.
    const PostgresOptions& options_;
    const std::string epoch_;

    StoreFollower follower_;  // constant while it follows
    std::jthread thread_;
    std::atomic<int> own_process_ = 0;

    std::mutex talk_mutex_;
    std::vector<std::string> talk_;  // guarded by talk_mutex_: what other nodes shall hear

    std::mutex telling_;
    std::atomic<std::int64_t> head_;  // written with telling_: the last event that was told
    std::atomic<std::int64_t> floor_;
    std::atomic<std::int64_t> looked_at_;  // ticks of the steady clock
    std::atomic<bool> is_lost_ = false;
    std::atomic<bool> is_broken_ = false;
};

}  // namespace bs::postgres
