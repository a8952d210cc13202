// A small blocking HTTP/1.1 client for the command line: one kept-alive connection, time-outs, streamed bodies.
// Plain TCP only; TLS ends at the proxy. Used by one thread.
#pragma once

#include "base/result.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bs::http {

struct Url {
    std::string host;
    std::string port;
    std::string base_path;  // without a trailing slash
};

// "http://localhost:3001/prefix"; `invalid_field` with a hint otherwise (https included).
[[nodiscard]] Result<Url> parse_url(std::string_view text);

struct ClientResponse {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> fields;  // names in lower case
    std::string body;

    [[nodiscard]] std::string_view field(std::string_view name) const;  // "" when absent
};

class Client {
public:
    explicit Client(Url url, std::chrono::milliseconds timeout = std::chrono::seconds(30));
    ~Client();
    Client(Client&&) noexcept;

    using Fields = std::vector<std::pair<std::string, std::string>>;

    // Sends and waits. A kept-alive connection that the server closed in the meantime is opened again once, and only
    // when no byte of the answer had arrived and the request is safe to repeat (`repeatable`).
    // `unavailable`: could not connect or the connection broke; `request_timeout`: no answer in time.
    [[nodiscard]] Result<ClientResponse> send(std::string_view method, std::string_view target, const Fields& fields,
                                              std::string_view body, bool repeatable);

    // GETs and hands every piece of the body to `on_bytes` as it comes, until the body ends, `on_bytes` returns false,
    // or nothing came for `silence`. The result holds status and fields, and the body only when status is not 200.
    [[nodiscard]] Result<ClientResponse> stream(std::string_view target, const Fields& fields,
                                                std::chrono::milliseconds silence,
                                                const std::function<bool(std::string_view)>& on_bytes);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bs::http
