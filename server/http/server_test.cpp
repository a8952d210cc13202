// The server as a whole: keep-alive, pipelining, answers from other threads, early refusals, drain, resources.
#include "http/server.h"

#include "http/bundle.h"
#include "http/testing/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <map>
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

// Answers from a thread of its own, in the order of arrival, when told to.
class Backstage {
public:
    ~Backstage() { stop(); }

    TestServer::Handler handler() {
        return [this](Request& request, Reply reply) {
            const std::lock_guard lock(mutex_);
            waiting_.push({request.path, std::move(reply)});
            changed_.notify_one();
        };
    }
    [[nodiscard]] std::size_t waiting() {
        const std::lock_guard lock(mutex_);
        return waiting_.size();
    }
    std::pair<std::string, Reply> take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !waiting_.empty(); });
        auto taken = std::move(waiting_.front());
        waiting_.pop();
        return taken;
    }
    // Answers everything that comes, until stop().
    void run() {
        thread_ = std::jthread([this](const std::stop_token& stop) {
            std::unique_lock lock(mutex_);
            while (changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
                auto [path, reply] = std::move(waiting_.front());
                waiting_.pop();
                lock.unlock();
                std::move(reply).send(text_response(200, "text/plain", path));
                lock.lock();
            }
        });
    }
    void stop() {
        if (!thread_.joinable()) return;
        thread_.request_stop();
        thread_.join();
    }

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::queue<std::pair<std::string, Reply>> waiting_;
    std::jthread thread_;
};

TEST(Server, AnswersAPipelineInOrderWithOneSend) {
    TestServer server;
    Wire wire(server.port());
    std::string requests;
    for (int i = 0; i < 100; ++i) requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";

    wire.send(requests);

    for (int i = 0; i < 100; ++i) EXPECT_EQ(body_of(wire.receive_answer()), "GET /" + std::to_string(i) + " ");
    EXPECT_EQ(server->stats().requests, 100U);
}

TEST(Server, TakesTheNextRequestOfAConnectionOnlyAfterTheAnswer) {
    Backstage backstage;
    TestServer server(backstage.handler());
    Wire wire(server.port());
    wire.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3 HTTP/1.1\r\nHost: x\r\n\r\n");

    for (const auto* path : {"/1", "/2", "/3"}) {
        auto [got, reply] = backstage.take();
        EXPECT_EQ(got, path);
        EXPECT_EQ(backstage.waiting(), 0U);
        std::move(reply).send(text_response(200, "text/plain", got));
        EXPECT_EQ(body_of(wire.receive_answer()), path);
    }
}

TEST(Server, DeliversManyAnswersFromManyThreads) {
    std::vector<std::unique_ptr<Backstage>> stages;
    std::vector<TestServer::Handler> handlers;
    handlers.reserve(3);
    for (int i = 0; i < 3; ++i) {
        handlers.push_back(stages.emplace_back(std::make_unique<Backstage>())->handler());
        stages.back()->run();
    }
    std::atomic<unsigned> next = 0;
    TestServer server([&](Request& request, Reply reply) { handlers[next++ % 3](request, std::move(reply)); });
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> clients;
        for (int c = 0; c < 4; ++c) {
            clients.emplace_back([&, c] {
                Wire wire(server.port());
                for (int i = 0; i < 200; ++i) {
                    const std::string path = "/" + std::to_string(c) + "/" + std::to_string(i);
                    wire.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
                    right += body_of(wire.receive_answer()) == path ? 1 : 0;
                }
            });
        }
    }
    EXPECT_EQ(right, 800);
    for (const auto& stage : stages) stage->stop();
}

TEST(Bundle, LetsAnswersToSeveralIoThreadsLeaveWhenItEnds) {
    Backstage backstage;
    ServerOptions options;
    options.io_threads = 2;
    TestServer server(backstage.handler(), options);
    std::vector<Wire> wires;
    for (int i = 0; i < 4; ++i) wires.emplace_back(server.port()).send(get_a);

    {
        const Bundle bundle;
        for (int i = 0; i < 4; ++i) std::move(backstage.take().second).send(text_response(200, "text/plain", "here"));
    }

    for (Wire& wire : wires) EXPECT_EQ(body_of(wire.receive_answer()), "here");
}

TEST(Server, MakesTheAnswerOnTheIoThreadWhenAskedTo) {
    Backstage backstage;
    std::thread::id handler_thread;
    TestServer server([&](Request& request, Reply reply) {
        handler_thread = std::this_thread::get_id();
        backstage.handler()(request, std::move(reply));
    });
    Wire wire(server.port());
    wire.send(get_a);
    std::thread::id make_thread;

    std::move(backstage.take().second).send_from([&] {
        make_thread = std::this_thread::get_id();
        return text_response(201, "text/plain", "made");
    });

    EXPECT_EQ(body_of(wire.receive_answer()), "made");
    EXPECT_EQ(make_thread, handler_thread);
}

TEST(Server, AnswersOtherConnectionsFromWithinAHandler) {
    // Like a long poll that an event on another connection of the same thread completes.
    std::optional<Reply> parked;
    ServerOptions options;
    options.io_threads = 1;
    TestServer server(
        [&](Request& request, Reply reply) {
            if (request.path == "/park") {
                parked = std::move(reply);
                return;
            }
            std::move(reply).send(text_response(200, "text/plain", "mine"));
            if (parked) std::move(*std::exchange(parked, std::nullopt)).send(text_response(200, "text/plain", "yours"));
        },
        options);
    Wire first(server.port());
    first.send("GET /park HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_TRUE(eventually([&] { return server->stats().requests == 1; }));
    Wire second(server.port());
    second.send(std::string(get_a) + std::string(get_a));

    EXPECT_EQ(body_of(second.receive_answer()), "mine");
    EXPECT_EQ(body_of(second.receive_answer()), "mine");
    EXPECT_EQ(body_of(first.receive_answer()), "yours");
}

TEST(Server, AnswersFiveHundredWhenTheReplyIsDropped) {
    Backstage backstage;
    TestServer at_once([](Request&, const Reply&) {});
    TestServer later(backstage.handler());

    for (TestServer* server : {&at_once, &later}) {
        Wire wire(server->port());
        wire.send(get_a);
        if (server == &later) static_cast<void>(backstage.take());
        EXPECT_EQ(status_of(wire.receive_answer()), "500");
    }
}

TEST(Server, LetsRepliesOutliveTheConnectionAndTheServer) {
    Backstage backstage;
    TestServer server(backstage.handler());
    {
        Wire wire(server.port());
        wire.send(get_a);
        wire.send(get_a);
        auto [path, reply] = backstage.take();
        wire.close();
        std::move(reply).send(text_response(200, "text/plain", path));
    }
    Wire wire(server.port());
    wire.send(get_a);
    auto [path, reply] = backstage.take();

    server.destroy();

    std::move(reply).send(text_response(200, "text/plain", path));
    EXPECT_THAT(wire.receive_all(), Not(HasSubstr("200")));
}

TEST(Server, CountsButDoesNotSendTheBodyOfHead) {
    TestServer server;
    Wire wire(server.port());

    wire.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string head = wire.receive_answer(true);
    wire.send(get_a);

    EXPECT_THAT(head, HasSubstr("Content-Length: 8\r\n"));
    EXPECT_THAT(head, EndsWith("\r\n\r\n"));
    EXPECT_EQ(body_of(wire.receive_answer()), "GET /a ");
}

TEST(Server, SendsNoBodyWithStatusesThatHaveNone) {
    TestServer server([](Request& request, Reply reply) {
        std::move(reply).send(text_response(request.path == "/204" ? 204 : 304, "text/plain", "never"));
    });
    Wire wire(server.port());

    for (const auto* path : {"/204", "/304"}) {
        wire.send("GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        const std::string answer = wire.receive_until("\r\n\r\n");
        EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
    }
    wire.close_sending();
    EXPECT_EQ(wire.receive_all(), "");
}

TEST(Server, ClosesAfterHttpOneZeroAndAfterConnectionClose) {
    TestServer server;
    for (const auto* request : {"GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
                                "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"}) {
        Wire wire(server.port());
        wire.send(request);
        const std::string all = wire.receive_all();
        EXPECT_THAT(all, HasSubstr("Connection: close\r\n"));
        EXPECT_THAT(all, EndsWith("\r\n\r\nGET /a "));
    }
}

TEST(Server, SendsLargeBodiesWholeToSlowReaders) {
    const auto large = std::make_shared<const std::string>(5'000'000, 'z');
    TestServer server([&](Request&, Reply reply) {
        Response response;
        response.body = large;
        std::move(reply).send(std::move(response));
    });
    Wire wire(server.port(), 4096);

    wire.send(std::string(get_a) + std::string(get_a) + std::string(get_a));

    for (int i = 0; i < 3; ++i) EXPECT_EQ(body_of(wire.receive_answer()), *large);
}

TEST(Server, TakesABodyOfTheLargestSize) {
    TestServer server([](Request& request, Reply reply) {
        std::move(reply).send(text_response(200, "text/plain", std::to_string(request.body.size())));
    });
    Wire wire(server.port());

    wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8388608\r\n\r\n" + std::string(8'388'608, 'a'));

    EXPECT_EQ(body_of(wire.receive_answer()), "8388608");
}

TEST(Server, RefusesBodiesWhenTooManyAreInMemory) {
    Backstage backstage;
    ServerOptions options;
    options.bodies_bytes_max = 3'000'000;
    TestServer server(backstage.handler(), options);
    const std::string post =
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n" + std::string(2'000'000, 'a');
    Wire first(server.port());
    Wire second(server.port());
    first.send(post);
    auto [path, reply] = backstage.take();

    second.send(post);
    EXPECT_EQ(status_of(second.receive_all()), "503");
    std::move(reply).send(text_response(200, "text/plain", path));
    EXPECT_EQ(status_of(first.receive_answer()), "200");
    // The memory counts as free again.
    Wire third(server.port());
    third.send(post);
    std::move(backstage.take().second).send(text_response(200, "text/plain", path));
    EXPECT_EQ(status_of(third.receive_answer()), "200");
}

// ---- Early refusals ----

std::optional<Response> refuse_posts(const Request& request) {
    if (request.method != Method::post) return std::nullopt;
    return text_response(404, "text/plain", "no such thing");
}

TEST(EarlyRefusal, ComesBeforeTheBodyAndClosesWhenTheBodyIsLarge) {
    TestServer server(TestServer::echo, {}, refuse_posts);
    Wire wire(server.port());

    wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n");
    EXPECT_EQ(status_of(wire.receive_answer()), "404");
    // The body that comes all the same does not destroy the answer.
    EXPECT_TRUE(wire.send(std::string(8'000'000, 'a')));
    EXPECT_EQ(wire.receive_all(), "");
}

TEST(EarlyRefusal, KeepsTheConnectionWhenTheBodyIsSmall) {
    TestServer server(TestServer::echo, {}, refuse_posts);
    Wire wire(server.port());

    wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET /a HTTP/1.1\r\nHost: x\r\n\r\n");

    EXPECT_EQ(status_of(wire.receive_answer()), "404");
    EXPECT_EQ(body_of(wire.receive_answer()), "GET /a ");
}

TEST(EarlyRefusal, IsTheAnswerToAnExpectation) {
    TestServer server(TestServer::echo, {}, refuse_posts);
    Wire wire(server.port());

    wire.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");

    const std::string all = wire.receive_all();
    EXPECT_EQ(status_of(all), "404");
    EXPECT_THAT(all, Not(HasSubstr("100 Continue")));
}

TEST(Expectation, IsMetBeforeTheBodyComes) {
    TestServer server;
    Wire wire(server.port());

    wire.send("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(wire.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    wire.send("hello");
    EXPECT_EQ(body_of(wire.receive_answer()), "POST /a hello");
}

// ---- Resources and the end ----

TEST(Server, SurvivesRunningOutOfDescriptors) {
    TestServer server;
    Wire before(server.port());
    before.send(get_a);
    ASSERT_EQ(body_of(before.receive_answer()), "GET /a ");
    rlimit old{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &old), 0);
    rlimit low = old;
    // Room for a few more: clients and accepted sockets, all of this process, take all of it.
    low.rlim_cur = static_cast<rlim_t>(before.fd()) + 6;

    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
    std::vector<std::unique_ptr<Wire>> wires;
    for (int i = 0; i < 8; ++i) wires.push_back(std::make_unique<Wire>(server.port()));
    EXPECT_TRUE(eventually([&] { return server->stats().accept_errors > 0; }));
    before.send(get_a);
    EXPECT_EQ(body_of(before.receive_answer()), "GET /a ");
    wires.clear();
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &old), 0);

    Wire after(server.port());
    after.send(get_a);
    EXPECT_EQ(body_of(after.receive_answer()), "GET /a ");
}

TEST(Server, TellsThoseWhoFindNoRoom) {
    ServerOptions options;
    options.connections_max = 2;
    TestServer server(TestServer::echo, options);
    Wire first(server.port());
    Wire second(server.port());
    ASSERT_TRUE(eventually([&] { return server->stats().connections_open == 2; }));

    Wire third(server.port());
    EXPECT_EQ(status_of(third.receive_all()), "503");
    first.send(get_a);
    EXPECT_EQ(status_of(first.receive_answer()), "200");
    first.close();
    ASSERT_TRUE(eventually([&] { return server->stats().connections_open == 1; }));
    Wire fourth(server.port());
    fourth.send(get_a);
    EXPECT_EQ(status_of(fourth.receive_answer()), "200");
}

TEST(Server, DealsConnectionsEvenly) {
    std::mutex mutex;
    std::map<std::thread::id, int> per_thread;
    ServerOptions options;
    options.io_threads = 4;
    TestServer server(
        [&](Request& request, Reply reply) {
            {
                const std::lock_guard lock(mutex);
                ++per_thread[std::this_thread::get_id()];
            }
            TestServer::echo(request, std::move(reply));
        },
        options);
    std::vector<std::unique_ptr<Wire>> wires;
    for (int i = 0; i < 8; ++i) {
        Wire& wire = *wires.emplace_back(std::make_unique<Wire>(server.port()));
        wire.send(get_a);
        EXPECT_EQ(status_of(wire.receive_answer()), "200");
    }
    ASSERT_EQ(per_thread.size(), 4U);
    for (const auto& [id, count] : per_thread) EXPECT_EQ(count, 2);
}

TEST(Server, SaysAtOnceThatThePortIsTaken) {
    TestServer server;
    ServerOptions options;
    options.listen = {"127.0.0.1:" + std::to_string(server.port())};
    ServerHooks hooks{TestServer::echo, {}, [](const Error&) { return Response{}; }};

    const auto second = Server::open(options, hooks);

    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, ErrorCode::unavailable);
    EXPECT_THAT(second.error().detail, HasSubstr("Address already in use"));
    options.listen = {"no port"};
    EXPECT_EQ(Server::open(options, hooks).error().code, ErrorCode::invalid_field);
}

TEST(Server, CanBeDestroyedWithoutHavingStarted) {
    ServerOptions options;
    options.listen = {"127.0.0.1:0", "localhost:0"};
    const auto server = Server::open(options, {TestServer::echo, {}, [](const Error&) { return Response{}; }});
    ASSERT_TRUE(server.has_value()) << server.error().detail;
    EXPECT_GE((*server)->addresses().size(), 2U);
}

TEST(Drain, AnswersWhatRunsAndEndsTheIdle) {
    Backstage backstage;
    ServerOptions options;
    options.io_threads = 1;  // the end of the idle one tells that the other knows too
    TestServer server(backstage.handler(), options);
    Wire idle(server.port());
    Wire running(server.port());
    running.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n");
    auto [path, reply] = backstage.take();
    ASSERT_TRUE(eventually([&] { return server->stats().connections_open == 2; }));

    std::jthread drain([&] { server->drain(std::chrono::seconds(10)); });
    EXPECT_EQ(idle.receive_all(), "");
    idle.close();
    std::move(reply).send(text_response(200, "text/plain", path));
    const std::string answer = running.receive_all();
    running.close();
    drain.join();

    EXPECT_EQ(body_of(answer), "/1");
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
    Wire late(server.port());
    EXPECT_EQ(late.fd(), -1);
}

TEST(Drain, EndsWithTheWindowWhateverStillRuns) {
    Backstage backstage;
    TestServer server(backstage.handler());
    Wire running(server.port());
    running.send(get_a);
    const auto held = backstage.take();
    const auto start = std::chrono::steady_clock::now();

    server->drain(milliseconds(100));

    EXPECT_LT(std::chrono::steady_clock::now() - start, milliseconds(1000));
    EXPECT_EQ(server->stats().connections_open, 0U);
}

}  // namespace
}  // namespace bs::http
