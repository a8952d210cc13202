#include "store/sqlite/retention.h"

#include "base/limits.h"
#include "base/result.h"
#include "domain/statistics.h"

#include <chrono>

namespace bs::sqlite {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t look_again_micros = std::chrono::microseconds(1min).count();
// One step must not be felt by a command that arrives meanwhile.
constexpr auto step_time = 5ms;

Timestamp earlier(Timestamp now, std::chrono::hours age) {
    return Timestamp{now.micros - std::chrono::microseconds(age).count()};
}

}  // namespace

class Retention::Sweep {
public:
    explicit Sweep(std::size_t rows) : rows_left_(rows) {}

    [[nodiscard]] bool is_over() const { return rows_left_ == 0 || std::chrono::steady_clock::now() >= end_; }
    void count() { --rows_left_; }

private:
    std::size_t rows_left_;
    std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + step_time;
};

Outcome<Retention> Retention::open(Connection& connection, RetentionLimits limits) {
    Retention retention;
    retention.limits_ = limits;
    BS_TRY(retention.find_event_, connection.prepare("SELECT at, batch_id FROM events WHERE seq = ?"));
    BS_TRY(retention.delete_event_, connection.prepare("DELETE FROM events WHERE seq = ?"));
    BS_TRY(retention.delete_entry_, connection.prepare("DELETE FROM batch_timeline WHERE batch_id = ? AND seq = ?"));
    BS_TRY(retention.save_floor_, connection.prepare("UPDATE meta SET value = ? WHERE key = 'floor'"));
    BS_TRY(retention.oldest_record_,
           connection.prepare("SELECT id FROM (SELECT id, at FROM idempotency ORDER BY id LIMIT 1) WHERE at < ?"));
    BS_TRY(retention.delete_record_, connection.prepare("DELETE FROM idempotency WHERE id = ?"));
    BS_TRY(retention.oldest_figures_,
           connection.prepare("SELECT start FROM statistics WHERE step = ? AND start < ? ORDER BY start LIMIT 1"));
    BS_TRY(retention.delete_figures_, connection.prepare("DELETE FROM statistics WHERE step = ? AND start = ?"));
    BS_TRY(retention.save_since_, connection.prepare("UPDATE meta SET value = max(value, ?) WHERE key ="
                                                     " 'statistics_since_' || ?"));
    return retention;
}

bool Retention::is_due(Timestamp now, Seq floor, Seq head) const {
    if (head.value - floor.value + 1 > limits_.events_max) return true;
    // A clock that went back must not stop us from looking.
    return !has_looked_ || now < looked_at_ || now.micros - looked_at_.micros >= look_again_micros;
}

Outcome<Retention::Step> Retention::step(Timestamp now, Seq floor, Seq head) {
    Sweep sweep(limits_.rows_per_step);
    Step step{};
    BS_TRY(step.floor, sweep_events(sweep, now, floor, head));
    BS_CHECK(sweep_idempotency(sweep, now));
    BS_CHECK(sweep_statistics(sweep, now));
    step.has_more = sweep.is_over();
    return step;
}

void Retention::done(Timestamp now, const Step& step) {
    looked_at_ = now;
    has_looked_ = !step.has_more;
}

Outcome<Seq> Retention::sweep_events(Sweep& sweep, Timestamp now, Seq floor, Seq head) {
    const Timestamp cutoff = earlier(now, limits_.events_age_max);
    Seq oldest = floor;
    while (oldest <= head && !sweep.is_over()) {
        const bool is_one_too_many = head.value - oldest.value + 1 > limits_.events_max;
        Timestamp at{};
        std::optional<BatchId> batch_id;
        BS_CHECK(find_event_.bind(oldest).each([&](Row& row) { row.read(at, batch_id); }));
        if (!is_one_too_many && at >= cutoff) break;
        BS_CHECK(delete_event_.bind(oldest).run());
        if (batch_id) BS_CHECK(delete_entry_.bind(*batch_id, oldest).run());
        ++oldest.value;
        sweep.count();
    }
    if (oldest != floor) BS_CHECK(save_floor_.bind(oldest).run());
    return oldest;
}

Outcome<> Retention::sweep_statistics(Sweep& sweep, Timestamp now) {
    for (const StatisticsStep step : {StatisticsStep::minute, StatisticsStep::hour, StatisticsStep::day}) {
        const bool is_fine = step == StatisticsStep::minute;
        const auto age = is_fine ? limits::statistics_minutes_age_max : limits::statistics_age_max;
        const Timestamp cutoff = start_of(step, earlier(now, age));
        while (!sweep.is_over()) {
            BS_TRY(const auto start, oldest_figures_.bind(step, cutoff).find_integer());
            if (!start) break;
            BS_CHECK(delete_figures_.bind(step, *start).run());
            BS_CHECK(save_since_.bind(*start + micros_of(step), to_word(step)).run());
            sweep.count();
        }
    }
    return {};
}

Outcome<> Retention::sweep_idempotency(Sweep& sweep, Timestamp now) {
    const Timestamp cutoff = earlier(now, limits_.idempotency_age_max);
    while (!sweep.is_over()) {
        BS_TRY(const auto id, oldest_record_.bind(cutoff).find_integer());
        if (!id) break;
        BS_CHECK(delete_record_.bind(*id).run());
        sweep.count();
    }
    return {};
}

}  // namespace bs::sqlite
