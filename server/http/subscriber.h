// One open stream: a socket, a source, a place in a list. No buffer, no queue, no timer of its own: a few hundred bytes
// while it sleeps. And the pump that gives every stream its turn.
#pragma once

#include "http/asio.h"
#include "http/links.h"
#include "http/mailbox.h"
#include "http/stream.h"
#include "http/timer_wheel.h"

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>

namespace bs::http {

class IoThread;

class Subscriber final : public TimerWheel::Timer,
                         public Link<class StreamTag>,
                         public boost::intrusive_ref_counter<Subscriber, boost::thread_unsafe_counter> {
public:
    // `lead` goes out before the first byte of the source.
    Subscriber(IoThread& io, Socket socket, std::string lead);
    ~Subscriber() override;

    void start(PeerId id, MakeSource& make);
    // The source may have something new.
    void wake();
    // One turn: sends what is ready. Called by the pump; puts itself where it belongs.
    void take_turn();
    // Ends at a time of its own within `spread`.
    void begin_drain(std::chrono::milliseconds spread);
    // Ends at once.
    void close();

    void on_timer() override;

private:
    // caught_up and ready are lists of the pump; the others are in none.
    enum class Place : std::uint8_t { caught_up, ready, blocked, lingering, closed };

    void send_ready();
    [[nodiscard]] bool is_at_end();
    [[nodiscard]] bool send_lead();
    std::size_t send(iovec* parts, std::size_t count);
    void rest();
    void block();

    void end_if_far_behind();
    void end_with(StreamSource::End reason);
    void cut();
    void linger();
    void count_as_ended();

    void wait_readable();
    void wait_writable();
    void on_readable();

    void choose_ping();
    void schedule_next();

    IoThread& io_;
    Socket socket_;
    std::unique_ptr<StreamSource> source_;
    std::string lead_;  // bytes that are not the source's: the head, later the last bytes
    PeerId id_;
    TimerWheel::Tick last_sent_ = 0;    // or when the source was told of the silence
    TimerWheel::Tick progress_at_ = 0;  // when the peer took something, or when there began to be something to take
    TimerWheel::Tick ends_at_ = 0;      // rotation or drain; once `ending_` is set, the hard end
    TimerWheel::Tick ping_after_ = 0;
    static constexpr std::size_t no_lag = std::numeric_limits<std::size_t>::max();
    std::size_t least_lag_ = no_lag;  // since it was caught up, or reads from memory
    std::uint16_t received_ = 0;      // bytes that the peer sent
    std::optional<StreamSource::End> ending_;
    Place place_ = Place::caught_up;
    bool draining_ = false;
    bool finished_ = false;  // lead_ holds the last bytes
    bool write_armed_ = false;
    bool counted_ = false;  // among the open streams
};

// Hands out turns. A wake costs O(1); then at most a few hundred streams are served before others get the thread.
class StreamPump {
public:
    explicit StreamPump(IoThread& io) : io_(io) {}

    void wake_all();
    void add_ready(Subscriber& subscriber);
    void add_caught_up(Subscriber& subscriber) { caught_up_.push_back(subscriber); }

private:
    void turn();
    void post_turn();

    IoThread& io_;
    LinkList<Subscriber, StreamTag> caught_up_;
    LinkList<Subscriber, StreamTag> ready_;
    bool turn_posted_ = false;
};

}  // namespace bs::http
