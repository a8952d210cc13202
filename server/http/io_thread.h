// One io thread: its io_context, its clock, its connections and streams, and the memory that they share. Everything
// here is touched by this thread only, except where it says otherwise.
#pragma once

#include "http/asio.h"
#include "http/connection.h"
#include "http/mailbox.h"
#include "http/out_queue.h"
#include "http/response_writer.h"
#include "http/server.h"
#include "http/slab.h"
#include "http/subscriber.h"
#include "http/timer_wheel.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace bs::http {

// Written by io threads, read by anybody.
struct Counters {
    std::atomic<std::uint64_t> connections_accepted = 0;
    std::atomic<std::uint64_t> connections_open = 0;
    std::atomic<std::uint64_t> requests = 0;
    std::atomic<std::uint64_t> guard_refusals = 0;
    std::atomic<std::uint64_t> accept_errors = 0;
    std::atomic<std::uint64_t> streams_open = 0;
    std::atomic<std::uint64_t> streams_cut_slow = 0;
    std::atomic<std::uint64_t> stream_bytes = 0;
};

// What all io threads of a server have in common. Constant while they run, except the atomics.
struct ServerShared {
    ServerOptions options;
    ServerHooks hooks;
    std::atomic<std::uint64_t> streams_open = 0;
    std::atomic<std::uint64_t> body_bytes = 0;  // of requests that are being received or handled
};

class IoThread {
public:
    explicit IoThread(ServerShared& shared);
    ~IoThread();
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;

    // From the thread that owns the server.
    void start();
    void begin_drain(std::chrono::milliseconds window);
    void stop();  // closes everything and waits for the thread

    // From any thread.
    [[nodiscard]] const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }
    [[nodiscard]] Counters& counters() { return counters_; }
    void wake_streams();

    // The io thread that runs the caller, or null.
    [[nodiscard]] static IoThread* current();

    [[nodiscard]] asio::io_context& context() { return context_; }
    [[nodiscard]] ServerShared& shared() { return shared_; }
    [[nodiscard]] const ServerOptions& options() const { return shared_.options; }
    [[nodiscard]] const ServerHooks& hooks() const { return shared_.hooks; }
    [[nodiscard]] bool is_draining() const { return draining_; }

    void read_mail();

    // Fires not earlier than after `delay`, and about one tick later at most.
    void schedule(TimerWheel::Timer& timer, std::chrono::milliseconds delay);
    void schedule_at(TimerWheel::Timer& timer, TimerWheel::Tick at);
    void cancel(TimerWheel::Timer& timer) { wheel_.cancel(timer); }
    [[nodiscard]] TimerWheel::Tick now() const { return wheel_.now(); }
    [[nodiscard]] static TimerWheel::Tick ticks(std::chrono::milliseconds duration);
    // Between `low` and `high` times `duration`.
    [[nodiscard]] std::chrono::milliseconds randomly(std::chrono::milliseconds duration, double low, double high);

    // Scratch memory for one turn of one connection.
    [[nodiscard]] std::array<char, 64 * 1024>& read_buffer() { return *read_buffer_; }
    OutQueue out;
    DateCache date;
    // The connection whose handler runs now. `out` may hold its bytes, so answers to others have to wait.
    Connection* dispatching = nullptr;

    Slab<Connection> connections;
    Slab<Subscriber> subscribers;
    StreamPump pump;

private:
    void run();
    void deliver(Letter& letter);
    void adopt(letter::Accepted accepted);
    void close_all();
    void start_wheel();
    void arm_tick();
    [[nodiscard]] TimerWheel::Tick tick_of_clock() const;

    static constexpr std::chrono::milliseconds tick_length{100};

    ServerShared& shared_;
    Counters counters_;
    asio::io_context context_{1};
    asio::executor_work_guard<Executor> work_{context_.get_executor()};
    SteadyTimer tick_timer_{context_};
    const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    TimerWheel wheel_;
    bool tick_armed_ = false;
    bool draining_ = false;
    bool stopped_ = false;
    std::minstd_rand random_{std::random_device{}()};
    std::unique_ptr<std::array<char, 64 * 1024>> read_buffer_ = std::make_unique<std::array<char, 64 * 1024>>();
    std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>(*this);
    std::vector<Letter> letters_;
    std::thread thread_;
};

}  // namespace bs::http
