#include "store/postgres/tail.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/result.h"
#include "store/postgres/migrations.h"
#include "store/postgres/rows.h"
#include "store/row_order.h"

#include <algorithm>
#include <utility>

namespace bs::postgres {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t page_events = 1'000;
// More is not kept for a database that is away.
constexpr std::size_t talk_max = 1'000;
constexpr auto reconnect_pause = 200ms;
// Without a look for so long this node does not know any more what is true.
constexpr auto out_of_touch_after = 3s;

constexpr Sql find_events{"SELECT " BS_EVENT_COLUMNS
                          " FROM betstream.events AS e WHERE e.seq > $1::bigint ORDER BY e.seq LIMIT $2::bigint"};
constexpr Sql say{"SELECT pg_notify('betstream_talk', $1::text)"};
constexpr Sql find_floor_and_schema{
    "SELECT (SELECT value::bigint FROM betstream.meta WHERE key = 'floor'),"
    " (SELECT value::bigint FROM betstream.meta WHERE key = 'schema')"};

std::vector<StoredEvent> read_events(const Rows& rows) {
    std::vector<StoredEvent> events;
    rows.each([&](Row& row) { events.push_back(read_event(row)); });
    return events;
}

}  // namespace

Tail::Tail(const PostgresOptions& options, const Identity& identity)
    : options_(options),
      epoch_(identity.epoch),
      head_(identity.head.value),
      floor_(identity.floor.value),
      looked_at_(SteadyClock::now().time_since_epoch().count()) {}

void Tail::follow(StoreFollower follower) {
    follower_ = std::move(follower);
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

void Tail::unfollow() {
    thread_ = {};
    const std::lock_guard lock(telling_);
    follower_ = {};
}

void Tail::work(const std::stop_token& stop) {
    bool was_away = false;
    while (!stop.stop_requested() && !is_lost() && !is_broken()) {
        const std::int64_t looked_before = looked_at_;
        const auto ended = listen_and_look(stop);
        if (ended || stop.stop_requested()) continue;
        was_away = was_away && looked_at_ == looked_before;  // since the last time it was back
        if (!std::exchange(was_away, true)) log_warning("the database is away", {{"reason", ended.error().message}});
        std::this_thread::sleep_for(reconnect_pause);
    }
}

Outcome<> Tail::listen_and_look(const std::stop_token& stop) {
    BS_TRY(Connection connection, Connection::open(options_.url));
    BS_TRY(const bool is_ours_still, is_ours(connection));
    if (!is_ours_still) return {};
    connection.send_once("LISTEN betstream");
    connection.send_once("LISTEN betstream_talk");
    if (auto listening = connection.exchange(options_.exchange_limit); !listening)
        return std::unexpected(std::move(listening).error());
    while (!stop.stop_requested() && !is_broken() && !is_lost()) {
        BS_CHECK(look(connection));
        if (is_lost()) return {};
        BS_CHECK(listen(stop, connection));
    }
    return {};
}

Outcome<> Tail::listen(const std::stop_token& stop, Connection& connection) {
    const auto next_look = SteadyClock::now() + options_.poll_interval;
    while (!stop.stop_requested() && SteadyClock::now() < next_look) {
        BS_CHECK(send_talk(connection));
        // Some came together with the answers to something else: nothing would wake us for them.
        if (hear(connection)) return {};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_look - SteadyClock::now());
        connection.wait_for_notice(left);
        if (connection.is_lost()) return std::unexpected(Failure{"", "the connection ended"});
    }
    return {};
}

bool Tail::hear(Connection& connection) {
    bool is_news = false;
    for (const Notice& notice : connection.take_notices()) {
        const bool is_talk = notice.channel == "betstream_talk";
        if (is_talk && notice.process != connection.server_process() && follower_.heard) follower_.heard(notice.text);
        is_news = is_news || (!is_talk && notice.process != own_process_);
    }
    return is_news;
}

Outcome<> Tail::send_talk(Connection& connection) {
    std::vector<std::string> talk;
    {
        const std::lock_guard lock(talk_mutex_);
        talk = std::exchange(talk_, {});
    }
    if (talk.empty()) return {};
    for (const std::string& message : talk) connection.send(say, Values::of(message));
    const auto said = connection.exchange(options_.exchange_limit);
    // What was not said is said again by whoever is still there.
    if (!said && said.error().is_lost()) return std::unexpected(said.error());
    return {};
}

void Tail::tell_others(std::string message) {
    if (message.size() > limits::talk_bytes_max) return;
    const std::lock_guard lock(talk_mutex_);
    if (talk_.size() < talk_max) talk_.push_back(std::move(message));
}

Outcome<> Tail::look(Connection& connection) {
    while (true) {
        connection.send(find_floor_and_schema);
        connection.send(find_events, Values::of(head(), page_events));
        const auto answers = connection.exchange(options_.exchange_limit);
        if (!answers) return std::unexpected(answers.error());
        std::int64_t floor = 0;
        std::int64_t schema = 0;
        (*answers)[0].row(0).read(floor, schema);
        if (std::cmp_greater(schema, newest_schema())) {
            lose([] { log_warning("a newer version has changed the tables; stopping"); });
            return {};
        }
        raise_floor(Seq{floor});
        const std::vector<StoredEvent> events = read_events((*answers)[1]);
        tell(events);
        looked_at_ = SteadyClock::now().time_since_epoch().count();
        // Notices that came meanwhile speak of nothing newer than the next look, if there is one.
        if (std::cmp_less(events.size(), page_events)) return {};
    }
}

void Tail::publish_own(Connection& connection, std::span<const StoredEvent> own) {
    while (!own.empty() && head().value + 1 < own.front().seq.value) {
        const std::int64_t missing = own.front().seq.value - 1 - head().value;
        const auto rows =
            connection.run(options_.exchange_limit, find_events, Values::of(head(), std::min(missing, page_events)));
        if (!rows || rows->size() == 0 || is_broken()) return;
        tell(read_events(*rows));
    }
    tell(own);
}

// Two may bring the same events: whoever comes second finds them told.
void Tail::tell(std::span<const StoredEvent> events) {
    const std::lock_guard lock(telling_);
    while (!events.empty() && events.front().seq <= head()) events = events.subspan(1);
    if (events.empty() || is_broken()) return;
    if (events.front().seq.value != head().value + 1) {
        is_broken_ = true;
        log_error("the log has a gap; nothing more is published",
                  {{"after", head().value}, {"next", events.front().seq.value}});
        if (follower_.lost) follower_.lost();
        return;
    }
    head_.store(events.back().seq.value, std::memory_order_release);
    if (follower_.committed) follower_.committed(events);
}

Outcome<bool> Tail::is_ours(Connection& connection) {
    const Seq told = head();
    BS_TRY(const Identity identity, read_identity(connection, options_.exchange_limit));
    if (identity.epoch == epoch_ && identity.head >= told) return true;
    lose([] {
        log_warning("the database holds another history now: another server was promoted, or a backup was restored");
    });
    return false;
}

void Tail::lose(const std::function<void()>& say_why) {
    const std::lock_guard lock(telling_);
    if (is_lost_.exchange(true)) return;
    say_why();
    if (follower_.lost) follower_.lost();
}

void Tail::raise_floor(Seq floor) {
    if (floor > this->floor()) floor_.store(floor.value, std::memory_order_release);
}

bool Tail::is_current() const {
    const SteadyClock::duration since{SteadyClock::now().time_since_epoch().count() - looked_at_.load()};
    return since < out_of_touch_after;
}

}  // namespace bs::postgres
