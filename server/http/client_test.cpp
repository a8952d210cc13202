#include "http/client.h"

#include "base/check.h"
#include "http/testing/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <vector>

namespace bs::http {
namespace {

using ::testing::HasSubstr;
using testing::milliseconds;
using testing::TestServer;

Client client_of(const TestServer& server) { return Client(*parse_url(server.url())); }

// Accepts one connection after the other; on each it waits for a head and then says the next of its lines and closes.
class Scripted {
public:
    explicit Scripted(std::vector<std::string> lines) : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        BS_ASSERT(listener_.is_open());
        const int bound = ::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
        BS_ASSERT(bound == 0);
        ::listen(listener_.get(), 8);
        socklen_t size = sizeof address;
        ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this, lines = std::move(lines)] {
            for (const std::string& line : lines) serve(line);
        });
    }

    ~Scripted() { ::shutdown(listener_.get(), SHUT_RDWR); }

    [[nodiscard]] Client client(milliseconds timeout = std::chrono::seconds(10)) const {
        return Client(*parse_url("http://127.0.0.1:" + std::to_string(port_)), timeout);
    }

private:
    void serve(const std::string& line) const {
        const UniqueFd socket(::accept(listener_.get(), nullptr, nullptr));
        if (!socket.is_open()) return;
        std::string head;
        char byte = 0;
        while (head.find("\r\n\r\n") == std::string::npos && ::recv(socket.get(), &byte, 1, 0) == 1)
            head.push_back(byte);
        for (const char c : line) {
            if (c == '~') {  // stay silent until the client gives up
                while (::recv(socket.get(), &byte, 1, 0) == 1) continue;
                return;
            }
            ::send(socket.get(), &c, 1, MSG_NOSIGNAL);
        }
    }

    UniqueFd listener_;
    int port_ = 0;
    std::jthread thread_;
};

TEST(ParseUrl, TakesHostPortAndPrefix) {
    const auto full = parse_url("http://example.org:3001/prefix/");
    ASSERT_TRUE(full.has_value());
    EXPECT_EQ(full->host, "example.org");
    EXPECT_EQ(full->port, "3001");
    EXPECT_EQ(full->base_path, "/prefix");
    EXPECT_EQ(parse_url("http://[::1]:80")->host, "::1");
    EXPECT_EQ(parse_url("http://localhost")->port, "80");
    EXPECT_THAT(parse_url("https://example.org").error().detail, HasSubstr("TLS"));
    for (const auto* wrong :
         {"", "example.org", "http://", "http://:80", "http://a:b", "http://a:", "http://u@a", "http://a/?b"}) {
        ASSERT_FALSE(parse_url(wrong).has_value()) << wrong;
        EXPECT_EQ(parse_url(wrong).error().code, ErrorCode::invalid_field);
    }
}

TEST(Client, SendsAndReceivesOverOneConnection) {
    TestServer server([](Request& request, Reply reply) {
        Response response = text_response(201, "text/plain", request.body + "|" + *request.find("x-a"));
        response.add_field("X-B", "b");
        std::move(reply).send(std::move(response));
    });
    Client client = client_of(server);

    for (int i = 0; i < 3; ++i) {
        const auto answer = client.send("POST", "/a", {{"X-A", "1"}}, std::string(100'000, 'x'), false);
        ASSERT_TRUE(answer.has_value()) << answer.error().detail;
        EXPECT_EQ(answer->status, 201);
        EXPECT_EQ(answer->field("x-b"), "b");
        EXPECT_EQ(answer->field("x-c"), "");
        EXPECT_EQ(answer->body, std::string(100'000, 'x') + "|1");
    }
    EXPECT_EQ(server->stats().connections_accepted, 1U);
}

TEST(Client, ReadsHeadAndBodylessAnswers) {
    TestServer server([](Request& request, Reply reply) {
        std::move(reply).send(text_response(request.path == "/204" ? 204 : 200, "text/plain", "body"));
    });
    Client client = client_of(server);

    EXPECT_EQ(client.send("HEAD", "/", {}, "", true)->body, "");
    EXPECT_EQ(client.send("GET", "/204", {}, "", true)->status, 204);
    EXPECT_EQ(client.send("GET", "/", {}, "", true)->body, "body");
}

TEST(Client, HearsARefusalThatComesWhileItStillSends) {
    TestServer server(TestServer::echo, {}, [](const Request&) { return text_response(404, "text/plain", "no"); });
    Client client = client_of(server);

    const auto answer = client.send("POST", "/", {}, std::string(8'000'000, 'x'), false);

    ASSERT_TRUE(answer.has_value()) << answer.error().detail;
    EXPECT_EQ(answer->status, 404);
}

TEST(Client, ReadsEveryFramingByteByByte) {
    Scripted server({
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
    });
    Client client = server.client();
    for (int i = 0; i < 4; ++i) {
        const auto answer = client.send("GET", "/", {}, "", false);
        ASSERT_TRUE(answer.has_value()) << i << answer.error().detail;
        EXPECT_EQ(answer->body, "hello");
    }
}

TEST(Client, NeverTakesACutAnswerForAWholeOne) {
    const std::vector<std::string> lines = {
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "",
    };
    Scripted server(lines);
    Client client = server.client();
    for (const std::string& line : lines) {
        const auto answer = client.send("GET", "/", {}, "", false);
        ASSERT_FALSE(answer.has_value()) << line;
        EXPECT_EQ(answer.error().code, ErrorCode::unavailable) << line;
    }
}

TEST(Client, GivesUpAfterItsTimeout) {
    Scripted server({"~", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe~"});
    Client client = server.client(milliseconds(50));
    for (int i = 0; i < 2; ++i) {
        const auto answer = client.send("GET", "/", {}, "", true);
        ASSERT_FALSE(answer.has_value());
        EXPECT_EQ(answer.error().code, ErrorCode::request_timeout);
    }
}

TEST(Client, RepeatsOnceOnAConnectionThatWentAwayButOnlyWhenThatIsSafe) {
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";  // and closes, unannounced
    Scripted server({answer, answer});
    Client client = server.client();
    ASSERT_TRUE(client.send("GET", "/", {}, "", true).has_value());
    std::this_thread::sleep_for(milliseconds(20));  // the end must have arrived

    EXPECT_TRUE(client.send("GET", "/", {}, "", true).has_value());
    std::this_thread::sleep_for(milliseconds(20));
    const auto unsafe = client.send("POST", "/", {}, "x", false);
    ASSERT_FALSE(unsafe.has_value());
    EXPECT_EQ(unsafe.error().code, ErrorCode::unavailable);
}

TEST(Client, SaysThatNobodyListens) {
    int port = 0;
    {
        const TestServer gone;
        port = gone.port();
    }
    Client client(*parse_url("http://127.0.0.1:" + std::to_string(port)));

    const auto answer = client.send("GET", "/", {}, "", true);

    ASSERT_FALSE(answer.has_value());
    EXPECT_THAT(answer.error().detail, HasSubstr("Connection refused"));
}

TEST(Client, StreamsPiecesAsTheyComeUntilItHasEnough) {
    Scripted server({
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n~",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n~",
        "HTTP/1.1 503 No\r\nContent-Length: 4\r\n\r\nbusy",
    });
    Client client = server.client();
    std::string got;
    const auto take = [&](std::string_view piece) {
        got += piece;
        return got != "abcdab";
    };

    EXPECT_TRUE(client.stream("/", {}, std::chrono::seconds(10), take).has_value());
    EXPECT_EQ(got, "abcd");
    EXPECT_TRUE(client.stream("/", {}, std::chrono::seconds(10), take).has_value());
    EXPECT_EQ(got, "abcdab");
    EXPECT_EQ(client.stream("/", {}, milliseconds(50), take).error().code, ErrorCode::request_timeout);
    got.clear();
    const auto refused = client.stream("/", {}, std::chrono::seconds(10), take);
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(refused->body, "busy");
    EXPECT_EQ(got, "");
}

}  // namespace
}  // namespace bs::http
