// Sockets of a load tool: blocking until connected, non-blocking afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <sys/epoll.h>

namespace bs::bench {

class UniqueFd {
public:
    UniqueFd() = default;
    explicit UniqueFd(int fd) : fd_(fd) {}
    UniqueFd(UniqueFd&& other) noexcept : fd_(other.release()) {}
    UniqueFd& operator=(UniqueFd&& other) noexcept;
    ~UniqueFd();

    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] int release();

private:
    int fd_ = -1;
};

// Throws std::system_error of errno.
[[noreturn]] void fail_with_errno(const std::string& what);

// To 127.0.0.1. Each `spread` comes from another loopback address, so that one address does not run out of ports.
[[nodiscard]] UniqueFd connect_to(std::uint16_t port, unsigned spread = 0);

// The bytes there are now: empty when there are none. Throws when the peer has closed.
[[nodiscard]] std::string_view receive(int fd, std::span<char> buffer);

// All of it at once: a request is far smaller than a socket's buffer. Throws otherwise.
void send_all(int fd, std::string_view bytes);

class Epoll {
public:
    Epoll();
    // By edge: says only once that there is something, so that all of it has to be read.
    enum class Trigger : std::uint8_t { level, edge };
    void add(int fd, std::uint64_t key, Trigger trigger = Trigger::level);
    // What became readable: at most the size of `ready`.
    [[nodiscard]] std::span<epoll_event> wait(std::span<epoll_event> ready, int timeout_milliseconds);

private:
    UniqueFd fd_;
};

}  // namespace bs::bench
