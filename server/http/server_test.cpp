// The server as a whole: keep-alive, pipelining, answers from other threads, early refusals, drain, resources.
#include "http/server.h"

#include "http/testing/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace bs::http {
namespace {

using testing::body_of;
using ::testing::EndsWith;
using testing::eventually;
using ::testing::HasSubstr;
using testing::milliseconds;
using ::testing::Not;
using ::testing::StartsWith;
using testing::status_of;
using testing::TestServer;
using testing::Wire;

constexpr std::string_view get_a = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(Server, AnswersAndKeepsTheConnection) {
    TestServer server;
    Wire wire(server.port());

    for (int i = 0; i < 3; ++i) {
        wire.send(get_a);
        const std::string answer = wire.receive_answer();
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
        EXPECT_THAT(answer, HasSubstr("\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n"));
        EXPECT_THAT(answer, Not(HasSubstr("Connection:")));
        EXPECT_EQ(body_of(answer), "GET /a ");
    }
    EXPECT_EQ(server->stats().connections_accepted, 1U);
    EXPECT_EQ(server->stats().requests, 3U);
}

TEST(Server, ReadsBodiesOfBothFramings) {
    TestServer server;
    Wire wire(server.port());

    wire.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
    EXPECT_EQ(body_of(wire.receive_answer()), "POST /a hello");
    wire.send(
        "PATCH /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nA: "
        "b\r\n\r\n");
    EXPECT_EQ(body_of(wire.receive_answer()), "PATCH /b hello");
}

}  // namespace
}  // namespace bs::http
