#include "api/handlers.h"
#include "api/parameters.h"
#include "api/services.h"
#include "api/sse_source.h"
#include "base/distance.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "feed/cursor.h"
#include "feed/frame.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace bs {
namespace {

constexpr std::string_view event_stream = "text/event-stream";
constexpr std::string_view stream_fields = "Cache-Control: no-store, no-transform\r\nX-Accel-Buffering: no\r\n";

std::string unknown_type(std::string_view word) {
    std::vector<std::string_view> known;
    for (std::size_t i = 0; i < event_type_count; ++i) known.push_back(to_word(static_cast<EventType>(i)));
    std::string detail = "\"" + std::string(word) + "\" is no event type";
    if (const auto meant = did_you_mean(word, known)) detail += "; did you mean " + std::string(*meant) + "?";
    return detail;
}

Result<std::vector<EventType>> parse_types(std::string_view list) {
    std::vector<EventType> types;
    if (list.empty()) return fail(bad_parameter("types", "expected at least one event type"));
    BS_CHECK(for_each_part(list, [&](std::string_view word) -> Result<> {
        const auto type = parse_event_type(word);
        if (!type) return fail(bad_parameter("types", unknown_type(word)));
        types.push_back(*type);
        return {};
    }));
    return types;
}

Result<std::vector<AccountId>> parse_accounts(std::string_view name, std::string_view list) {
    std::vector<AccountId> accounts;
    // Taken for "no filter" an empty list would show the events of everybody.
    if (list.empty()) return fail(bad_parameter(name, "expected at least one account id"));
    BS_CHECK(for_each_part(list, [&](std::string_view word) -> Result<> {
        const auto id = parse_id(word);
        if (!id) return fail(bad_parameter(name, "\"" + std::string(word) + "\" is no account id"));
        accounts.push_back(AccountId{*id});
        return {};
    }));
    return accounts;
}

// A cursor, or a plain event number of this history.
Result<Cursor> parse_place(const Call& call, std::string_view name, std::string_view text) {
    const std::string& epoch = call.services.feed.epoch();
    if (auto cursor = parse_cursor(text)) return *std::move(cursor);
    if (text == "0" || parse_id(text)) return Cursor{epoch, Seq{parse_id(text).value_or(0)}};
    return fail(bad_parameter(name, "expected a cursor such as " + format_cursor(epoch, Seq{57})));
}

Result<> parse_event_filter(const Call& call, EventQuery& query) {
    if (const auto list = call.parameter("account")) {
        BS_TRY(query.accounts, parse_accounts("account", *list));
    }
    if (const auto list = call.parameter("types")) {
        BS_TRY(query.types, parse_types(*list));
    }
    BS_TRY(const auto batch, parse_optional_id(call, "batch", "a batch id"));
    if (batch) query.batch = BatchId{*batch};
    BS_TRY(const auto bet, parse_optional_id(call, "bet", "a bet's pid"));
    if (bet) query.bet = BetId{*bet};
    BS_TRY(query.actor, parse_text(call, "actor", limits::actor_chars_max));
    BS_TRY(const TimeRange range, parse_time_range(call));
    query.from = range.from;
    query.to = range.to;
    return {};
}

Result<EventsRequest> parse_events_request(const Call& call) {
    EventsRequest request;
    BS_CHECK(parse_event_filter(call, request.query));
    BS_TRY(const std::int64_t limit,
           parse_number(call, "limit", 1, limits::events_page_max, limits::events_page_default));
    request.query.limit = static_cast<std::size_t>(limit);
    BS_TRY(const std::int64_t wait, parse_number(call, "wait", 0, limits::events_wait_max.count(), 0));
    request.wait = std::chrono::seconds(wait);
    if (const auto text = call.parameter("since")) {
        BS_TRY(const Cursor since, parse_place(call, "since", *text));
        request.since = to_string(since);
    }
    if (const auto text = call.parameter("until")) {
        BS_TRY(const Cursor until, parse_place(call, "until", *text));
        request.query.until = until.seq;
    }
    const std::string_view order = call.parameter("order").value_or("asc");
    if (order != "asc" && order != "desc") return fail(bad_parameter("order", "expected asc or desc"));
    request.query.newest_first = order == "desc";
    return request;
}

// Where a stream is to go on: what the browser remembers wins over what the page's URL says.
std::optional<std::string> stream_cursor(const Call& call) {
    if (const std::string* id = call.request.find("last-event-id"); id != nullptr && !id->empty()) return *id;
    for (const std::string_view name : {"since", "last_event_id", "lastEventId"}) {
        if (const auto text = call.parameter(name); text && !text->empty()) return std::string(*text);
    }
    return std::nullopt;
}

Result<std::shared_ptr<const Filter>> parse_filter(const Call& call) {
    Filter filter;
    if (const auto list = call.parameter("accounts")) {
        BS_TRY(filter.accounts, parse_accounts("accounts", *list));
    }
    if (const auto list = call.parameter("types")) {
        BS_TRY(filter.types, parse_types(*list));
    }
    if (filter.accounts.empty() && filter.types.empty()) return std::shared_ptr<const Filter>();
    return std::make_shared<const Filter>(std::move(filter));
}

// Native EventSource gives up for good after any status but 200: overload is said in band, with a later time to come
// back.
Answer busy_answer(std::int64_t retry_ms, std::string_view reason) {
    std::string text = "retry: " + std::to_string(retry_ms) + "\nevent: busy\ndata: ";
    JsonWriter(text).begin_object().field("reason", reason).end_object();
    text += "\n\n";
    Answer answer = text_answer(200, event_stream, std::move(text));
    answer.fields = stream_fields;
    return answer;
}

}  // namespace

void get_events(Call call) {
    auto request = parse_events_request(call);
    if (!request) return std::move(call.exchange).refuse(request.error());
    call.services.queries.events(*std::move(request),
                                 [exchange = std::move(call.exchange)](Result<ReadAnswer> read) mutable {
                                     std::move(exchange).answer(std::move(read));
                                 });
}

void get_sse(Call call) {
    Services& services = call.services;
    auto filter = parse_filter(call);
    if (!filter) return std::move(call.exchange).refuse(filter.error());
    // The server supplies the jitter: whoever was cut off together does not come back together.
    const std::int64_t retry_ms = services.random.between(1000, 5000);
    if (services.draining || services.streams_open() >= services.options.streams_max) {
        const bool is_draining = services.draining;
        (is_draining ? services.busy_streams.draining : services.busy_streams.too_many).add();
        const std::string_view reason = is_draining ? "draining" : "too_many_streams";
        return std::move(call.exchange).answer(busy_answer(retry_ms + 5000, reason));
    }

    SubscriptionOptions options{*std::move(filter), call.request.http_1_0, services.options.ping_interval.count(),
                                retry_ms};
    Answer head;
    head.content_type = event_stream;
    head.fields = stream_fields;
    auto make = [&services, options = std::move(options),
                 cursor = stream_cursor(call)](std::shared_ptr<http::StreamWaker> waker) mutable {
        const auto from = cursor ? std::optional<std::string_view>(*cursor) : std::nullopt;
        return std::unique_ptr<http::StreamSource>(
            new SseSource(services.feed, services.clock, std::move(options), from, std::move(waker)));
    };
    std::move(call.exchange).stream(std::move(head), std::move(make));
}

}  // namespace bs
