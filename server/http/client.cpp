#include "http/client.h"

#include "base/ascii.h"
#include "http/chunked.h"
#include "http/guard.h"
#include "http/unique_fd.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>

namespace bs::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t answer_head_bytes_max = 64 * 1024;

Error broken(std::string detail) { return {ErrorCode::unavailable, std::move(detail), {}, {}}; }
Error too_late() { return {ErrorCode::request_timeout, "the server did not answer in time", {}, {}}; }

// How the body of an answer ends.
struct BodyFraming {
    bool chunked = false;
    std::optional<std::uint64_t> length;  // neither: the end of the connection ends it
    bool keep_alive = false;
};

// Parses "HTTP/1.1 200 OK\r\nname: value\r\n...\r\n\r\n".
bool parse_head(std::string_view head, ClientResponse& response, bool& http_1_1) {
    const std::size_t line_end = head.find("\r\n");
    const std::string_view status_line = head.substr(0, line_end);
    if (!status_line.starts_with("HTTP/1.1 ") && !status_line.starts_with("HTTP/1.0 ")) return false;
    http_1_1 = status_line[7] == '1';
    const auto digits = status_line.substr(9, 3);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), response.status);
    if (error != std::errc{} || end != digits.data() + 3 || response.status < 100) return false;
    response.fields.clear();
    for (std::size_t at = line_end + 2; at + 2 < head.size();) {
        const std::size_t stop = head.find("\r\n", at);
        const std::string_view line = head.substr(at, stop - at);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0) return false;
        response.fields.emplace_back(ascii::to_lower(line.substr(0, colon)), ascii::trim(line.substr(colon + 1)));
        at = stop + 2;
    }
    return true;
}

std::optional<BodyFraming> framing_of(const ClientResponse& response, bool http_1_1, bool head_request) {
    BodyFraming framing;
    framing.keep_alive = http_1_1 && !ascii::equal_ignoring_case(response.field("connection"), "close");
    if (head_request || response.status == 204 || response.status == 304) {
        framing.length = 0;
        return framing;
    }
    if (const std::string_view coding = response.field("transfer-encoding"); !coding.empty()) {
        if (!ascii::equal_ignoring_case(coding, "chunked")) return std::nullopt;
        framing.chunked = true;
    } else if (const std::string_view text = response.field("content-length"); !text.empty()) {
        std::uint64_t length = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
        if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        framing.length = length;
    } else {
        framing.keep_alive = false;
    }
    return framing;
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
    constexpr std::string_view scheme = "http://";
    const auto refuse = [&](std::string_view why) {
        return fail(ErrorCode::invalid_field, "'" + std::string(text) + "' " + std::string(why));
    };
    if (text.starts_with("https://"))
        return refuse("uses TLS, which ends at the proxy; use the http:// address of the server");
    if (!text.starts_with(scheme)) return refuse("is no URL; expected one such as http://localhost:3001");
    std::string_view rest = text.substr(scheme.size());
    Url url;
    const std::size_t path = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, path);
    url.base_path = rest.substr(path);
    while (url.base_path.ends_with('/')) url.base_path.pop_back();
    if (url.base_path.find_first_of("?#") != std::string::npos) return refuse("must have no query");
    const std::size_t bracket = authority.rfind(']');
    std::size_t colon = authority.rfind(':');
    if (colon != std::string_view::npos && bracket != std::string_view::npos && colon < bracket)
        colon = std::string_view::npos;
    url.port = colon == std::string_view::npos ? "80" : std::string(authority.substr(colon + 1));
    url.host = authority.substr(0, std::min(colon, authority.size()));
    if (url.host.starts_with('[') && url.host.ends_with(']')) url.host = url.host.substr(1, url.host.size() - 2);
    if (url.host.empty() || url.host.find_first_of("@ ") != std::string::npos) return refuse("names no host");
    const bool is_port = !url.port.empty() && url.port.size() <= 5 && std::ranges::all_of(url.port, ascii::is_digit);
    if (!is_port) return refuse("has no valid port");
    return url;
}

std::string_view ClientResponse::field(std::string_view name) const {
    for (const auto& [key, value] : fields) {
        if (key == name) return value;
    }
    return {};
}

class Client::Impl {
public:
    Impl(Url url, milliseconds timeout) : url_(std::move(url)), timeout_(timeout) {}

    using Sink = std::function<bool(std::string_view)>;

    struct Call {
        std::string_view method;
        std::string_view target;
        const Fields& fields;
        std::string_view body;
        bool repeatable = false;
        milliseconds silence;        // bounds every wait for bytes of the answer
        const Sink* sink = nullptr;  // takes the pieces of a 200's body
    };

    Result<ClientResponse> exchange(const Call& call) {
        const bool was_open = socket_.is_open();
        auto result = attempt(call);
        if (!result && was_open && call.repeatable && !answer_began_ && result.error().code == ErrorCode::unavailable) {
            result = attempt(call);
        }
        return result;
    }

    [[nodiscard]] milliseconds timeout() const { return timeout_; }

private:
    Result<ClientResponse> attempt(const Call& call) {
        answer_began_ = false;
        input_.clear();
        auto result = try_attempt(call);
        if (!result || !keep_alive_) socket_ = UniqueFd();
        return result;
    }

    Result<ClientResponse> try_attempt(const Call& call) {
        keep_alive_ = false;
        if (!socket_.is_open()) BS_CHECK(connect());
        BS_CHECK(send_all(request_head(call), call.body));
        ClientResponse response;
        bool http_1_1 = false;
        do {
            BS_TRY(const std::size_t end, read_head(call.silence));
            if (!parse_head(std::string_view(input_).substr(0, end), response, http_1_1)) {
                return fail(broken("the server's answer is not HTTP"));
            }
            input_.erase(0, end);
        } while (response.status < 200);
        const auto framing = framing_of(response, http_1_1, call.method == "HEAD");
        if (!framing) return fail(broken("the server's answer has no valid length"));
        BS_TRY(const bool complete,
               read_body(*framing, response, call.silence, response.status == 200 ? call.sink : nullptr));
        keep_alive_ = complete && framing->keep_alive && input_.empty();
        return response;
    }

    [[nodiscard]] std::string request_head(const Call& call) const {
        const bool bare_v6 = url_.host.find(':') != std::string::npos;
        std::string head;
        head.append(call.method).append(" ").append(url_.base_path).append(call.target).append(" HTTP/1.1\r\nHost: ");
        head.append(bare_v6 ? "[" + url_.host + "]" : url_.host);
        if (url_.port != "80") head.append(":").append(url_.port);
        head.append("\r\n");
        for (const auto& [name, value] : call.fields) head.append(name).append(": ").append(value).append("\r\n");
        const bool says_length = call.method == "POST" || call.method == "PUT" || call.method == "PATCH";
        if (!call.body.empty() || says_length) {
            head.append("Content-Length: ").append(std::to_string(call.body.size())).append("\r\n");
        }
        return head.append("\r\n");
    }

    Result<> connect() {
        addrinfo hints{};
        hints.ai_family = AF_UNSPEC;
        hints.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        if (const int error = ::getaddrinfo(url_.host.c_str(), url_.port.c_str(), &hints, &found); error != 0) {
            return fail(broken("cannot resolve " + url_.host + ": " + ::gai_strerror(error)));
        }
        const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
        int error = 0;
        for (const addrinfo* info = found; info != nullptr && !socket_.is_open(); info = info->ai_next) {
            error = connect_to(*info);
        }
        if (socket_.is_open()) return {};
        return fail(
            broken("cannot connect to " + url_.host + ":" + url_.port + ": " + std::generic_category().message(error)));
    }

    int connect_to(const addrinfo& info) {
        UniqueFd fd(::socket(info.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (!fd.is_open()) return errno;
        const int on = 1;
        ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(fd.get(), info.ai_addr, info.ai_addrlen) != 0) {
            if (errno != EINPROGRESS) return errno;
            if (!wait(fd.get(), POLLOUT, timeout_)) return ETIMEDOUT;
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0) return error;
        }
        socket_ = std::move(fd);
        return 0;
    }

    // False: nothing happened in time.
    static bool wait(int fd, short events, milliseconds timeout) {
        const auto deadline = steady_clock::now() + timeout;
        for (;;) {
            pollfd entry{fd, events, 0};
            const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
            const int ready = ::poll(&entry, 1, static_cast<int>(std::max<milliseconds::rep>(left.count(), 0)));
            if (ready > 0) return true;
            if (ready == 0) return false;
            if (errno != EINTR) return true;  // the next call on the socket will say what is wrong
        }
    }

    Result<> send_all(const std::string& head, std::string_view body) {
        std::array<iovec, 2> parts{iovec{const_cast<char*>(head.data()), head.size()},
                                   iovec{const_cast<char*>(body.data()), body.size()}};
        while (parts[0].iov_len + parts[1].iov_len > 0) {
            msghdr message{};
            message.msg_iov = parts.data();
            message.msg_iovlen = parts.size();
            ssize_t sent = ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
            if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
                if (!wait(socket_.get(), POLLOUT, timeout_)) return fail(too_late());
                continue;
            }
            // The server may have answered early and closed: what it said is worth more than our EPIPE.
            if (sent < 0) return has_input() ? Result<>{} : fail(broken("the connection broke while sending"));
            for (iovec& part : parts) {
                const auto taken = std::min(part.iov_len, static_cast<std::size_t>(sent));
                part.iov_base = static_cast<char*>(part.iov_base) + taken;
                part.iov_len -= taken;
                sent -= static_cast<ssize_t>(taken);
            }
        }
        return {};
    }

    [[nodiscard]] bool has_input() const {
        char byte = 0;
        return ::recv(socket_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
    }

    // Appends to input_. False: the server closed.
    Result<bool> receive(milliseconds silence) {
        for (;;) {
            std::array<char, 64 * 1024> buffer;
            const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
            if (got > 0) {
                answer_began_ = true;
                input_.append(buffer.data(), static_cast<std::size_t>(got));
                return true;
            }
            if (got == 0) return false;
            if (errno != EAGAIN && errno != EINTR)
                return fail(broken(std::string("the connection broke: ") + std::generic_category().message(errno)));
            if (!wait(socket_.get(), POLLIN, silence)) return fail(too_late());
        }
    }

    Result<std::size_t> read_head(milliseconds silence) {
        for (;;) {
            const std::size_t end = input_.find("\r\n\r\n");
            if (end != std::string::npos) return end + 4;
            if (input_.size() > answer_head_bytes_max)
                return fail(broken("the head of the server's answer is too large"));
            BS_TRY(const bool more, receive(silence));
            if (!more) return fail(broken("the server closed the connection without an answer"));
        }
    }

    // True when the body came to its end; false when `sink` had enough.
    Result<bool> read_body(const BodyFraming& framing, ClientResponse& response, milliseconds silence,
                           const Sink* sink) {
        ChunkedDecoder chunks;
        std::uint64_t left = framing.length.value_or(0);
        bool wanted = true;
        const auto take = [&](std::string_view piece) {
            if (!wanted || piece.empty()) return;
            if (sink == nullptr) {
                response.body.append(piece);
            } else {
                wanted = (*sink)(piece);
            }
        };
        for (;;) {
            std::size_t used = input_.size();
            if (framing.chunked) {
                used = chunks.feed(input_, take);
                if (chunks.is_broken()) return fail(broken("the server's answer is not validly chunked"));
            } else {
                if (framing.length) used = static_cast<std::size_t>(std::min<std::uint64_t>(left, used));
                take(std::string_view(input_).substr(0, used));
                left -= framing.length ? used : 0;
            }
            input_.erase(0, used);
            if (!wanted) return false;
            if (framing.chunked ? chunks.is_done() : framing.length && left == 0) return true;
            BS_TRY(const bool more, receive(silence));
            if (more) continue;
            if (framing.chunked || framing.length) return fail(broken("the server's answer was cut off"));
            return true;
        }
    }

    Url url_;
    milliseconds timeout_;
    UniqueFd socket_;
    std::string input_;
    bool keep_alive_ = false;
    bool answer_began_ = false;
};

Client::Client(Url url, milliseconds timeout) : impl_(std::make_unique<Impl>(std::move(url), timeout)) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

Result<ClientResponse> Client::send(std::string_view method, std::string_view target, const Fields& fields,
                                    std::string_view body, bool repeatable) {
    return impl_->exchange({method, target, fields, body, repeatable, impl_->timeout(), nullptr});
}

Result<ClientResponse> Client::stream(std::string_view target, const Fields& fields, milliseconds silence,
                                      const std::function<bool(std::string_view)>& on_bytes) {
    return impl_->exchange({"GET", target, fields, {}, true, silence, &on_bytes});
}

}  // namespace bs::http
