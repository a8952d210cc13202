// What happens to those who are slow: requests, bodies, readers.
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
using testing::eventually;
using testing::milliseconds;
using testing::status_of;
using testing::TestServer;
using testing::Wire;

constexpr std::string_view get_a = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

ServerOptions short_deadlines() {
    ServerOptions options;
    options.header_deadline = milliseconds(200);
    options.idle_deadline = milliseconds(200);
    options.body_grace = milliseconds(200);
    options.write_stall_deadline = milliseconds(300);
    return options;
}

TEST(Deadline, EndsAHeadThatDripsIn) {
    TestServer server(TestServer::echo, short_deadlines());
    Wire wire(server.port());
    const auto start = std::chrono::steady_clock::now();

    std::string all;
    for (const char c : "GET / HTTP/1.1\r\nHost: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx") {
        if (!wire.send(std::string_view(&c, 1))) break;
        all = wire.receive_all(milliseconds(20));
        if (all != "<timeout>") break;
    }

    EXPECT_EQ(status_of(all), "408");
    EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(700));
}

TEST(Deadline, EndsConnectionsThatSayNothingWithoutAWord) {
    ServerOptions options = short_deadlines();
    TestServer fresh(TestServer::echo, options);
    Wire silent(fresh.port());
    EXPECT_EQ(silent.receive_all(), "");

    options.header_deadline = std::chrono::seconds(10);
    TestServer kept(TestServer::echo, options);
    Wire idle(kept.port());
    idle.send(get_a);
    EXPECT_EQ(body_of(idle.receive_answer()), "GET /a ");
    EXPECT_EQ(idle.receive_all(), "");
    idle.close();
    EXPECT_TRUE(eventually([&] { return kept->stats().connections_open == 0; }));
}

TEST(Deadline, EndsABodyThatComesTooSlowly) {
    TestServer server(TestServer::echo, short_deadlines());
    Wire wire(server.port());

    wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
    std::string all = "<timeout>";
    for (int i = 0; i < 100 && all == "<timeout>"; ++i) {
        wire.send("a");
        all = wire.receive_all(milliseconds(20));
    }

    EXPECT_EQ(status_of(all), "408");
}

TEST(Deadline, LetsABodyComeAtADecentRate) {
    TestServer server(TestServer::echo, short_deadlines());
    Wire wire(server.port());

    wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\n");
    for (int i = 0; i < 9; ++i) {
        wire.send(std::string(1000, 'a'));
        ASSERT_EQ(wire.receive_all(milliseconds(60)), "<timeout>");  // several windows long
    }
    wire.send(std::string(1000, 'a'));

    EXPECT_EQ(status_of(wire.receive_answer()), "200");
}

TEST(Deadline, CutsAReaderThatTakesNothing) {
    const auto large = std::make_shared<const std::string>(20'000'000, 'z');
    TestServer server(
        [&](Request&, Reply reply) {
            Response response;
            response.body = large;
            std::move(reply).send(std::move(response));
        },
        short_deadlines());
    Wire wire(server.port(), 4096);

    wire.send(get_a);

    EXPECT_TRUE(eventually([&] { return server->stats().requests == 1; }));
    EXPECT_TRUE(eventually([&] { return server->stats().connections_open == 0; }));
}

}  // namespace
}  // namespace bs::http
