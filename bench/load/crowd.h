// Many subscribers of one event stream.
#pragma once

#include "event_reader.h"
#include "wire.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bs::bench {

class Crowd {
public:
    using OnEvent = std::function<void(std::size_t subscriber, const StreamEvent& event)>;

    // Keys of the epoll are the numbers of the subscribers.
    Crowd(Epoll& epoll, std::uint16_t port, const std::string& path, OnEvent on_event);

    // Returns when all of them are subscribed.
    void grow_to(std::size_t count);
    // Reads what there is for one of them.
    void read(std::size_t subscriber);
    // Reads whatever comes, until `milliseconds` are over.
    void listen(int milliseconds);

    [[nodiscard]] std::size_t size() const { return members_.size(); }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    struct Member {
        UniqueFd fd;
        EventReader reader;
    };

    void read_what_is_ready(int timeout_milliseconds);

    Epoll& epoll_;
    const std::uint16_t port_;
    const std::string request_;
    const OnEvent on_event_;
    std::vector<Member> members_;
    std::vector<char> buffer_;
    std::size_t open_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace bs::bench
