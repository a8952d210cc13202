// The HTTP/1.1 server: listeners, one io thread per core, the guard, limits, time-outs, streaming connections.
// It turns bytes into Requests and Responses into bytes, and has never heard of a bet.
#pragma once

#include "base/limits.h"
#include "base/result.h"
#include "http/message.h"
#include "http/stream.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bs::http {

class Connection;
class Mailbox;

// The right to answer one request, exactly once, from any thread. Destroyed unused it answers 500, so that
// no client ever waits for an answer that nobody will give. After the connection died it does nothing.
class Reply {
public:
    Reply(Reply&&) noexcept;
    Reply& operator=(Reply&&) noexcept;
    ~Reply();

    // Called on the connection's own io thread (a handler that answers at once) there is no hop.
    void send(Response response) &&;

    // Runs `make` on the connection's io thread and sends what it returns: encoding stays off the writer thread.
    void send_from(std::move_only_function<Response()> make) &&;

    // Sends the head, then streams. `make` runs on the io thread and receives the waker of this stream.
    // The head gets `Transfer-Encoding: chunked` unless the request was HTTP/1.0 (then the connection ends the body).
    void stream(Response head,
                std::move_only_function<std::unique_ptr<StreamSource>(std::shared_ptr<StreamWaker>)> make) &&;

private:
    friend class Connection;
    Reply(std::shared_ptr<Mailbox> mailbox, std::uint32_t slot, std::uint32_t generation);

    std::shared_ptr<Mailbox> mailbox_;  // of the connection's io thread; null once used
    std::uint32_t slot_ = 0;            // which connection there
    std::uint32_t generation_ = 0;
};

struct ServerOptions {
    std::vector<std::string> listen = {"127.0.0.1:3001"};  // "host:port", "[::1]:port"; port 0 picks a free one
    std::vector<int> inherited;  // listening sockets that take the place of `listen`; they stay open
    unsigned io_threads = 0;     // 0: one per core
    std::size_t connections_max = 65'536;
    std::size_t streams_max = limits::subscribers_max;
    // Of request bodies that are being received or handled, over all connections; beyond, `overloaded` is the answer.
    std::size_t bodies_bytes_max = 512 * 1024 * 1024;
    std::size_t stream_lag_bytes_max = limits::subscriber_lag_bytes_max;
    std::chrono::milliseconds ping_interval = limits::ping_interval;
    std::chrono::milliseconds stream_rotation = limits::stream_rotation;
    std::chrono::milliseconds header_deadline = limits::header_deadline;
    std::chrono::milliseconds idle_deadline = limits::idle_deadline;
    std::chrono::milliseconds body_grace = limits::body_grace;
    std::chrono::milliseconds write_stall_deadline = limits::write_stall_deadline;
};

// What the server asks of its owner. Called on io threads, several at once.
struct ServerHooks {
    std::function<void(Request&, Reply)> on_request;
    // Called when the head is complete, before `100 Continue` and before any byte of the body is read: refuse early
    // (unknown route, wrong method, wrong content type), or answer nothing to let the body come.
    std::function<std::optional<Response>(const Request&)> on_head;
    // How a refusal of the guard looks on the wire (malformed, too large, too slow).
    std::function<Response(const Error&)> render_error;
};

// Counters since start; read from any thread, for /metrics.
struct ServerStats {
    std::uint64_t connections_accepted = 0;
    std::uint64_t connections_open = 0;
    std::uint64_t requests = 0;
    std::uint64_t guard_refusals = 0;
    std::uint64_t accept_errors = 0;
    std::uint64_t streams_open = 0;
    std::uint64_t streams_cut_slow = 0;
    std::uint64_t stream_bytes = 0;
};

// "127.0.0.1:3001". `unavailable`: the descriptor is no listening TCP socket.
[[nodiscard]] Result<std::string> address_of_socket(int fd);

class Server {
public:
    // Binds at once, so that a port in use is an error here and not a silence later.
    [[nodiscard]] static Result<std::unique_ptr<Server>> open(ServerOptions options, ServerHooks hooks);
    ~Server();  // stops at once if stop() was not called

    void start();
    // The addresses really bound, with the real ports.
    [[nodiscard]] std::vector<std::string> addresses() const;

    // There may be something new for every stream: one coalesced wake per io thread. From any thread, cheap.
    void wake_streams();

    // Graceful end: no new connections, streams get finish(draining) spread over the first half of `window`,
    // running requests are answered with `Connection: close`, then the threads end. Blocks until all is done.
    void drain(std::chrono::milliseconds window);

    [[nodiscard]] ServerStats stats() const;
    // Cheap: for a handler that decides whether to open one more.
    [[nodiscard]] std::size_t streams_open() const;

private:
    class Impl;
    explicit Server(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bs::http
