// The wiring of the server: which part knows which, in which order they start and stop. No rule lives here.
#include "cli/serve.h"

#include "api/api.h"
#include "api/services.h"
#include "base/log.h"
#include "base/random.h"
#include "cli/bind_policy.h"
#include "cli/exit_code.h"
#include "cli/signals.h"
#include "cli/text.h"
#include "cli/version.h"
#include "feed/feed.h"
#include "feed/head_waiters.h"
#include "http/bundle.h"
#include "http/server.h"
#include "service/commands.h"
#include "service/queries.h"
#include "service/read_cache.h"
#include "service/writer.h"
#include "store/reader_pool.h"
#include "store/sqlite/sqlite_store.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace bs::cli {
namespace {

// Reads that wait for a reader thread; beyond: `overloaded`.
constexpr std::size_t reads_waiting_max = 4'096;

// Everything between the store and the sockets. Members are destroyed from last to first: sockets, then what they use.
class House {
public:
    House(std::unique_ptr<Store> store, std::unique_ptr<ReaderPool> readers, const ServeOptions& options,
          const Clock& clock, std::function<void()> on_doubt)
        : store_(std::move(store)),
          readers_(std::move(readers)),
          feed_(*store_, *readers_),
          waiters_(feed_),
          writer_(*store_, clock,
                  {.publish = [this](auto events) { publish(events); },
                   .on_doubt = std::move(on_doubt),
                   .answer_together = answer_together}),
          commands_(writer_),
          queries_(feed_, waiters_, *readers_, cache_),
          presence_(clock),
          services_{.options = api_options(options),
                    .clock = clock,
                    .random = random_,
                    .store = *store_,
                    .feed = feed_,
                    .writer = writer_,
                    .commands = commands_,
                    .queries = queries_,
                    .presence = presence_,
                    .server_stats = [this] { return server_->stats(); },
                    .streams_open = [this] { return server_->streams_open(); }},
          api_(services_) {
        feed_.on_publish([this] { server_->wake_streams(); });
    }

    [[nodiscard]] Result<> open(const ServeOptions& options) {
        http::ServerOptions server_options;
        server_options.listen = options.listen;
        server_options.io_threads = options.io_threads;
        server_options.ping_interval = options.ping_interval;
        server_options.stream_rotation = options.stream_rotation;
        BS_TRY(server_, http::Server::open(std::move(server_options), api_.hooks()));
        server_->start();
        return {};
    }

    // Nobody is let in any more, everybody inside is answered.
    void drain(std::chrono::milliseconds window) {
        services_.draining = true;
        waiters_.release();
        server_->drain(window);
        // From here on nobody wakes the server, nor anything else that is about to go.
        writer_.stop();
        readers_->stop();
    }

    [[nodiscard]] const Store& store() const { return *store_; }
    [[nodiscard]] std::vector<std::string> addresses() const { return server_->addresses(); }

private:
    static ApiOptions api_options(const ServeOptions& options) {
        ApiOptions api;
        api.access.cors_origins = split(options.cors_origin, ',');
        api.access.local = !options.insecure_no_auth;
        api.access.extra_hosts = options.allowed_hosts;
        api.ping_interval = options.ping_interval;
        api.version = version_line();
        return api;
    }

    // On the writer's thread, for every group that became durable: first nobody reads the old state from the cache,
    // then everybody hears of the new one.
    void publish(std::span<const StoredEvent> events) {
        cache_.invalidate(events);
        feed_.publish(events);
        store_->note_published(feed_.head());
    }

    static void answer_together(const std::function<void()>& answer_all) {
        const http::Bundle bundle;
        answer_all();
    }

    SystemRandom random_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<ReaderPool> readers_;
    Feed feed_;
    HeadWaiters waiters_;
    ReadCache cache_;
    Writer writer_;
    Commands commands_;
    Queries queries_;
    Presence presence_;
    Services services_;
    Api api_;
    std::unique_ptr<http::Server> server_;
};

int refuse(const Error& error, ExitCode code) {
    std::fprintf(stderr, "betstream: %s\n", error.detail.c_str());
    return to_int(code);
}

// For a person at a terminal; programs find the same in the line of the log.
void print_banner(const House& house, const ServeOptions& options) {
    std::string text = version_line() + "\n";
    for (const std::string& address : house.addresses()) {
        const std::string url = url_of(address);
        text += "  API       " + url + "/api/v1/accounts\n  docs      " + url + "/swagger-ui\n  stream    " + url +
                "/sse\n";
    }
    text += "  data      " + house.store().describe() + "\n";
    text += options.insecure_no_auth
                ? "  access    NO LOGIN (--insecure-no-auth): whoever reaches this address can do everything\n"
                : "  access    this machine only, no login\n";
    std::fputs(text.c_str(), stderr);
}

void announce(const House& house, const ServeOptions& options) {
    const std::string address = house.addresses().front();
    if (log_format() == LogFormat::human) print_banner(house, options);
    if (options.insecure_no_auth) log_warning("serving without authentication", {{"listen", address}});
    log_info("serving", {{"listen", address}, {"data", house.store().describe()}, {"version", version_line()}});
    if (options.print_url) {
        std::printf("%s\n", url_of(address).c_str());
        std::fflush(stdout);
    }
}

SqliteOptions sqlite_options(const ServeOptions& options, std::string path) {
    SqliteOptions sqlite;
    sqlite.path = std::move(path);
    if (options.event_age_max.count() > 0) {
        sqlite.retention.events_age_max = std::chrono::ceil<std::chrono::hours>(options.event_age_max);
    }
    if (options.event_count_max > 0) sqlite.retention.events_max = static_cast<std::int64_t>(options.event_count_max);
    return sqlite;
}

}  // namespace

int serve(const ServeOptions& options) {
    if (const auto refusal = refuse_addresses(options.listen, options.insecure_no_auth)) {
        return refuse(*refusal, ExitCode::configuration);
    }
    // Before the first thread, so that all of them inherit the mask and only wait_for_stop() sees these signals.
    const StopSignals signals;
    const LogWriter log({.level = options.log_level, .format = options.log_format});
    raise_file_limit();

    auto path = sqlite_path(options.database);
    if (!path) return refuse(path.error(), ExitCode::configuration);
    const SystemClock clock;
    auto store = open_sqlite_store(sqlite_options(options, *std::move(path)), clock);
    if (!store) return refuse(store.error(), ExitCode::configuration);
    auto readers = ReaderPool::open(**store, options.reader_threads, reads_waiting_max);
    if (!readers) return refuse(readers.error(), ExitCode::configuration);

    std::atomic<bool> doubt = false;
    House house(*std::move(store), *std::move(readers), options, clock, [&] {
        doubt = true;
        log_error("the store cannot vouch for its data any more; stopping. The next start verifies the file");
        StopSignals::raise();
    });
    if (auto opened = house.open(options); !opened) return refuse(opened.error(), ExitCode::unavailable);
    announce(house, options);

    log_info("stopping", {{"signal", signals.wait_for_stop()}});
    {
        const ForcedExit on_second_signal(signals);
        house.drain(doubt ? std::chrono::milliseconds(500) : options.drain_window);
    }
    log_info("stopped", {{"events", house.store().head().value}});
    return doubt ? to_int(ExitCode::io_error) : to_int(ExitCode::ok);
}

}  // namespace bs::cli
