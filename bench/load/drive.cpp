#include "drive.h"

#include "crowd.h"
#include "samples.h"
#include "wire.h"

#include <array>
#include <cstdio>
#include <deque>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

namespace bs::bench {
namespace {

using TimePoint = SteadyClock::time_point;

constexpr std::uint64_t writer_key = std::uint64_t{1} << 32;  // above it: the number of a writer
// For what is under way at the end: 64 publishes to 5,000 subscribers are 320,000 deliveries.
constexpr auto patience = std::chrono::seconds(40);

struct Writer {
    UniqueFd fd;
    AnswerReader reader;
    bool is_busy = false;
    std::uint64_t sent = 0;  // the number of the request under way
};

// What became of a publish.
struct Delivery {
    std::size_t arrivals = 0;
    TimePoint last;
};

// What one subscriber has received, enough to see that each came once.
struct Received {
    std::uint64_t count = 0;
    std::uint64_t squares = 0;  // sum, modulo 2^64
};

class Drive {
public:
    Drive(const DriveOptions& options, Work& work);
    void run();

private:
    void send_until(TimePoint end);
    void send_what_may_be_sent();
    [[nodiscard]] bool may_send() const;
    [[nodiscard]] TimePoint next_due() const;  // with a rate
    void send(Writer& writer);
    void wait(TimePoint end);
    void take_answer(Writer& writer);
    void take_event(std::size_t subscriber, const StreamEvent& event);
    void finish();
    void check_subscribers() const;
    void print() const;

    const DriveOptions& options_;
    Work& work_;
    Epoll epoll_;
    std::vector<Writer> writers_;
    Crowd crowd_;
    std::array<epoll_event, 512> ready_;
    std::vector<char> buffer_;

    std::deque<std::size_t> idle_;       // writers; in turns, since a server closes what never asks
    std::vector<TimePoint> due_;         // by request: when it was sent, or should have been
    std::vector<std::uint64_t> places_;  // by request
    std::vector<SteadyClock::duration> answer_times_;
    std::vector<Delivery> deliveries_;  // by place
    std::vector<Received> received_;    // by subscriber
    std::uint64_t answers_ = 0;
    std::uint64_t delivered_ = 0;  // places that reached all
    std::uint64_t arrivals_ = 0;

    // The window that counts.
    TimePoint start_;
    TimePoint end_;
    std::uint64_t answers_before_ = 0;
    std::uint64_t arrivals_before_ = 0;
    std::uint64_t answers_in_window_ = 0;
    std::uint64_t arrivals_in_window_ = 0;
    std::uint64_t requests_before_ = 0;
};

Drive::Drive(const DriveOptions& options, Work& work)
    : options_(options),
      work_(work),
      writers_(options.writers),
      crowd_(epoll_, options.port, options.stream_path,
             [this](std::size_t subscriber, const StreamEvent& event) { take_event(subscriber, event); }),
      buffer_(64 * 1024),
      received_(options.subscribers) {}

void Drive::run() {
    crowd_.grow_to(options_.subscribers);
    if (options_.subscribers > 0) crowd_.listen(200);  // what greets them
    for (std::size_t i = 0; i < writers_.size(); ++i) {
        writers_[i].fd = connect_to(options_.port);
        epoll_.add(writers_[i].fd.get(), writer_key + i);
        idle_.push_back(i);
    }
    start_ = SteadyClock::now();
    if (options_.seconds > 0) {
        send_until(start_ + duration_of(options_.warm_up));
        answers_before_ = answers_;
        arrivals_before_ = arrivals_;
        requests_before_ = due_.size();
        start_ = SteadyClock::now();
        send_until(start_ + duration_of(options_.seconds));
    } else {
        while (answers_ < options_.requests) send_until(SteadyClock::now() + std::chrono::seconds(1));
    }
    end_ = SteadyClock::now();
    answers_in_window_ = answers_ - answers_before_;
    arrivals_in_window_ = arrivals_ - arrivals_before_;
    finish();
    check_subscribers();
    print();
}

void Drive::send_until(TimePoint end) {
    while (SteadyClock::now() < end) {
        if (options_.requests > 0 && answers_ == options_.requests) return;
        send_what_may_be_sent();
        wait(end);
    }
}

void Drive::send_what_may_be_sent() {
    while (!idle_.empty() && may_send()) {
        Writer& writer = writers_[idle_.front()];
        idle_.pop_front();
        send(writer);
    }
}

bool Drive::may_send() const {
    if (options_.requests > 0 && due_.size() == options_.requests) return false;
    const std::size_t undelivered = options_.undelivered == 0 ? options_.writers : options_.undelivered;
    if (options_.rate == 0) return options_.subscribers == 0 || due_.size() - delivered_ < undelivered;
    return SteadyClock::now() >= next_due();
}

TimePoint Drive::next_due() const {
    return start_ + duration_of(static_cast<double>(due_.size() - requests_before_) / options_.rate);
}

void Drive::send(Writer& writer) {
    // With a rate, when it should have been sent: a server that is slow for a while must not hide that from us.
    const TimePoint due = options_.rate > 0 ? next_due() : SteadyClock::now();
    writer.is_busy = true;
    writer.sent = due_.size();
    due_.push_back(due);
    places_.push_back(std::numeric_limits<std::uint64_t>::max());
    send_all(writer.fd.get(), work_.request(writer.sent));
}

void Drive::wait(TimePoint end) {
    // Rounded down: the last fraction of a millisecond is spent spinning, so that nothing is sent late.
    const auto until = options_.rate > 0 ? std::min(end, next_due()) : end;
    const auto left = std::chrono::floor<std::chrono::milliseconds>(until - SteadyClock::now()).count();
    for (const epoll_event& event : epoll_.wait(ready_, static_cast<int>(std::max<std::int64_t>(left, 0)))) {
        const std::uint64_t key = event.data.u64;
        if (key < writer_key) {
            crowd_.read(key);
        } else {
            take_answer(writers_[key - writer_key]);
            if (options_.subscribers == 0 && options_.rate == 0) send_what_may_be_sent();
        }
    }
}

void Drive::take_answer(Writer& writer) {
    const std::string_view bytes = receive(writer.fd.get(), buffer_);
    if (bytes.empty()) return;
    const auto answer = writer.reader.take(bytes);
    if (!answer) return;
    if (!writer.is_busy) throw std::runtime_error("an answer that nobody asked for");
    if (answer->status < 200 || answer->status > 299) {
        throw std::runtime_error("status " + std::to_string(answer->status) + ": " + std::string(answer->body));
    }
    answer_times_.push_back(SteadyClock::now() - due_[writer.sent]);
    places_[writer.sent] = work_.place_of_answer(writer.sent, *answer);
    ++answers_;
    writer.is_busy = false;
    idle_.push_back(static_cast<std::size_t>(&writer - writers_.data()));
}

void Drive::take_event(std::size_t subscriber, const StreamEvent& event) {
    const auto place = work_.place_of_event(event);
    if (!place) return;
    Received& received = received_[subscriber];
    if (work_.is_ordered() && *place != received.count) {
        throw std::runtime_error("a subscriber got event " + std::to_string(*place) + " of the run instead of " +
                                 std::to_string(received.count));
    }
    ++received.count;
    received.squares += *place * *place;
    ++arrivals_;
    if (deliveries_.size() <= *place) deliveries_.resize(*place + 1);
    Delivery& delivery = deliveries_[*place];
    if (++delivery.arrivals < options_.subscribers) return;
    delivery.last = SteadyClock::now();
    ++delivered_;
}

void Drive::finish() {
    const auto deadline = SteadyClock::now() + patience;
    const auto is_done = [this] {
        return answers_ == due_.size() && (options_.subscribers == 0 || delivered_ >= due_.size());
    };
    while (!is_done()) {
        for (const epoll_event& event : epoll_.wait(ready_, 100)) {
            const std::uint64_t key = event.data.u64;
            if (key < writer_key) crowd_.read(key);
            if (key >= writer_key) take_answer(writers_[key - writer_key]);
        }
        if (SteadyClock::now() > deadline) {
            throw std::runtime_error("of " + std::to_string(due_.size()) + " requests " + std::to_string(answers_) +
                                     " were answered and " + std::to_string(delivered_) + " reached every subscriber");
        }
    }
    if (options_.subscribers > 0) crowd_.listen(100);  // for what comes twice
}

void Drive::check_subscribers() const {
    std::uint64_t squares = 0;
    for (std::uint64_t place = 0; place < due_.size(); ++place) squares += place * place;
    for (const Received& received : received_) {
        if (received.count != due_.size() || received.squares != squares) {
            throw std::runtime_error("a subscriber got " + std::to_string(received.count) + " events of " +
                                     std::to_string(due_.size()));
        }
    }
}

void Drive::print() const {
    std::vector<SteadyClock::duration> arrival_times;
    if (options_.subscribers > 0) {
        for (std::size_t n = requests_before_; n < due_.size(); ++n) {
            arrival_times.push_back(deliveries_.at(places_[n]).last - due_[n]);
        }
    }
    const double window = seconds(end_ - start_);
    std::printf(
        "{\"sent\":%zu,\"seconds\":%.4f,\"answers_per_second\":%.1f,\"answer_p50_us\":%.1f,\"answer_p99_us\":%.1f,"
        "\"deliveries_per_second\":%.1f,\"arrival_p50_us\":%.1f,\"arrival_p99_us\":%.1f,\"bytes\":%llu}\n",
        due_.size(), window, static_cast<double>(answers_in_window_) / window, percentile(answer_times_, 50),
        percentile(answer_times_, 99), static_cast<double>(arrivals_in_window_) / window, percentile(arrival_times, 50),
        percentile(arrival_times, 99), static_cast<unsigned long long>(crowd_.bytes()));
}

}  // namespace

void drive(const DriveOptions& options, Work& work) { Drive(options, work).run(); }

}  // namespace bs::bench
