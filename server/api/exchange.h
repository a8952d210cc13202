// One request on its way through the api: what every handler needs from it, and the right to answer it. Moves along
// with the work; the answer may come from any thread.
#pragma once

#include "api/problem_log.h"
#include "api/route_metrics.h"
#include "base/id.h"
#include "base/result.h"
#include "http/message.h"
#include "http/router.h"
#include "http/server.h"
#include "service/caller.h"
#include "service/commands.h"
#include "service/queries.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bs {

// An answer before the headers that all answers have.
struct Answer {
    int status = 200;
    std::string_view content_type = "application/json";
    std::string fields;  // header lines of this answer only
    std::shared_ptr<const std::string> body;
    std::optional<Refusal> refusal = {};
};

[[nodiscard]] Answer to_answer(Rendered rendered);
[[nodiscard]] Answer text_answer(int status, std::string_view content_type, std::string body);

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

class Exchange {
public:
    struct Setting {
        std::string epoch;
        std::string cors_origin;  // of the answer; empty: no CORS headers
        RouteMetrics* metrics = nullptr;
        ProblemLog* problems = nullptr;
    };
    Exchange(http::Reply reply, std::shared_ptr<const Setting> setting, Caller caller, std::string_view if_none_match);

    Exchange(Exchange&&) noexcept = default;
    Exchange& operator=(Exchange&&) noexcept = default;

    [[nodiscard]] const Caller& caller() const { return caller_; }

    // Each consumes the exchange.
    void answer(Answer answer) &&;
    // `allow` goes into an Allow header when the method was wrong.
    void refuse(const Error& error, std::string_view allow = {}) &&;
    // A file: 304 when the client has it already. `fields` may say how long it keeps; otherwise clients ask each time.
    void answer_file(std::string_view content_type, std::shared_ptr<const std::string> body, std::string_view etag,
                     std::string_view fields) &&;
    // A read, with further header lines: 304 when the client has it already.
    void answer(Result<ReadAnswer> read, std::string_view fields = {}) &&;
    // Streams; see http::Reply.
    void stream(
        Answer head,
        std::move_only_function<std::unique_ptr<http::StreamSource>(std::shared_ptr<http::StreamWaker>)> make) &&;

    // How a command with result T ends: rendered on the io thread, unless an idempotency key had it rendered already.
    template <class T>
    [[nodiscard]] static Answering<T> finish_with(Exchange exchange,
                                                  Rendered (*render)(const Result<T>&, const Caller&)) {
        return {render, [exchange = std::move(exchange), render](Outcome<T> outcome) mutable {
                    auto reply = std::move(exchange.reply_);
                    std::move(reply).send_from(
                        [exchange = std::move(exchange), render, outcome = std::move(outcome)]() mutable {
                            const Ending& ending = outcome.ending;
                            Rendered rendered =
                                ending.rendered ? *ending.rendered : render(outcome.result, exchange.caller_);
                            return exchange.respond(std::move(rendered), ending.replayed, ending.cursor);
                        });
                }};
    }

private:
    [[nodiscard]] http::Response respond(Answer answer, std::optional<Seq> cursor);
    [[nodiscard]] http::Response respond(Rendered rendered, bool replayed, Seq cursor);
    void add_common_fields(http::Response& response, std::optional<Seq> cursor) const;

    http::Reply reply_;
    std::shared_ptr<const Setting> setting_;
    Caller caller_;
    std::string if_none_match_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace bs
