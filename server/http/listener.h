// Accepts connections and hands them on. No error of accept() ever ends it, and when descriptors run out it still
// answers: it keeps one in reserve to tell those who come that there is no room.
#pragma once

#include "base/result.h"
#include "http/asio.h"
#include "http/io_thread.h"
#include "http/unique_fd.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bs::http {

struct BoundSocket {
    UniqueFd fd;
    std::string address;  // "127.0.0.1:3001", "[::1]:3001"
};

// Binds every address that "host:port" stands for and listens. `invalid_field` for what is no address, `unavailable`
// when it cannot be bound.
[[nodiscard]] Result<std::vector<BoundSocket>> bind_address(const std::string& address);

// The same for a socket that somebody else bound and listens on, and that stays open. `unavailable`: it is not one.
[[nodiscard]] Result<BoundSocket> adopt_socket(int fd);

class Listener {
public:
    using Deal = std::function<void(letter::Accepted)>;

    // Those whom a stopping listener did not accept yet: answered by us, or left to the next owner of the socket.
    enum class Latecomers : std::uint8_t { ours, of_the_next };

    Listener(IoThread& io, UniqueFd bound, Latecomers latecomers, Deal deal);

    // On the io thread.
    void start();
    void stop();

private:
    void wait();
    void accept_some();
    enum class Got : std::uint8_t { one, none, no_room };
    [[nodiscard]] Got accept_one();
    void shed_with_reserve();
    void back_off();

    IoThread& io_;
    Acceptor acceptor_;
    SteadyTimer pause_;
    Latecomers latecomers_;
    Deal deal_;
    UniqueFd reserve_;
    bool stopped_ = false;
};

// Says 503 as well as one can without waiting, and closes.
void shed(IoThread& io, UniqueFd socket);

}  // namespace bs::http
