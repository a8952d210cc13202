#include "store/postgres/retention.h"

#include "base/limits.h"
#include "domain/statistics.h"

#include <algorithm>
#include <utility>

namespace bs::postgres {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t look_again_micros = std::chrono::microseconds(1min).count();

constexpr Sql begin{"BEGIN"};
constexpr Sql commit{"COMMIT"};
// The row is the turn of one node: another waits for it, and then sees the floor that the first one left.
constexpr Sql take_turn{"SELECT FROM betstream.meta WHERE key = 'floor' FOR UPDATE"};
// $1: time, $2: seq; what is older than the time, and not above the seq's number, goes: at most $3 events.
constexpr Sql forget_events{
    "WITH oldest AS MATERIALIZED (SELECT seq, at FROM betstream.events ORDER BY seq LIMIT $3::bigint),"
    " kept AS (SELECT coalesce((SELECT min(seq) FROM oldest WHERE at >= $1::bigint AND seq > $2::bigint),"
    " (SELECT max(seq) + 1 FROM oldest), (SELECT value::bigint FROM betstream.meta WHERE key = 'floor')) AS floor),"
    " gone AS (DELETE FROM betstream.events WHERE seq < (SELECT floor FROM kept) RETURNING 1),"
    " saved AS (UPDATE betstream.meta SET value = (SELECT floor FROM kept)::text WHERE key = 'floor')"
    " SELECT floor, (SELECT count(*) FROM gone) FROM kept"};
constexpr Sql forget_answers{
    "DELETE FROM betstream.idempotency WHERE key IN (SELECT key FROM betstream.idempotency WHERE at < $1::bigint"
    " ORDER BY at LIMIT $2::bigint)"};
constexpr Sql forget_figures{
    "WITH gone AS (DELETE FROM betstream.statistics WHERE step = $1::bigint AND start < $2::bigint RETURNING start)"
    " UPDATE betstream.meta SET value = greatest(value::bigint, (SELECT max(start) + $3::bigint FROM gone))::text"
    " WHERE key = 'statistics_since_' || $4::text AND EXISTS (SELECT FROM gone)"};

Timestamp earlier(Timestamp now, std::chrono::hours age) {
    return Timestamp{now.micros - std::chrono::microseconds(age).count()};
}

}  // namespace

bool Retention::is_due(Timestamp now, Seq floor, Seq head) const {
    if (head.value - floor.value + 1 > limits_.events_max) return true;
    // A clock that went back must not stop us from looking.
    return !has_looked_ || now < looked_at_ || now.micros - looked_at_.micros >= look_again_micros;
}

Outcome<Retention::Step> Retention::step(Connection& connection, Timestamp now, Seq head,
                                         std::chrono::milliseconds limit) {
    looked_at_ = now;
    has_looked_ = true;
    connection.send(begin);
    connection.send(take_turn);
    connection.send(forget_events, Values::of(earlier(now, limits_.events_age_max), head.value - limits_.events_max,
                                              limits_.rows_per_step));
    connection.send(forget_answers, Values::of(earlier(now, limits_.idempotency_age_max), limits_.rows_per_step));
    for (const StatisticsStep step : {StatisticsStep::minute, StatisticsStep::hour, StatisticsStep::day}) {
        const bool is_fine = step == StatisticsStep::minute;
        const auto age = is_fine ? limits::statistics_minutes_age_max : limits::statistics_age_max;
        connection.send(forget_figures,
                        Values::of(step, start_of(step, earlier(now, age)), micros_of(step), to_word(step)));
    }
    connection.send(commit);
    const auto answers = connection.exchange(limit);
    if (!answers) return std::unexpected(answers.error());
    Step done{};
    std::int64_t events = 0;
    (*answers)[2].row(0).read(done.floor, events);
    done.has_more = std::cmp_greater_equal(
        std::max<std::size_t>(static_cast<std::size_t>(events), (*answers)[3].affected()), limits_.rows_per_step);
    has_looked_ = !done.has_more;
    return done;
}

}  // namespace bs::postgres
