// Everything that the handlers may reach, made by the wiring in cli.
#pragma once

#include "api/access.h"
#include "api/problem_log.h"
#include "api/route_metrics.h"
#include "base/metrics.h"
#include "base/random.h"
#include "base/time.h"
#include "feed/feed.h"
#include "http/server.h"
#include "service/backups.h"
#include "service/commands.h"
#include "service/presence.h"
#include "service/queries.h"
#include "service/writer.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace bs {

class Store;

struct ApiOptions {
    AccessRules access;
    std::chrono::milliseconds ping_interval = limits::ping_interval;
    std::size_t streams_max = limits::subscribers_max;
    std::string version;   // of the project
    std::string commit;    // that it was built from
    std::string compiler;  // that built it
    Timestamp started_at;  // the process
};

// Streams that were told to come back later, by the reason that they heard.
struct BusyStreams {
    Counter draining;
    Counter too_many;
};

struct Services {
    const ApiOptions options;
    const Clock& clock;
    RandomSource& random;
    const Store& store;  // only to ask service about it
    Feed& feed;
    Writer& writer;
    Commands& commands;
    Queries& queries;
    Presence& presence;
    Backups& backups;

    // Set by the wiring before the first request.
    std::function<http::ServerStats()> server_stats;
    std::function<std::size_t()> streams_open;
    std::function<void(std::string)> tell_others;  // other processes, as Store says it

    std::atomic<bool> draining{false};
    std::vector<std::unique_ptr<RouteMetrics>> route_metrics;  // by route; the last: no route at all
    ProblemLog problems;
    BusyStreams busy_streams;
};

}  // namespace bs
