#include "http/io_thread.h"

#include "base/check.h"

#include <utility>

namespace bs::http {
namespace {

thread_local IoThread* current_io_thread = nullptr;

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};

}  // namespace

IoThread::IoThread(ServerShared& shared) : pump(*this), shared_(shared) {}

IoThread::~IoThread() { stop(); }

IoThread* IoThread::current() { return current_io_thread; }

void IoThread::start() {
    thread_ = std::thread([this] { run(); });
}

void IoThread::run() {
    current_io_thread = this;
    context_.run();
    current_io_thread = nullptr;
}

void IoThread::stop() {
    mailbox_->push(letter::Call{[this] { close_all(); }});
    if (thread_.joinable()) {
        thread_.join();
    } else {
        // Never started: run what is queued here, so that sockets and timers are gone before the context.
        context_.run();
    }
}

void IoThread::close_all() {
    stopped_ = true;
    mailbox_->close();
    connections.for_each([](Connection& connection) { connection.close(); });
    subscribers.for_each([](Subscriber& subscriber) { subscriber.close(); });
    tick_timer_.cancel();
    work_.reset();
}

void IoThread::begin_drain(std::chrono::milliseconds window) {
    mailbox_->push(letter::Call{[this, window] {
        draining_ = true;
        connections.for_each([](Connection& connection) { connection.begin_drain(); });
        subscribers.for_each([&](Subscriber& subscriber) { subscriber.begin_drain(window / 2); });
    }});
}

void IoThread::wake_streams() {
    // Adds nothing, but takes its place among the increments of streams that open: either it comes later and sees the
    // stream, or the stream comes later and sees what was published before this call.
    if (counters_.streams_open.fetch_add(0) > 0) mailbox_->wake_streams();
}

void IoThread::read_mail() {
    const bool streams_woken = mailbox_->take(letters_);
    for (Letter& letter : letters_) deliver(letter);
    letters_.clear();
    if (streams_woken) pump.wake_all();
}

void IoThread::deliver(Letter& letter) {
    std::visit(Overloaded{
                   [this](letter::Accepted& l) { adopt(std::move(l)); },
                   [this](letter::Answer& l) {
                       if (const auto to = connections.find(l.to)) to->answer(l.response);
                   },
                   [this](letter::MakeAnswer& l) {
                       if (const auto to = connections.find(l.to)) to->answer(l.make());
                   },
                   [this](letter::NoAnswer& l) {
                       if (const auto to = connections.find(l.to)) to->answer_is_lost();
                   },
                   [this](letter::OpenStream& l) {
                       if (const auto to = connections.find(l.to))
                           to->open_stream(std::move(l.head), std::move(l.make));
                   },
                   [this](letter::WakeStream& l) {
                       if (const auto to = subscribers.find(l.to)) to->wake();
                   },
                   [](letter::Call& l) { l.function(); },
               },
               letter);
}

void IoThread::adopt(letter::Accepted accepted) {
    if (stopped_) return;
    auto connection = boost::intrusive_ptr<Connection>(new Connection(*this, std::move(accepted.peer)));
    if (!connection->take(std::move(accepted.socket))) {
        --counters_.connections_open;
        return;
    }
    connection->start(connections.insert(connection));
    if (draining_) connection->begin_drain();
}

void IoThread::schedule(TimerWheel::Timer& timer, std::chrono::milliseconds delay) {
    start_wheel();
    // One more, because the current tick has begun already.
    wheel_.schedule(timer, wheel_.now() + ticks(delay) + 1);
}

void IoThread::schedule_at(TimerWheel::Timer& timer, TimerWheel::Tick at) {
    start_wheel();
    wheel_.schedule(timer, at);
}

// It stands still while it is empty.
void IoThread::start_wheel() {
    if (tick_armed_) return;
    wheel_.set_now(tick_of_clock());
    arm_tick();
}

void IoThread::arm_tick() {
    tick_armed_ = true;
    tick_timer_.expires_at(started_ + tick_length * (wheel_.now() + 1));
    tick_timer_.async_wait([this](const ErrorCodeOfOs& error) {
        if (error) return;
        wheel_.advance(tick_of_clock());
        tick_armed_ = false;
        if (!wheel_.empty()) arm_tick();
    });
}

TimerWheel::Tick IoThread::tick_of_clock() const {
    return static_cast<TimerWheel::Tick>((std::chrono::steady_clock::now() - started_) / tick_length);
}

TimerWheel::Tick IoThread::ticks(std::chrono::milliseconds duration) {
    return static_cast<TimerWheel::Tick>((duration + tick_length - std::chrono::milliseconds(1)) / tick_length);
}

std::chrono::milliseconds IoThread::randomly(std::chrono::milliseconds duration, double low, double high) {
    const double factor = std::uniform_real_distribution<double>(low, high)(random_);
    return std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(duration.count()) * factor));
}

}  // namespace bs::http
