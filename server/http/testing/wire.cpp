#include "http/testing/wire.h"

#include "base/check.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace bs::http::testing {
namespace {

constexpr milliseconds patience{10'000};

int status_for(ErrorCode code) {
    constexpr std::pair<ErrorCode, int> rows[] = {
        {ErrorCode::malformed_request, 400}, {ErrorCode::request_timeout, 408}, {ErrorCode::uri_too_long, 414},
        {ErrorCode::headers_too_large, 431}, {ErrorCode::body_too_large, 413},  {ErrorCode::method_not_allowed, 405},
        {ErrorCode::overloaded, 503},        {ErrorCode::internal, 500},
    };
    for (const auto& [row, status] : rows) {
        if (row == code) return status;
    }
    return 599;
}

}  // namespace

TestServer::TestServer(Handler handler, ServerOptions options,
                       std::function<std::optional<Response>(const Request&)> on_head) {
    options.listen = {"127.0.0.1:0"};
    if (options.io_threads == 0) options.io_threads = 2;
    ServerHooks hooks;
    hooks.on_request = std::move(handler);
    hooks.on_head = std::move(on_head);
    hooks.render_error = [](const Error& error) {
        return text_response(status_for(error.code), "text/plain", error.detail);
    };
    auto opened = Server::open(std::move(options), std::move(hooks));
    BS_ASSERT(opened.has_value());
    server_ = *std::move(opened);
    const std::string address = server_->addresses().at(0);
    port_ = std::stoi(address.substr(address.rfind(':') + 1));
    server_->start();
}

void TestServer::echo(Request& request, Reply reply) {
    std::string body(to_word(request.method));
    body.append(" ").append(request.path).append(" ").append(request.body);
    std::move(reply).send(text_response(200, "text/plain", std::move(body)));
}

Wire::Wire(int port, int receive_buffer) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fd_ = UniqueFd();
}

bool Wire::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

Wire::Got Wire::receive_some(milliseconds timeout) {
    pollfd entry{fd_.get(), POLLIN, 0};
    if (::poll(&entry, 1, static_cast<int>(timeout.count())) <= 0) return Got::timeout;
    std::array<char, 64 * 1024> buffer;
    const ssize_t got = ::recv(fd_.get(), buffer.data(), buffer.size(), 0);
    if (got < 0) return Got::reset;
    if (got == 0) return Got::end;
    input_.append(buffer.data(), static_cast<std::size_t>(got));
    return Got::bytes;
}

std::string Wire::receive_until(std::string_view text) {
    while (input_.find(text) == std::string::npos && receive_some(patience) == Got::bytes) continue;
    const std::size_t found = input_.find(text);
    const std::size_t end = found == std::string::npos ? input_.size() : found + text.size();
    std::string taken = input_.substr(0, end);
    input_.erase(0, end);
    return taken;
}

std::string Wire::receive_answer(bool head_request) {
    std::string answer = receive_until("\r\n\r\n");
    const std::size_t field = answer.find("Content-Length: ");
    if (head_request || field == std::string::npos) return answer;
    const std::size_t length = std::stoul(answer.substr(field + 16));
    while (input_.size() < length) {
        if (receive_some(patience) != Got::bytes) return "";
    }
    answer.append(input_, 0, length);
    input_.erase(0, length);
    return answer;
}

std::string Wire::receive_all(milliseconds timeout) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    Got got = Got::bytes;
    while (got == Got::bytes) {
        const auto left = std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now());
        got = left.count() > 0 ? receive_some(left) : Got::timeout;
    }
    std::string all = std::move(input_);
    input_.clear();
    if (got == Got::reset) all += "<reset>";
    if (got == Got::timeout) all += "<timeout>";
    return all;
}

void Wire::close_sending() { ::shutdown(fd_.get(), SHUT_WR); }

std::string status_of(std::string_view answer) {
    return answer.starts_with("HTTP/1.1 ") ? std::string(answer.substr(9, 3)) : "none: " + std::string(answer);
}

std::string body_of(std::string_view answer) {
    const std::size_t end = answer.find("\r\n\r\n");
    return end == std::string_view::npos ? "" : std::string(answer.substr(end + 4));
}

bool eventually(const std::function<bool()>& claim) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!claim()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(milliseconds(1));
    }
    return true;
}

}  // namespace bs::http::testing
