#include "cli/doctor/stream_check.h"

#include "base/json.h"
#include "cli/tail/sse_parser.h"
#include "cli/text.h"
#include "http/client.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace bs::cli {
namespace {

using std::chrono::milliseconds;

// Later than that something has held it back: the server sends `hello` at once.
constexpr milliseconds hello_late{1500};
constexpr std::string_view unbuffered =
    "nginx, in the location of /sse: proxy_buffering off; proxy_cache off; gzip off; proxy_read_timeout 1h;";

milliseconds ping_interval_of(std::string_view data) {
    const auto document = json::parse(data);
    std::int64_t number = 0;
    if (document && document->root().is(json::Kind::object)) {
        const json::Value value = document->root().find("ping_ms");
        if (value.found() && value.is(json::Kind::number))
            std::from_chars(value.text().data(), value.text().data() + value.text().size(), number);
    }
    return milliseconds(number);
}

}  // namespace

StreamSeen watch_stream(const ServerAddress& server, milliseconds patience) {
    using Clock = std::chrono::steady_clock;
    StreamSeen seen;
    auto url = http::parse_url(server.url);
    if (!url) {
        seen.failure = url.error().detail;
        return seen;
    }
    http::Client client(*std::move(url), patience);
    const auto start = Clock::now();
    auto hello_at = start;
    SseParser parser;
    // Asked for on purpose: a proxy that compresses only for those who ask would look fine otherwise.
    const http::Client::Fields fields{{"Accept", "text/event-stream"}, {"Accept-Encoding", "gzip"}};
    const auto answer = client.stream("/sse", fields, patience, [&](std::string_view bytes) {
        const auto now = Clock::now();
        const bool is_fine = parser.feed(bytes, [&](const SseEvent& event) {
            if (event.type == "hello" && !seen.hello) {
                seen.hello = std::chrono::duration_cast<milliseconds>(now - start);
                seen.ping_interval = ping_interval_of(event.data);
                hello_at = now;
            } else if (seen.hello && !seen.ping) {
                seen.ping = std::chrono::duration_cast<milliseconds>(now - hello_at);
            }
        });
        return is_fine && !seen.ping && now - start < patience;
    });
    if (!answer) {
        seen.failure = answer.error().detail;
    } else {
        seen.status = answer->status;
        seen.content_encoding = answer->field("content-encoding");
        seen.cache_control = answer->field("cache-control");
    }
    return seen;
}

Finding judge_stream(const StreamSeen& seen) {
    const auto bad = [](std::string detail, std::string_view repair) {
        return Finding{Health::bad, "stream", std::move(detail), std::string(repair)};
    };
    if (!seen.content_encoding.empty() && seen.content_encoding != "identity") {
        return bad(fmt::format("/sse is compressed on its way ({}): events wait until a block is full",
                               printable(seen.content_encoding)),
                   unbuffered);
    }
    if (seen.status != 0 && seen.status != 200)
        return bad(fmt::format("/sse answers {}", seen.status), "look at the log of the proxy and of the server");
    if (!seen.hello && !seen.failure.empty())
        return bad("nothing comes from /sse: " + printable(seen.failure, 300), unbuffered);
    if (!seen.hello) return bad("/sse is open, and its first event does not come: it is held back", unbuffered);
    if (*seen.hello > hello_late) {
        return bad(fmt::format("the first event of /sse came only after {} ms: it was held back", seen.hello->count()),
                   unbuffered);
    }
    if (!seen.ping) return bad("/sse sent its first event and no other: later ones are held back", unbuffered);
    if (seen.ping_interval.count() > 0 && *seen.ping > 2 * seen.ping_interval + hello_late) {
        return bad(fmt::format("events of /sse come late: a ping every {} ms, and the first came after {} ms",
                               seen.ping_interval.count(), seen.ping->count()),
                   unbuffered);
    }
    return {Health::good, "stream",
            fmt::format("events arrive at once (first after {} ms, the next after {} ms)", seen.hello->count(),
                        seen.ping->count()),
            ""};
}

}  // namespace bs::cli
