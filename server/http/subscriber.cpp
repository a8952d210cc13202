#include "http/subscriber.h"

#include "http/io_thread.h"

#include <algorithm>
#include <cerrno>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <utility>

namespace bs::http {
namespace {

constexpr int streams_per_turn = 256;
constexpr std::size_t bytes_per_send = 64 * 1024;
constexpr std::size_t bytes_per_turn = 256 * 1024;
// The kernel doubles it. Small, because what lies there is memory per slow reader, and late news.
constexpr int send_buffer_bytes = 64 * 1024;
constexpr std::uint16_t received_bytes_max = 16 * 1024;
constexpr std::chrono::seconds stream_linger_deadline{2};
constexpr std::chrono::milliseconds blocked_check_interval{500};

using SubscriberPin = boost::intrusive_ptr<Subscriber>;

class WakeByMail final : public StreamWaker {
public:
    WakeByMail(std::shared_ptr<Mailbox> mailbox, PeerId to) : mailbox_(std::move(mailbox)), to_(to) {}
    void wake() override { mailbox_->push(letter::WakeStream{to_}); }

private:
    const std::shared_ptr<Mailbox> mailbox_;
    const PeerId to_;
};

}  // namespace

// ---- The pump ----

void StreamPump::wake_all() {
    ready_.splice_back(caught_up_);
    if (!turn_posted_) turn();
}

void StreamPump::add_ready(Subscriber& subscriber) {
    ready_.push_back(subscriber);
    post_turn();
}

void StreamPump::turn() {
    for (int i = 0; i < streams_per_turn && !ready_.empty(); ++i) {
        const SubscriberPin subscriber(&ready_.pop_front());
        subscriber->take_turn();
    }
    if (!ready_.empty()) post_turn();
}

void StreamPump::post_turn() {
    if (std::exchange(turn_posted_, true)) return;
    asio::post(io_.context(), [this] {
        turn_posted_ = false;
        turn();
    });
}

// ---- One stream ----

Subscriber::Subscriber(IoThread& io, Socket socket, std::string lead)
    : io_(io), socket_(std::move(socket)), lead_(std::move(lead)) {}

Subscriber::~Subscriber() = default;

void Subscriber::start(PeerId id, MakeSource& make) {
    id_ = id;
    // Before the source looks for the first time: see IoThread::wake_streams().
    counted_ = true;
    ++io_.counters().streams_open;
    ++io_.shared().streams_open;
    // For peers that vanished; those that only stall are ours to cut and to count.
    const auto gone = static_cast<int>(io_.options().write_stall_deadline.count()) * 3 / 2;
    const int fd = socket_.native_handle();
    ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &send_buffer_bytes, sizeof send_buffer_bytes);
    ::setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &gone, sizeof gone);

    source_ = make(std::make_shared<WakeByMail>(io_.mailbox(), id_));
    if (!source_) return close();
    last_sent_ = progress_at_ = io_.now();
    ends_at_ = io_.now() + IoThread::ticks(io_.randomly(io_.options().stream_rotation, 0.8, 1.0));
    wait_readable();
    place_ = Place::ready;
    io_.pump.add_ready(*this);
    choose_ping();
    schedule_next();
}

void Subscriber::wake() {
    if (place_ != Place::caught_up) return;
    io_.pump.add_ready(*this);
}

void Subscriber::take_turn() {
    if (place_ == Place::lingering || place_ == Place::closed) return;
    if (place_ == Place::caught_up) progress_at_ = io_.now();  // bytes are pending from now on
    place_ = Place::ready;
    if (send_lead()) send_ready();
}

void Subscriber::send_ready() {
    std::size_t in_turn = 0;
    for (;;) {
        if (is_at_end()) {
            if (send_lead()) linger();
            return;
        }
        Ready ready;
        source_->peek(ready, ending_ ? 1 : bytes_per_send);
        if (ready.count == 0) {
            if (!source_->wants_end()) return rest();
            // At the next look it ends; with half a frame out and nothing to follow, only a hard end is honest.
            if (ending_ || !source_->at_boundary()) return close();
            ending_ = StreamSource::End::done;
            continue;
        }
        const std::size_t sent = send(ready.parts, ready.count);
        if (place_ == Place::closed) return;
        if (sent > 0) source_->advance(sent);
        if (sent < ready.bytes) return block();
        in_turn += sent;
        if (in_turn >= bytes_per_turn) return io_.pump.add_ready(*this);
    }
}

// True when lead_ holds the last bytes of the stream.
bool Subscriber::is_at_end() {
    if (!finished_ && ending_ && source_->at_boundary()) {
        lead_ = source_->finish(*ending_);
        source_.reset();
        finished_ = true;
    }
    return finished_;
}

// True when all of it is out.
bool Subscriber::send_lead() {
    while (!lead_.empty()) {
        iovec part{lead_.data(), lead_.size()};
        const std::size_t sent = send(&part, 1);
        if (place_ == Place::closed) return false;
        lead_.erase(0, sent);
        if (sent == 0) {
            block();
            return false;
        }
    }
    std::string().swap(lead_);
    return true;
}

std::size_t Subscriber::send(iovec* parts, std::size_t count) {
    constexpr int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
    ssize_t sent = 0;
    if (count == 1) {
        // Nearly always: news lie in one piece, and for one piece the kernel has a shorter way.
        sent = ::send(socket_.native_handle(), parts->iov_base, parts->iov_len, flags);
    } else {
        msghdr message{};
        message.msg_iov = parts;
        message.msg_iovlen = count;
        sent = ::sendmsg(socket_.native_handle(), &message, flags);
    }
    if (sent > 0) {
        last_sent_ = progress_at_ = io_.now();
        io_.counters().stream_bytes.fetch_add(static_cast<std::uint64_t>(sent), std::memory_order_relaxed);
        return static_cast<std::size_t>(sent);
    }
    if (sent < 0 && errno != EAGAIN && errno != EINTR) close();
    return 0;
}

// Nothing more to send for now.
void Subscriber::rest() {
    if (ending_) return close();  // asked to end in the middle of a frame whose rest the source does not have
    place_ = Place::caught_up;
    least_lag_ = no_lag;
    io_.pump.add_caught_up(*this);
}

void Subscriber::block() {
    place_ = Place::blocked;
    end_if_far_behind();
    wait_writable();
    schedule_next();
}

void Subscriber::end_if_far_behind() {
    const auto lag = source_ ? source_->lag() : std::nullopt;
    if (!lag) {
        least_lag_ = no_lag;
        return;
    }
    least_lag_ = std::min(least_lag_, *lag);
    if (*lag - least_lag_ > io_.options().stream_lag_bytes_max) end_with(StreamSource::End::too_slow);
}

void Subscriber::end_with(StreamSource::End reason) {
    if (ending_ || finished_) return;
    if (reason == StreamSource::End::too_slow) ++io_.counters().streams_cut_slow;
    ending_ = reason;
    ends_at_ = io_.now() + IoThread::ticks(io_.options().write_stall_deadline);
    wake();
}

// The hard end, for a peer that takes nothing any more: a reset frees the kernel's buffers at once.
void Subscriber::cut() {
    if (ending_ != StreamSource::End::too_slow) ++io_.counters().streams_cut_slow;
    reset_quietly(socket_);
    close();
}

void Subscriber::linger() {
    place_ = Place::lingering;
    count_as_ended();
    shutdown_send_quietly(socket_);
    io_.schedule(*this, stream_linger_deadline);
}

void Subscriber::begin_drain(std::chrono::milliseconds spread) {
    if (ending_ || finished_) return;
    draining_ = true;
    ends_at_ = io_.now() + IoThread::ticks(io_.randomly(spread, 0.0, 1.0));
    schedule_next();
}

void Subscriber::close() {
    if (place_ == Place::closed) return;
    const SubscriberPin pin(this);
    place_ = Place::closed;
    Link<StreamTag>::unlink();
    source_.reset();
    close_quietly(socket_);
    io_.cancel(*this);
    count_as_ended();
    --io_.counters().connections_open;
    io_.subscribers.erase(id_);
}

void Subscriber::count_as_ended() {
    if (!std::exchange(counted_, false)) return;
    --io_.counters().streams_open;
    --io_.shared().streams_open;
}

// ---- What the peer does ----

void Subscriber::wait_readable() {
    socket_.async_wait(Socket::wait_read, [self = SubscriberPin(this)](const ErrorCodeOfOs& error) {
        if (self->place_ == Place::closed) return;
        if (error) return self->close();
        self->on_readable();
    });
}

void Subscriber::on_readable() {
    char bytes[1024];
    const ssize_t got = ::recv(socket_.native_handle(), bytes, sizeof bytes, MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return close();
    // It has nothing to say here. A little is forgiven (a pipelined request); a flood is not.
    if (got > 0) received_ = static_cast<std::uint16_t>(received_ + got);
    if (received_ > received_bytes_max) return close();
    wait_readable();
}

void Subscriber::wait_writable() {
    if (std::exchange(write_armed_, true)) return;
    socket_.async_wait(Socket::wait_write, [self = SubscriberPin(this)](const ErrorCodeOfOs& error) {
        self->write_armed_ = false;
        if (error || self->place_ != Place::blocked) return;
        self->place_ = Place::ready;
        self->io_.pump.add_ready(*self);
    });
}

// ---- Deadlines ----

void Subscriber::choose_ping() {
    // Never later than promised, and earlier by chance: one event for all would otherwise make all pings fall together.
    ping_after_ =
        std::max<TimerWheel::Tick>(1, IoThread::ticks(io_.randomly(io_.options().ping_interval, 0.75, 1.0)) - 1);
}

void Subscriber::schedule_next() {
    if (place_ == Place::lingering || place_ == Place::closed) return;
    const TimerWheel::Tick now = io_.now();
    TimerWheel::Tick next = ends_at_;
    if (!ending_) next = std::min(next, last_sent_ + ping_after_);
    if (place_ == Place::blocked) next = std::min(next, now + IoThread::ticks(blocked_check_interval));
    io_.schedule_at(*this, next);
}

void Subscriber::on_timer() {
    const SubscriberPin pin(this);
    const TimerWheel::Tick now = io_.now();
    if (place_ == Place::lingering) return close();
    if (now >= ends_at_) {
        if (ending_) return cut();
        end_with(draining_ ? StreamSource::End::draining : StreamSource::End::rotation);
    }
    if (place_ == Place::blocked) {
        if (now - progress_at_ >= IoThread::ticks(io_.options().write_stall_deadline)) return cut();
        end_if_far_behind();
    } else if (place_ == Place::caught_up && !ending_ && now - last_sent_ >= ping_after_) {
        last_sent_ = now;
        choose_ping();
        source_->on_silence();
        wake();
    }
    schedule_next();
}

}  // namespace bs::http
