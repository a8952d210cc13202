#include "http/listener.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>
#include <utility>

namespace bs::http {
namespace {

constexpr int accepts_per_turn = 64;
constexpr std::chrono::milliseconds back_off_time{50};

std::string text_of(const sockaddr_storage& address) {
    char text[INET6_ADDRSTRLEN] = "?";
    if (address.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
        return std::string(text) + ":" + std::to_string(ntohs(v4.sin_port));
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    std::string_view host = text;
    if (host.starts_with("::ffff:") && host.find('.') != std::string_view::npos) {
        return std::string(host.substr(7)) + ":" + std::to_string(ntohs(v6.sin6_port));
    }
    return "[" + std::string(host) + "]:" + std::to_string(ntohs(v6.sin6_port));
}

std::unexpected<Error> cannot(const std::string& what, const std::string& address) {
    return fail(ErrorCode::unavailable,
                "cannot " + what + " " + address + ": " + std::generic_category().message(errno));
}

BoundSocket with_address(UniqueFd fd) {
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&bound), &size);
    return BoundSocket{std::move(fd), text_of(bound)};
}

Result<BoundSocket> bind_one(const addrinfo& info, const std::string& address) {
    UniqueFd fd(::socket(info.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!fd.is_open()) return cannot("open a socket for", address);
    const int on = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    // Accepted sockets inherit this one.
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::bind(fd.get(), info.ai_addr, info.ai_addrlen) != 0) return cannot("listen on", address);
    if (::listen(fd.get(), SOMAXCONN) != 0) return cannot("listen on", address);
    return with_address(std::move(fd));
}

bool is_out_of_resources(int error) {
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

Result<std::vector<BoundSocket>> bind_address(const std::string& address) {
    const std::size_t colon = address.rfind(':');
    if (colon == std::string::npos || colon + 1 == address.size()) {
        return fail(ErrorCode::invalid_field,
                    "'" + address + "' is no address; expected host:port, such as 127.0.0.1:3001");
    }
    std::string host = address.substr(0, colon);
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    // RFC 6761: "localhost" is this machine, also where neither a hosts file nor a resolver says so.
    const bool loopback = host == "localhost";
    hints.ai_flags = loopback ? 0 : AI_PASSIVE;
    const char* node = host.empty() || loopback ? nullptr : host.c_str();
    addrinfo* found = nullptr;
    const std::string port = address.substr(colon + 1);
    if (const int error = ::getaddrinfo(node, port.c_str(), &hints, &found); error != 0) {
        return fail(ErrorCode::invalid_field, "'" + address + "' cannot be resolved: " + ::gai_strerror(error));
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
    std::vector<BoundSocket> sockets;
    for (const addrinfo* info = found; info != nullptr; info = info->ai_next) {
        auto bound = bind_one(*info, address);
        // "localhost" is often both ::1 and 127.0.0.1 on a machine without IPv6.
        const bool no_such_family = !bound && (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL);
        if (no_such_family && (info->ai_next != nullptr || !sockets.empty())) continue;
        if (!bound) return std::unexpected(std::move(bound).error());
        sockets.push_back(*std::move(bound));
    }
    return sockets;
}

Result<BoundSocket> adopt_socket(int fd) {
    const std::string name = "the socket that was handed over as descriptor " + std::to_string(fd);
    int listens = 0;
    socklen_t size = sizeof listens;
    sockaddr_storage address{};
    socklen_t address_size = sizeof address;
    const bool is_socket = ::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 &&
                           ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &address_size) == 0;
    const bool is_ip = address.ss_family == AF_INET || address.ss_family == AF_INET6;
    if (!is_socket || listens == 0 || !is_ip) return fail(ErrorCode::unavailable, name + " is no listening TCP socket");
    UniqueFd ours(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
    if (!ours.is_open()) return cannot("use", name);
    const int on = 1;
    ::setsockopt(ours.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return with_address(std::move(ours));
}

void shed(IoThread& io, UniqueFd socket) {
    ++io.counters().accept_errors;
    OutQueue bytes;
    Response response = io.hooks().render_error(Error{ErrorCode::overloaded, "too many connections", {}, {}});
    write_response(bytes, response, {.head_request = false, .close = true}, io.date.now());
    const std::string text = bytes.flatten();
    if (::send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0) return;
    ::shutdown(socket.get(), SHUT_WR);
    // A request that is here already must be read, or closing would reset the connection and our answer with it.
    auto& buffer = io.read_buffer();
    static_cast<void>(::recv(socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT));
}

Listener::Listener(IoThread& io, UniqueFd bound, Latecomers latecomers, Deal deal)
    : io_(io), acceptor_(io.context()), pause_(io.context()), latecomers_(latecomers), deal_(std::move(deal)) {
    reserve_ = UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    acceptor_.assign(asio::ip::tcp::v4(), bound.release());
    acceptor_.native_non_blocking(true);
}

void Listener::start() { wait(); }

void Listener::stop() {
    if (stopped_) return;
    if (latecomers_ == Latecomers::ours) {
        for (int i = 0; i < accepts_per_turn && accept_one() == Got::one; ++i) continue;
    }
    stopped_ = true;
    ErrorCodeOfOs ignored;
    ignored = acceptor_.close(ignored);
    pause_.cancel();
}

void Listener::wait() {
    acceptor_.async_wait(Acceptor::wait_read, [this](const ErrorCodeOfOs& error) {
        if (stopped_) return;
        if (error) return back_off();
        accept_some();
    });
}

void Listener::accept_some() {
    Got got = Got::one;
    for (int i = 0; i < accepts_per_turn && got == Got::one; ++i) got = accept_one();
    if (got == Got::no_room) return back_off();
    wait();
}

Listener::Got Listener::accept_one() {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    UniqueFd socket(::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&address), &size,
                              SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.is_open()) {
        deal_({std::move(socket), text_of(address)});
        return Got::one;
    }
    if (errno == EAGAIN) return Got::none;
    const bool no_room = is_out_of_resources(errno);
    ++io_.counters().accept_errors;
    if (!no_room) return Got::one;  // that connection is gone already (ECONNABORTED and such); others wait
    shed_with_reserve();
    return Got::no_room;
}

void Listener::shed_with_reserve() {
    reserve_ = UniqueFd();
    for (int i = 0; i < accepts_per_turn; ++i) {
        UniqueFd socket(::accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!socket.is_open()) break;
        shed(io_, std::move(socket));
    }
    reserve_ = UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

void Listener::back_off() {
    pause_.expires_after(back_off_time);
    pause_.async_wait([this](const ErrorCodeOfOs&) {
        if (!stopped_) accept_some();
    });
}

}  // namespace bs::http
