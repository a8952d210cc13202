// Streams: every byte in order for everybody, slow readers cut, clean ends, nothing left behind.
#include "http/stream.h"

#include "http/chunked.h"
#include "http/testing/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <random>
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

constexpr std::string_view get_stream = "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n";

std::string chunk(std::string_view content) {
    std::array<char, 17> size{};
    std::snprintf(size.data(), size.size(), "%zx", content.size());
    return std::string(size.data()) + "\r\n" + std::string(content) + "\r\n";
}

// What everybody gets: frames that never change. Appended from any thread.
class ToyLog {
public:
    void append(std::string_view content) {
        const std::lock_guard lock(mutex_);
        frames_.push_back(chunk(content));
        contents_.append(content);
        bytes_ += frames_.back().size();
    }
    [[nodiscard]] const std::string* frame(std::size_t index) const {
        const std::lock_guard lock(mutex_);
        return index < frames_.size() ? &frames_[index] : nullptr;
    }
    [[nodiscard]] std::size_t bytes() const {
        const std::lock_guard lock(mutex_);
        return bytes_;
    }
    [[nodiscard]] std::string contents() const {
        const std::lock_guard lock(mutex_);
        return contents_;
    }

private:
    mutable std::mutex mutex_;
    std::deque<std::string> frames_;
    std::string contents_;
    std::size_t bytes_ = 0;
};

std::atomic<int> sources_alive = 0;

class ToySource final : public StreamSource {
public:
    explicit ToySource(const ToyLog& log) : log_(log) { ++sources_alive; }
    ~ToySource() override { --sources_alive; }

    void peek(Ready& ready, std::size_t bytes_max) override {
        std::size_t skip = offset_;
        for (std::size_t i = index_; ready.count < Ready::parts_max; ++i, skip = 0) {
            if (ready.bytes >= bytes_max) return;
            const std::string* frame = frame_at(i);
            if (frame == nullptr) return;
            ready.parts[ready.count++] = {const_cast<char*>(frame->data()) + skip, frame->size() - skip};
            ready.bytes += frame->size() - skip;
        }
    }
    void advance(std::size_t bytes) override {
        sent_ += bytes;
        offset_ += bytes;
        while (const std::string* frame = frame_at(index_)) {
            if (offset_ < frame->size()) break;
            offset_ -= frame->size();
            if (frame == &ping_) {
                ping_.clear();
            } else {
                ++index_;
            }
        }
    }
    bool at_boundary() const override { return offset_ == 0; }
    std::optional<std::size_t> lag() const override { return log_.bytes() - std::min(sent_, log_.bytes()); }
    void on_silence() override { ping_ = chunk("ping;"); }
    std::string finish(End reason) override {
        EXPECT_TRUE(at_boundary());
        const std::map<End, std::string> words = {
            {End::rotation, "rotation"}, {End::draining, "draining"}, {End::too_slow, "too_slow"}, {End::done, "done"}};
        return chunk("end:" + words.at(reason)) + "0\r\n\r\n";
    }
    bool wants_end() const override { return wants_end_; }

    void end_when_caught_up() { wants_end_ = true; }

private:
    const std::string* frame_at(std::size_t index) const {
        if (!ping_.empty() && index == index_) return &ping_;
        return log_.frame(index - (!ping_.empty() && index > index_ ? 1 : 0));
    }

    const ToyLog& log_;
    std::string ping_;
    std::size_t index_ = 0;
    std::size_t offset_ = 0;
    std::size_t sent_ = 0;
    bool wants_end_ = false;
};

Response stream_head() {
    Response head;
    head.content_type = "text/event-stream";
    return head;
}

TestServer::Handler stream_of(const ToyLog& log) {
    return [&log](Request&, Reply reply) {
        std::move(reply).stream(
            stream_head(), [&log](const std::shared_ptr<StreamWaker>&) { return std::make_unique<ToySource>(log); });
    };
}

// Head checked and cut off, chunks decoded; "<cut>" when the last chunk is missing.
std::string content_of(std::string_view all) {
    EXPECT_EQ(status_of(all), "200");
    std::string content;
    ChunkedDecoder decoder;
    decoder.feed(body_of(all), [&](std::string_view piece) { content.append(piece); });
    EXPECT_FALSE(decoder.is_broken());
    return decoder.is_done() ? content : content + "<cut>";
}

struct Quiet : ServerOptions {
    Quiet() { ping_interval = std::chrono::hours(1); }
};

TEST(Stream, BringsEveryByteInOrderToEverySubscriber) {
    constexpr int subscribers = 100;
    constexpr int appends = 500;
    ToyLog log;
    TestServer server(stream_of(log), Quiet());
    std::vector<Wire> wires;
    for (int i = 0; i < subscribers; ++i) {
        wires.emplace_back(server.port()).send(get_stream);
        if (i % 10 == 0) log.append("early" + std::to_string(i) + ";");
    }
    {
        std::vector<std::jthread> writers;
        for (int w = 0; w < 2; ++w) {
            writers.emplace_back([&, w] {
                std::mt19937 random(static_cast<unsigned>(w));
                for (int i = 0; i < appends; ++i) {
                    log.append(std::to_string(w) + ":" + std::to_string(i) + std::string(random() % 300, '.') + ";");
                    server->wake_streams();
                }
            });
        }
    }
    log.append("last");
    server->wake_streams();

    const std::string want = log.contents();
    for (Wire& wire : wires) EXPECT_EQ(content_of(wire.receive_until("last\r\n")), want + "<cut>");
    EXPECT_EQ(server->streams_open(), static_cast<std::size_t>(subscribers));
    EXPECT_GT(server->stats().stream_bytes, subscribers * want.size());
}

TEST(Stream, CutsWhoIsFarBehindWhileTheOthersGoOn) {
    ToyLog log;
    Quiet options;
    options.stream_lag_bytes_max = 1'000'000;
    TestServer server(stream_of(log), options);
    Wire good(server.port());
    Wire lazy(server.port(), 4096);
    Wire deaf(server.port(), 4096);
    for (Wire* wire : {&good, &lazy, &deaf}) wire->send(get_stream);
    ASSERT_TRUE(eventually([&] { return server->streams_open() == 3; }));

    std::string got;
    for (int i = 0; i < 200; ++i) {
        log.append(std::string(20'000, 'x') + ";");
        server->wake_streams();
        got += good.receive_until(";\r\n");
    }

    EXPECT_EQ(content_of(got), log.contents() + "<cut>");
    EXPECT_TRUE(eventually([&] { return server->stats().streams_cut_slow == 2; }));
    // Who begins to read again in time gets whole frames and a proper end.
    const std::string late = content_of(lazy.receive_all());
    EXPECT_THAT(late, EndsWith(";end:too_slow"));
    EXPECT_LT(late.size(), log.contents().size());
    log.append("still here");
    server->wake_streams();
    EXPECT_THAT(good.receive_until("here\r\n"), EndsWith("still here\r\n"));
}

TEST(Stream, LetsWhoBeginsFarBehindCatchUp) {
    ToyLog log;
    Quiet options;
    options.stream_lag_bytes_max = 1'000'000;
    for (int i = 0; i < 300; ++i) log.append(std::string(20'000, 'x') + ";");
    log.append("all\r\n");
    TestServer server(stream_of(log), options);
    Wire late(server.port(), 4096);
    late.send(get_stream);

    EXPECT_EQ(content_of(late.receive_until("all\r\n\r\n")), log.contents() + "<cut>");
    EXPECT_EQ(server->stats().streams_cut_slow, 0U);
}

TEST(Stream, CutsWhoTakesNothingAtAll) {
    ToyLog log;
    Quiet options;
    options.write_stall_deadline = milliseconds(300);
    TestServer server(stream_of(log), options);
    Wire deaf(server.port(), 4096);
    deaf.send(get_stream);
    log.append(std::string(2'000'000, 'x'));
    server->wake_streams();

    EXPECT_TRUE(eventually([&] { return server->stats().streams_cut_slow == 1; }));
    EXPECT_TRUE(eventually([&] { return server->streams_open() == 0; }));
    EXPECT_THAT(deaf.receive_all(), EndsWith("<reset>"));
}

TEST(Stream, SendsHugeFramesToSlowReadersWhole) {
    ToyLog log;
    TestServer server(stream_of(log), Quiet());
    Wire wire(server.port(), 4096);
    wire.send(get_stream);
    log.append(std::string(3'000'000, 'x') + "last");
    server->wake_streams();

    EXPECT_EQ(content_of(wire.receive_until("last\r\n")), log.contents() + "<cut>");
}

TEST(Stream, TellsTheSourceOfSilence) {
    ToyLog log;
    ServerOptions options;
    options.ping_interval = milliseconds(200);
    TestServer server(stream_of(log), options);
    Wire wire(server.port());
    wire.send(get_stream);

    EXPECT_THAT(wire.receive_until("ping;"), StartsWith("HTTP/1.1 200 OK\r\n"));
    wire.receive_until("ping;");
    log.append("news;");
    server->wake_streams();
    EXPECT_THAT(wire.receive_until("news;"), Not(HasSubstr("end")));
}

TEST(Stream, EndsByRotationAtABoundary) {
    ToyLog log;
    Quiet options;
    options.stream_rotation = milliseconds(300);
    TestServer server(stream_of(log), options);
    Wire wire(server.port());
    wire.send(get_stream);
    log.append("one;");
    server->wake_streams();

    EXPECT_EQ(content_of(wire.receive_all()), "one;end:rotation");
    wire.close();
    EXPECT_TRUE(eventually([&] { return server->streams_open() == 0; }));
    EXPECT_TRUE(eventually([&] { return server->stats().connections_open == 0; }));
}

TEST(Stream, EndsWhenTheSourceIsDone) {
    ToyLog log;
    log.append("busy;");
    TestServer server(
        [&](Request&, Reply reply) {
            std::move(reply).stream(stream_head(), [&](const std::shared_ptr<StreamWaker>&) {
                auto source = std::make_unique<ToySource>(log);
                source->end_when_caught_up();
                return source;
            });
        },
        Quiet());
    Wire wire(server.port());
    wire.send(get_stream);

    EXPECT_EQ(content_of(wire.receive_all()), "busy;end:done");
}

TEST(Stream, EndsOneByOneWhenTheServerDrains) {
    constexpr int subscribers = 20;
    ToyLog log;
    log.append("one;");
    TestServer server(stream_of(log), Quiet());
    std::vector<Wire> wires;
    for (int i = 0; i < subscribers; ++i) wires.emplace_back(server.port()).send(get_stream);
    ASSERT_TRUE(eventually([&] { return server->streams_open() == subscribers; }));

    std::jthread drain([&] { server->drain(std::chrono::seconds(1)); });
    ASSERT_TRUE(eventually([&] { return server->streams_open() < subscribers; }));
    EXPECT_GT(server->streams_open(), 0U);  // not all at once: they would all come back at once

    for (Wire& wire : wires) {
        EXPECT_EQ(content_of(wire.receive_all()), "one;end:draining");
        wire.close();
    }
    drain.join();
    EXPECT_EQ(sources_alive, 0);
}

TEST(Stream, IsFreedWhenThePeerCloses) {
    ToyLog log;
    TestServer server(stream_of(log), Quiet());
    std::vector<Wire> wires;
    for (int i = 0; i < 50; ++i) wires.emplace_back(server.port()).send(get_stream);
    ASSERT_TRUE(eventually([&] { return server->streams_open() == 50 && sources_alive == 50; }));

    wires.clear();

    EXPECT_TRUE(eventually([&] { return server->streams_open() == 0 && sources_alive == 0; }));
    EXPECT_TRUE(eventually([&] { return server->stats().connections_open == 0; }));
}

TEST(Stream, EndsWithTheServer) {
    ToyLog log;
    TestServer server(stream_of(log), Quiet());
    Wire wire(server.port());
    wire.send(get_stream);
    ASSERT_TRUE(eventually([&] { return sources_alive == 1; }));

    server.destroy();

    EXPECT_EQ(sources_alive, 0);
}

TEST(Stream, ForgivesAFewBytesOfThePeerButNoFlood) {
    ToyLog log;
    TestServer server(stream_of(log), Quiet());
    Wire wire(server.port());
    wire.send(std::string(get_stream) + "GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
    wire.receive_until("\r\n\r\n");
    wire.send("what?");
    log.append("one;");
    server->wake_streams();
    EXPECT_THAT(wire.receive_until("one;"), EndsWith("one;"));

    wire.send(std::string(100'000, 'x'));

    EXPECT_TRUE(eventually([&] { return server->streams_open() == 0; }));
}

// A source with nothing but what other threads put into it, page by page.
class PagedSource final : public StreamSource {
public:
    struct Pages {
        std::mutex mutex;
        std::deque<std::string> ready;
    };
    explicit PagedSource(std::shared_ptr<Pages> pages) : pages_(std::move(pages)) {}

    void peek(Ready& ready, std::size_t) override {
        const std::lock_guard lock(pages_->mutex);
        if (page_.empty() && !pages_->ready.empty()) {
            page_ = std::move(pages_->ready.front());
            pages_->ready.pop_front();
        }
        if (page_.empty()) return;
        ready.parts[0] = {page_.data(), page_.size()};
        ready.count = 1;
        ready.bytes = page_.size();
    }
    void advance(std::size_t bytes) override { page_.erase(0, bytes); }
    bool at_boundary() const override { return page_.empty(); }
    std::optional<std::size_t> lag() const override { return 0; }
    void on_silence() override {}
    std::string finish(End) override { return "0\r\n\r\n"; }
    bool wants_end() const override { return false; }

private:
    std::shared_ptr<Pages> pages_;
    std::string page_;
};

TEST(Stream, IsWokenAloneFromAnyThreadAndAfterItsDeathNothingHappens) {
    auto pages = std::make_shared<PagedSource::Pages>();
    std::promise<std::shared_ptr<StreamWaker>> promise;
    TestServer server(
        [&](Request&, Reply reply) {
            std::move(reply).stream(stream_head(), [&](std::shared_ptr<StreamWaker> waker) {
                promise.set_value(std::move(waker));
                return std::make_unique<PagedSource>(pages);
            });
        },
        Quiet());
    Wire wire(server.port());
    wire.send(get_stream);
    const auto waker = promise.get_future().get();

    for (const auto* page : {"one;", "two;"}) {
        {
            const std::lock_guard lock(pages->mutex);
            pages->ready.push_back(chunk(page));
        }
        waker->wake();
        EXPECT_THAT(wire.receive_until(page), EndsWith(page));
    }

    wire.close();
    ASSERT_TRUE(eventually([&] { return server->streams_open() == 0; }));
    waker->wake();
    server.destroy();
    waker->wake();
}

TEST(Stream, OpensFromAnotherThreadBehindEarlierAnswers) {
    ToyLog log;
    log.append("one;");
    std::jthread thread;
    TestServer server(
        [&](Request& request, Reply reply) {
            if (request.path != "/stream") return TestServer::echo(request, std::move(reply));
            thread = std::jthread([&log, moved = std::move(reply)]() mutable {
                std::move(moved).stream(stream_head(), [&log](const std::shared_ptr<StreamWaker>&) {
                    return std::make_unique<ToySource>(log);
                });
            });
        },
        Quiet());
    Wire wire(server.port());
    wire.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n" + std::string(get_stream));

    EXPECT_EQ(body_of(wire.receive_answer()), "GET /a ");
    EXPECT_EQ(content_of(wire.receive_until("one;\r\n")), "one;<cut>");
}

TEST(Stream, HasAPlainHeadForOldClientsAndNoBodyForHead) {
    ToyLog log;
    log.append("one;");
    TestServer server(stream_of(log), Quiet());
    Wire old(server.port());
    Wire head(server.port());

    old.send("GET /stream HTTP/1.0\r\n\r\n");
    EXPECT_THAT(old.receive_until("\r\n\r\n"), Not(HasSubstr("Transfer-Encoding")));
    head.send("HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string all = head.receive_all();
    EXPECT_THAT(all, HasSubstr("Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"));
    EXPECT_THAT(all, EndsWith("\r\n\r\n"));
}

TEST(Stream, IsRefusedWhenTooManyAreOpen) {
    ToyLog log;
    Quiet options;
    options.streams_max = 1;
    TestServer server(stream_of(log), options);
    Wire first(server.port());
    first.send(get_stream);
    first.receive_until("\r\n\r\n");
    Wire second(server.port());
    second.send(get_stream);

    EXPECT_EQ(status_of(second.receive_answer()), "503");
    first.close();
    ASSERT_TRUE(eventually([&] { return server->streams_open() == 0; }));
    second.send(get_stream);
    EXPECT_EQ(status_of(second.receive_until("\r\n\r\n")), "200");
}

}  // namespace
}  // namespace bs::http
