// The wiring of the server: which part knows which, in which order they start and stop. No rule lives here.
#include "cli/serve.h"

#include "api/api.h"
#include "api/presence.h"
#include "api/services.h"
#include "base/log.h"
#include "base/random.h"
#include "cli/bind_policy.h"
#include "cli/database.h"
#include "cli/exit_code.h"
#include "cli/service_manager.h"
#include "cli/signals.h"
#include "cli/text.h"
#include "cli/version.h"
#include "feed/feed.h"
#include "feed/head_waiters.h"
#include "http/bundle.h"
#include "http/server.h"
#include "service/backups.h"
#include "service/commands.h"
#include "service/queries.h"
#include "service/read_cache.h"
#include "service/writer.h"
#include "store/reader_pool.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

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
          writer_(*store_, clock, {.on_doubt = std::move(on_doubt), .answer_together = answer_together}),
          commands_(writer_),
          queries_(feed_, waiters_, *readers_, cache_),
          presence_(clock),
          backups_(*store_, writer_, clock, random_),
          services_{.options = api_options(options),
                    .clock = clock,
                    .random = random_,
                    .store = *store_,
                    .feed = feed_,
                    .writer = writer_,
                    .commands = commands_,
                    .queries = queries_,
                    .presence = presence_,
                    .backups = backups_,
                    .server_stats = [this] { return server_->stats(); },
                    .streams_open = [this] { return server_->streams_open(); },
                    .tell_others = [this](std::string message) { store_->tell_others(std::move(message)); }},
          api_(services_) {
        feed_.on_publish([this] { server_->wake_streams(); });
    }

    // From here on everybody hears of what is committed. `on_lost` as in StoreFollower.
    [[nodiscard]] Result<> open(const ServeOptions& options, const std::vector<int>& sockets,
                                std::function<void()> on_lost) {
        http::ServerOptions server_options;
        server_options.inherited = sockets;
        server_options.listen = options.listen;
        server_options.io_threads = options.io_threads;
        server_options.ping_interval = options.ping_interval;
        server_options.stream_rotation = options.stream_rotation;
        BS_TRY(server_, http::Server::open(std::move(server_options), api_.hooks()));
        store_->follow({.committed = [this](auto events) { publish(events); },
                        .heard = [this](std::string_view message) { hear_presence(presence_, message); },
                        .lost = std::move(on_lost)});
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
        store_->unfollow();
        readers_->stop();
    }

    [[nodiscard]] const Store& store() const { return *store_; }
    // Stands still when the writer is stuck.
    [[nodiscard]] std::uint64_t turns() const { return writer_.turns(); }
    [[nodiscard]] std::vector<std::string> addresses() const { return server_->addresses(); }

private:
    static ApiOptions api_options(const ServeOptions& options) {
        ApiOptions api;
        api.access.cors_origins = split(options.cors_origin, ',');
        // Whoever names names wants no others, wherever the server listens.
        api.access.local = !options.insecure_no_auth || !options.allowed_hosts.empty();
        api.access.extra_hosts = options.allowed_hosts;
        api.ping_interval = options.ping_interval;
        api.version = build_info().version;
        api.commit = build_info().commit;
        api.compiler = build_info().compiler;
        // A later house of the same process is no new start.
        static const Timestamp started_at = SystemClock().now();
        api.started_at = started_at;
        return api;
    }

    // For all events that became durable, whoever wrote them: first nobody reads the old state from the cache, then
    // everybody hears of the new one. Never twice at once.
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
    Backups backups_;
    Services services_;
    Api api_;
    std::unique_ptr<http::Server> server_;
};

int refuse(const Error& error, ExitCode code) {
    std::fprintf(stderr, "betstream: %s\n", error.detail.c_str());
    return to_int(code);
}

// Of sockets that were opened for us: the rules about addresses hold for them, too.
Result<std::vector<std::string>> addresses_of(const std::vector<int>& sockets) {
    std::vector<std::string> addresses;
    for (const int fd : sockets) {
        BS_TRY(std::string address, http::address_of_socket(fd));
        addresses.push_back(std::move(address));
    }
    return addresses;
}

// For a person at a terminal; programs find the same in the line of the log.
void print_banner(const House& house, const ServeOptions& options) {
    std::string text = version_line() + "\n";
    for (const std::string& address : house.addresses()) {
        const std::string url = url_of(address);
        text += "  API       " + url + "/api/v1/accounts\n  docs      " + url + "/docs\n  API docs  " + url +
                "/swagger-ui\n  stream    " + url + "/sse\n";
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

// Why a house was left.
enum class Leaving : std::uint8_t {
    asked,  // by a signal
    doubt,  // the store cannot vouch for its data any more
    lost,   // the database holds another history now
};

// Until a signal comes, or wake(); says meanwhile that we are alive, as long as the writer is.
std::string_view wait_for_stop(const House& house, const StopSignals& signals, const ServiceManager& manager) {
    if (!manager.alive_interval()) return signals.wait_for_stop();
    const std::uint64_t turns = house.turns();
    const std::string_view signal = signals.wait_for_stop(*manager.alive_interval());
    if (house.turns() != turns) manager.alive();
    return signal;
}

// Lives in a house until it has to be left. Nothing of it is there any more afterwards, but the next one will be at the
// same address.
Result<Leaving> live_in_house(std::unique_ptr<Store> store, ServeOptions& options, const Clock& clock,
                              const StopSignals& signals, const ServiceManager& manager) {
    BS_TRY(auto readers, ReaderPool::open(*store, options.reader_threads, reads_waiting_max));
    std::atomic<bool> doubt = false;
    std::atomic<bool> lost = false;
    std::atomic<bool> woken = false;
    const auto wake_once = [&] {
        if (!woken.exchange(true)) StopSignals::wake();
    };
    House house(std::move(store), std::move(readers), options, clock, [&] {
        doubt = true;
        log_error("the store cannot vouch for its data any more; stopping. The next start verifies it");
        wake_once();
    });
    BS_CHECK(house.open(options, manager.sockets(), [&] {
        lost = true;
        wake_once();
    }));
    announce(house, options);
    options.listen = house.addresses();
    options.print_url = false;

    manager.ready("serving at " + house.addresses().front());

    std::string_view signal;
    while (signal.empty() && !doubt && !lost) signal = wait_for_stop(house, signals, manager);
    const bool is_asked = !signal.empty();
    doubt = doubt || house.store().stats().poisoned;
    if (is_asked) manager.stopping();
    log_info("stopping", {{"signal", is_asked ? signal : "none"}});
    {
        // Whoever asks twice does not want to wait. A first signal that comes while we leave for another reason is
        // heard afterwards.
        std::optional<ForcedExit> on_second_signal;
        if (is_asked) on_second_signal.emplace(signals);
        house.drain(is_asked ? options.drain_window : std::chrono::milliseconds(500));
    }
    log_info("stopped", {{"events", house.store().head().value}});
    if (doubt) return Leaving::doubt;
    return is_asked ? Leaving::asked : Leaving::lost;
}

// A file waits for its operator, and so do tables that a newer program made. A server that is away comes back, and
// whoever started us tries again.
ExitCode exit_code_of_refused_store(const Error& error, const ServeOptions& options) {
    const bool will_pass = is_postgres(options.database) && error.code != ErrorCode::not_supported;
    return will_pass ? ExitCode::unavailable : ExitCode::configuration;
}

// After a failover the new server may need a moment. Null: a signal came first. `not_supported`: it will never do.
Result<std::unique_ptr<Store>> open_store_again(const ServeOptions& options, const Clock& clock,
                                                const StopSignals& signals) {
    while (true) {
        auto store = open_store(options, clock);
        if (store || store.error().code == ErrorCode::not_supported) return store;
        log_warning("the database cannot be opened; trying again", {{"reason", store.error().detail}});
        if (signals.comes_within(std::chrono::milliseconds(500))) return nullptr;
    }
}

}  // namespace

int serve(ServeOptions options) {
    const ServiceManager manager;
    const auto given = addresses_of(manager.sockets());
    if (!given) return refuse(given.error(), ExitCode::configuration);
    if (!given->empty()) options.listen = *given;
    if (const auto refusal = refuse_addresses(options.listen, options.insecure_no_auth)) {
        return refuse(*refusal, ExitCode::configuration);
    }
    // Before the first thread, so that all of them inherit the mask and only wait_for_stop() sees these signals.
    const StopSignals signals;
    const LogWriter log({.level = options.log_level, .format = options.log_format});
    raise_file_limit();

    const SystemClock clock;
    auto opened = open_store(options, clock);
    if (!opened) return refuse(opened.error(), exit_code_of_refused_store(opened.error(), options));
    std::unique_ptr<Store> store = std::move(*opened);
    while (store) {
        const auto leaving = live_in_house(std::move(store), options, clock, signals, manager);
        if (!leaving) return refuse(leaving.error(), ExitCode::unavailable);
        if (*leaving == Leaving::doubt) return to_int(ExitCode::io_error);
        if (*leaving == Leaving::asked) break;
        auto again = open_store_again(options, clock, signals);
        if (!again) return refuse(again.error(), ExitCode::configuration);
        store = std::move(*again);
    }
    return to_int(ExitCode::ok);
}

}  // namespace bs::cli
