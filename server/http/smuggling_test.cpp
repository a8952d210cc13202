// Message boundaries over real sockets: what is refused hides nothing, and nothing is lost before it.
#include "http/testing/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

namespace bs::http {
namespace {

using testing::body_of;
using ::testing::HasSubstr;
using testing::milliseconds;
using ::testing::Not;
using testing::status_of;
using testing::TestServer;
using testing::Wire;

constexpr std::string_view get_a = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(Smuggling, NoRefusedRequestEverHidesAnother) {
    std::atomic<int> seen = 0;
    TestServer server([&](Request& request, Reply reply) {
        ++seen;
        TestServer::echo(request, std::move(reply));
    });
    const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
    for (const std::string& attack : {
             std::string("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
             std::string("Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n"),
             std::string("Transfer-Encoding: xchunked\r\n\r\n"),
             std::string("Transfer-Encoding: chunked, identity\r\n\r\n"),
             std::string("Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n"),
             std::string("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
             std::string("Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
             std::string("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n"),
             std::string("Content-Length: 0\r\nContent-Length: 36\r\n\r\n"),
             std::string("Content-Length: 0, 36\r\n\r\n"),
             std::string("Content-Length: 0\r\nContent-Length: 0\r\n\r\n"),
             std::string("Content-Length: +0\r\n\r\n"),
             std::string("A: b\r\n folded\r\n\r\n"),
             std::string("A: b\rContent-Length: 36\r\n\r\n"),
             std::string("A: b\nContent-Length: 36\r\n\r\n"),
             std::string("Transfer-Encoding: chunked\r\n\r\n0\n\n"),
             std::string("Transfer-Encoding: chunked\r\n\r\n1;\n\r\nx\r\n0\r\n\r\n"),
             std::string("Transfer-Encoding: chunked\r\n\r\n2\r\nxx0\r\n\r\n"),
         }) {
        Wire wire(server.port());
        wire.send("POST / HTTP/1.1\r\nHost: x\r\n" + attack + hidden);
        const std::string all = wire.receive_all();
        EXPECT_EQ(status_of(all), "400") << attack;
        EXPECT_THAT(all, HasSubstr("Connection: close\r\n")) << attack;
        EXPECT_THAT(all, Not(HasSubstr("<"))) << attack << all;
        EXPECT_EQ(seen, 0) << attack;
    }
    EXPECT_EQ(server->stats().guard_refusals, 18U);
}

TEST(Smuggling, AnswersWhatCameBeforeTheRefusedRequest) {
    TestServer server;
    Wire wire(server.port());

    wire.send(std::string(get_a) + "GET / HTTP/1.1\r\n\r\n" + std::string(get_a));

    EXPECT_EQ(body_of(wire.receive_answer()), "GET /a ");
    EXPECT_EQ(status_of(wire.receive_answer()), "400");
    EXPECT_EQ(wire.receive_all(), "");
}

}  // namespace
}  // namespace bs::http
