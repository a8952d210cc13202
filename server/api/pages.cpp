// What is about the server itself: health, metrics, the specification and its interactive page.
#include "api/console.h"
#include "api/error_table.h"
#include "api/handlers.h"
#include "api/services.h"
#include "base/json_writer.h"
#include "base/log.h"
#include "service/store_state.h"

#include <algorithm>
#include <string>
#include <utility>

namespace bs {
namespace {

constexpr std::string_view plain_text = "text/plain; charset=utf-8";

// Swagger UI styles its elements in place; scripts come from us alone.
constexpr std::string_view swagger_policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' "
    "data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
    "Referrer-Policy: no-referrer\r\n";

struct Readiness {
    bool ready = true;
    std::string_view reason = "ready";
};

Readiness readiness(const Services& services) {
    if (services.draining) return {false, "draining"};
    const StoreState store = store_state(services.store);
    if (store.stats.poisoned) return {false, "the store cannot vouch for its data; restart the server"};
    if (!store.is_current) return {false, "the database is away, or holds another history now"};
    return {};
}

void append_requests(MetricsPage& page, const Services& services) {
    constexpr std::string_view name = "betstream_http_requests_total";
    const auto labels = [](const RouteMetrics& route) {
        return "method=\"" + std::string(route.method) + "\",route=\"" + std::string(route.path) + "\"";
    };
    // All of them from the start: Prometheus sees no increase from nothing to one.
    for (const auto& route : services.route_metrics) {
        for (std::size_t i = 2; i < route->by_class.size(); ++i) {
            page.counter(name, "Requests answered.", route->by_class[i].value(),
                         labels(*route) + ",status=\"" + std::to_string(i) + "xx\"");
        }
    }
    for (const auto& route : services.route_metrics) {
        const bool used =
            std::ranges::any_of(route->by_class, [](const Counter& counter) { return counter.value() > 0; });
        if (!used) continue;
        page.histogram("betstream_http_request_duration_seconds", "From the complete request to the answer.",
                       route->latency, 1e6, labels(*route));
    }
}

void append_problems(MetricsPage& page, const ProblemLog& problems) {
    for (const ErrorRow& row : error_rows()) {
        page.counter("betstream_http_problems_total", "Answers that were problems.", problems.count(row.code),
                     "code=\"" + std::string(row.name) + "\"");
    }
}

void append_server(MetricsPage& page, const http::ServerStats& stats) {
    page.counter("betstream_http_connections_accepted_total", "Connections accepted.", stats.connections_accepted);
    page.gauge("betstream_http_connections_open", "Connections open.",
               static_cast<std::int64_t>(stats.connections_open));
    page.counter("betstream_http_guard_refusals_total", "Requests refused before routing.", stats.guard_refusals);
    page.counter("betstream_http_accept_errors_total", "Failed accepts.", stats.accept_errors);
    page.gauge("betstream_stream_subscribers", "Open event streams.", static_cast<std::int64_t>(stats.streams_open));
    page.counter("betstream_stream_cut_slow_total", "Streams ended because their reader was too slow.",
                 stats.streams_cut_slow);
    page.counter("betstream_stream_bytes_total", "Bytes sent on event streams.", stats.stream_bytes);
}

void append_streams(MetricsPage& page, const Services& services) {
    constexpr std::string_view refused = "betstream_stream_refused_total";
    constexpr std::string_view refused_help = "Streams that were told to come back later.";
    page.counter(refused, refused_help, services.busy_streams.draining.value(), "reason=\"draining\"");
    page.counter(refused, refused_help, services.busy_streams.too_many.value(), "reason=\"too_many_streams\"");
    for (std::size_t i = 0; i < reset_reasons.size(); ++i) {
        page.counter("betstream_stream_resets_total", "Streams whose reader had to read the state anew.",
                     services.feed.resets(i), "reason=\"" + std::string(reset_reasons[i]) + "\"");
    }
}

void append_writer(MetricsPage& page, const Writer& writer) {
    const WriterMetrics& metrics = writer.metrics();
    page.counter("betstream_writer_groups_total", "Groups of commands.", metrics.groups.value());
    page.counter("betstream_writer_commands_total", "Commands.", metrics.commands.value());
    page.counter("betstream_writer_collisions_total", "Groups that another node was faster than.",
                 metrics.collisions.value());
    page.counter("betstream_writer_refused_full_total", "Commands refused because the queue was full.",
                 metrics.refused_full.value());
    page.counter("betstream_writer_replays_total", "Commands answered with what was kept under their idempotency key.",
                 metrics.replays.value());
    page.gauge("betstream_writer_queue_length", "Commands that wait.",
               static_cast<std::int64_t>(writer.queue_length()));
    page.histogram("betstream_writer_group_size", "Commands in a group.", metrics.group_size, 1);
    page.histogram("betstream_writer_commit_duration_seconds", "Write and flush of one group.", metrics.commit_time,
                   1e6);
    page.histogram("betstream_writer_command_duration_seconds", "From queued to decided and durable.",
                   metrics.queue_time, 1e6);
}

void append_work(MetricsPage& page, const WriterMetrics& metrics) {
    for (std::size_t i = 0; i < event_type_count; ++i) {
        page.counter("betstream_events_total", "Events committed.", metrics.events[i].value(),
                     "type=\"" + std::string(to_word(static_cast<EventType>(i))) + "\"");
    }
    page.counter("betstream_bets_total", "Bets committed.", metrics.bets.value());
    for (std::size_t i = 0; i < bet_status_count; ++i) {
        page.counter("betstream_marks_total", "Changes of a bet's status committed.", metrics.marks[i].value(),
                     "status=\"" + std::string(to_word(static_cast<BetStatus>(i))) + "\"");
    }
}

void append_doubts(MetricsPage& page, const StoreMetrics& metrics) {
    constexpr std::string_view name = "betstream_store_doubts_total";
    constexpr std::string_view help = "Commits whose outcome was not known at once.";
    page.counter(name, help, metrics.doubts_applied.value(), "outcome=\"applied\"");
    page.counter(name, help, metrics.doubts_not_applied.value(), "outcome=\"not_applied\"");
    page.counter(name, help, metrics.doubts_unknown.value(), "outcome=\"unknown\"");
}

void append_store(MetricsPage& page, const Services& services) {
    const StoreState store = store_state(services.store);
    const StoreStats& stats = store.stats;
    page.counter("betstream_store_commits_total", "Commits.", stats.commits);
    page.counter("betstream_store_commit_failures_total", "Failed commits.", stats.commit_failures);
    append_doubts(page, store_metrics(services.store));
    page.histogram("betstream_store_flush_duration_seconds", "What a commit waits for the disk, or for the database.",
                   store_metrics(services.store).flush_time, 1e6);
    page.counter("betstream_store_checkpoints_total", "Checkpoints.", stats.checkpoints);
    page.gauge("betstream_store_wal_bytes", "Size of the write-ahead log.", static_cast<std::int64_t>(stats.wal_bytes));
    page.gauge("betstream_store_database_bytes", "Size of the database.",
               static_cast<std::int64_t>(stats.database_bytes));
    if (stats.free_bytes) {
        page.gauge("betstream_store_free_bytes", "Space left for the database.",
                   static_cast<std::int64_t>(*stats.free_bytes));
    }
    page.gauge("betstream_store_poisoned", "1 when the store refuses writes until a restart.", stats.poisoned ? 1 : 0);
    page.gauge("betstream_store_current",
               "0 when the database is away, or did not tell for a while what others commit.",
               store.is_current ? 1 : 0);
    page.gauge("betstream_store_weak_durability", "1 when answered changes may get lost.",
               stats.weak_durability.empty() ? 0 : 1);
    page.gauge("betstream_events_head", "The last committed event.", store.head.value);
    page.gauge("betstream_events_floor", "The oldest retained event.", store.floor.value);
    page.gauge("betstream_feed_lag_events", "Events committed but not published yet.",
               store.head.value - services.feed.head().value);
}

}  // namespace

void get_health(Call call) { std::move(call.exchange).answer(text_answer(200, plain_text, "OK")); }

void get_livez(Call call) { std::move(call.exchange).answer(text_answer(200, plain_text, "OK")); }

void get_readyz(Call call) {
    const Readiness state = readiness(call.services);
    std::string text;
    JsonWriter(text)
        .begin_object()
        .key("ready")
        .boolean(state.ready)
        .field("reason", state.reason)
        .field("store", std::string_view(store_state(call.services.store).description))
        .end_object();
    std::move(call.exchange).answer(text_answer(state.ready ? 200 : 503, "application/json", std::move(text)));
}

void get_metrics(Call call) {
    MetricsPage page;
    const ApiOptions& build = call.services.options;
    page.gauge("betstream_build_info", "The running build.", 1,
               "version=\"" + build.version + "\",commit=\"" + build.commit + "\",compiler=\"" + build.compiler + "\"");
    page.gauge("process_start_time_seconds", "When the process started, in seconds since 1970.",
               call.services.options.started_at.micros / 1'000'000);
    page.gauge("betstream_ready", "1 when /readyz says yes.", readiness(call.services).ready ? 1 : 0);
    append_requests(page, call.services);
    append_problems(page, call.services.problems);
    append_server(page, call.services.server_stats());
    append_streams(page, call.services);
    append_writer(page, call.services.writer);
    append_work(page, call.services.writer.metrics());
    append_store(page, call.services);
    page.counter("betstream_log_lines_dropped_total", "Log lines dropped because stderr was too slow.",
                 log_lines_dropped());
    std::move(call.exchange).answer(text_answer(200, "text/plain; version=0.0.4; charset=utf-8", page.take()));
}

void get_openapi(Call call) { answer_asset(std::move(call.exchange), call.request, "openapi.json", swagger_policy); }

void get_swagger(Call call) {
    answer_asset(std::move(call.exchange), call.request, "swagger-ui/index.html", swagger_policy);
}

void get_swagger_asset(Call call) {
    const std::string path = "swagger-ui/" + std::string(call.params.values[0]);
    answer_asset(std::move(call.exchange), call.request, path, swagger_policy);
}

}  // namespace bs
