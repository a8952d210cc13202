// What systemd and its like tell a service, and want to hear of it: sd_listen_fds(3), sd_notify(3), WatchdogSec=.
// Without one of them all of this does nothing. https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

class ServiceManager {
public:
    // Reads its variables and takes them from the environment: they are not for our children.
    ServiceManager();

    // Listening sockets that were opened for us; usually none.
    [[nodiscard]] const std::vector<int>& sockets() const { return sockets_; }
    // How often alive() is to be said, with time to spare; nothing: never.
    [[nodiscard]] std::optional<std::chrono::milliseconds> alive_interval() const { return alive_interval_; }

    void ready(std::string_view status) const;
    void alive() const { tell("WATCHDOG=1"); }
    void stopping() const { tell("STOPPING=1"); }

private:
    void tell(std::string_view message) const;

    std::vector<int> sockets_;
    std::optional<std::chrono::milliseconds> alive_interval_;
    std::string address_;  // empty: nobody listens
};

}  // namespace bs::cli
