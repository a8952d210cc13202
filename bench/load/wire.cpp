#include "wire.h"

#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace bs::bench {
namespace {

sockaddr_in loopback(std::uint32_t host, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + host);
    return address;
}

const sockaddr* generic(const sockaddr_in& address) { return reinterpret_cast<const sockaddr*>(&address); }

}  // namespace

UniqueFd& UniqueFd::operator=(UniqueFd&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = other.release();
    }
    return *this;
}

UniqueFd::~UniqueFd() {
    if (fd_ >= 0) ::close(fd_);
}

int UniqueFd::release() { return std::exchange(fd_, -1); }

void fail_with_errno(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

UniqueFd connect_to(std::uint16_t port, unsigned spread) {
    constexpr unsigned sources = 8;
    UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (fd.get() < 0) fail_with_errno("socket");
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(fd.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const sockaddr_in source = loopback(spread % sources, 0);
    if (::bind(fd.get(), generic(source), sizeof source) != 0) fail_with_errno("bind");
    const sockaddr_in target = loopback(0, port);
    if (::connect(fd.get(), generic(target), sizeof target) != 0) fail_with_errno("connect");
    if (::fcntl(fd.get(), F_SETFL, O_NONBLOCK) != 0) fail_with_errno("fcntl");
    return fd;
}

std::string_view receive(int fd, std::span<char> buffer) {
    const ssize_t got = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (got > 0) return {buffer.data(), static_cast<std::size_t>(got)};
    if (got == 0) throw std::runtime_error("the server closed a connection");
    if (errno == EAGAIN || errno == EINTR) return {};
    fail_with_errno("recv");
}

void send_all(int fd, std::string_view bytes) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) fail_with_errno("send");
    if (static_cast<std::size_t>(sent) != bytes.size()) throw std::runtime_error("a request was sent in part only");
}

Epoll::Epoll() : fd_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (fd_.get() < 0) fail_with_errno("epoll_create1");
}

void Epoll::add(int fd, std::uint64_t key, Trigger trigger) {
    epoll_event event{};
    event.events = EPOLLIN | (trigger == Trigger::edge ? static_cast<std::uint32_t>(EPOLLET) : 0U);
    event.data.u64 = key;
    if (::epoll_ctl(fd_.get(), EPOLL_CTL_ADD, fd, &event) != 0) fail_with_errno("epoll_ctl");
}

std::span<epoll_event> Epoll::wait(std::span<epoll_event> ready, int timeout_milliseconds) {
    const int count = ::epoll_wait(fd_.get(), ready.data(), static_cast<int>(ready.size()), timeout_milliseconds);
    if (count < 0 && errno != EINTR) fail_with_errno("epoll_wait");
    return ready.first(static_cast<std::size_t>(count < 0 ? 0 : count));
}

}  // namespace bs::bench
