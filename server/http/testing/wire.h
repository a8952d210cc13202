// For the tests of this room: a server on a free port, and a raw socket that says exactly what it is told.
#pragma once

#include "http/server.h"
#include "http/unique_fd.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bs::http::testing {

using std::chrono::milliseconds;

// Answers every request with "METHOD path body" unless told otherwise, and starts at once.
class TestServer {
public:
    using Handler = std::function<void(Request&, Reply)>;

    explicit TestServer(Handler handler = echo, ServerOptions options = {},
                        std::function<std::optional<Response>(const Request&)> on_head = {});

    static void echo(Request& request, Reply reply);

    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    Server* operator->() { return server_.get(); }
    Server& operator*() { return *server_; }
    // Ends the server at once.
    void destroy() { server_.reset(); }

private:
    std::unique_ptr<Server> server_;
    int port_ = 0;
};

// A TCP connection to 127.0.0.1. Everything gives up after ten seconds.
class Wire {
public:
    explicit Wire(int port, int receive_buffer = 0);

    // False when the other side is gone.
    bool send(std::string_view bytes);
    // Until `text` was seen, the other side closed, or time is up; returns everything that was not returned before.
    std::string receive_until(std::string_view text);
    // One answer with Content-Length or without a body; "" when the other side closed before it was complete.
    std::string receive_answer(bool head_request = false);
    // Everything up to the orderly end; adds "<reset>" or "<timeout>" when it does not come to that.
    std::string receive_all(milliseconds timeout = std::chrono::seconds(10));
    void close_sending();
    void close() { fd_ = UniqueFd(); }
    [[nodiscard]] int fd() const { return fd_.get(); }

private:
    enum class Got : std::uint8_t { bytes, end, reset, timeout };
    Got receive_some(milliseconds timeout);

    UniqueFd fd_;
    std::string input_;
};

// "200" of "HTTP/1.1 200 OK...".
[[nodiscard]] std::string status_of(std::string_view answer);
[[nodiscard]] std::string body_of(std::string_view answer);

// Polls until the claim holds; false after ten seconds.
[[nodiscard]] bool eventually(const std::function<bool()>& claim);

}  // namespace bs::http::testing
