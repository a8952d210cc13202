#include "cli/service_manager.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace bs::cli {
namespace {

constexpr int first_socket = 3;  // SD_LISTEN_FDS_START
constexpr std::int64_t sockets_max = 64;

// The variable's value, once.
std::string take(const char* name) {
    const char* value = ::getenv(name);  // NOLINT(concurrency-mt-unsafe): no thread has started yet
    std::string text = value == nullptr ? "" : value;
    ::unsetenv(name);  // NOLINT(concurrency-mt-unsafe): as above
    return text;
}

std::int64_t number(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

}  // namespace

ServiceManager::ServiceManager() : address_(take("NOTIFY_SOCKET")) {
    const std::int64_t us = ::getpid();
    const std::int64_t listener = number(take("LISTEN_PID"));
    const std::int64_t count = number(take("LISTEN_FDS"));
    take("LISTEN_FDNAMES");
    for (std::int64_t i = 0; listener == us && i < count && i < sockets_max; ++i) {
        sockets_.push_back(first_socket + static_cast<int>(i));
        ::fcntl(sockets_.back(), F_SETFD, FD_CLOEXEC);
    }
    const std::string watched = take("WATCHDOG_PID");
    const std::int64_t micros = number(take("WATCHDOG_USEC"));
    if (micros > 0 && (watched.empty() || number(watched) == us))
        alive_interval_ = std::chrono::milliseconds(micros / 1'000 / 3);
}

void ServiceManager::ready(std::string_view status) const {
    std::string message = "READY=1\nSTATUS=";
    message += status;
    tell(message);
}

void ServiceManager::tell(std::string_view message) const {
    sockaddr_un address{};
    if (address_.empty() || address_.size() >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, address_.data(), address_.size());
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';  // of the abstract name space
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
    const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return;
    // Whoever does not hear it will ask in their own way.
    static_cast<void>(
        !::sendto(fd, message.data(), message.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), size));
    ::close(fd);
}

}  // namespace bs::cli
