#include "crowd.h"

#include "samples.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace bs::bench {
namespace {

constexpr std::size_t buffer_bytes = 256 * 1024;
constexpr std::size_t connecting_max = 200;  // far below any backlog: a connection that waits there is tried after 1 s
constexpr auto open_deadline = std::chrono::seconds(20);

}  // namespace

Crowd::Crowd(Epoll& epoll, std::uint16_t port, const std::string& path, OnEvent on_event)
    : epoll_(epoll),
      port_(port),
      request_("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
               "\r\nAccept: text/event-stream\r\n\r\n"),
      on_event_(std::move(on_event)),
      buffer_(buffer_bytes) {}

void Crowd::grow_to(std::size_t count) {
    members_.reserve(count);
    const auto deadline = SteadyClock::now() + open_deadline;
    while (open_ < count) {
        while (members_.size() < std::min(count, open_ + connecting_max)) {
            const std::size_t number = members_.size();
            Member member{connect_to(port_, static_cast<unsigned>(number)), {}};
            send_all(member.fd.get(), request_);
            epoll_.add(member.fd.get(), number, Epoll::Trigger::edge);
            members_.push_back(std::move(member));
        }
        read_what_is_ready(100);
        if (SteadyClock::now() > deadline) throw std::runtime_error("subscribing takes too long");
    }
}

void Crowd::read(std::size_t subscriber) {
    Member& member = members_[subscriber];
    const bool was_open = member.reader.is_open();
    std::string_view bytes;
    do {
        bytes = receive(member.fd.get(), buffer_);
        bytes_ += bytes.size();
        member.reader.take(bytes, [&](const StreamEvent& event) { on_event_(subscriber, event); });
    } while (bytes.size() == buffer_.size());
    if (!was_open && member.reader.is_open()) ++open_;
}

void Crowd::listen(int milliseconds) {
    const auto end = SteadyClock::now() + std::chrono::milliseconds(milliseconds);
    while (SteadyClock::now() < end) read_what_is_ready(10);
}

void Crowd::read_what_is_ready(int timeout_milliseconds) {
    std::array<epoll_event, 512> ready;
    for (const epoll_event& event : epoll_.wait(ready, timeout_milliseconds)) read(event.data.u64);
}

}  // namespace bs::bench
