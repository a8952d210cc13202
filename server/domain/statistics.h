// What happened in each minute at each account: figures that are kept beside the log, so that a chart of a month does
// not read a million events. Pure: folding the events from the first gives the figures.
#pragma once

#include "base/money.h"
#include "base/time.h"
#include "domain/batch.h"
#include "domain/bet.h"
#include "domain/event.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bs {

__extension__ using WideInteger = __int128;

// A sum over any number of batches: exact, and too wide to overflow.
struct MoneySum {
    WideInteger units = 0;  // 1/10,000 of the currency
    friend bool operator==(const MoneySum&, const MoneySum&) = default;
};

struct Figure {
    std::int64_t count = 0;
    MoneySum stake;
    MoneySum cost;

    // `times` is 1 or -1.
    void add(const Bet& bet, int times = 1);
    void add(const Figure& other);
    friend bool operator==(const Figure&, const Figure&) = default;
};

// Latencies are counted in buckets whose upper bounds grow by a quarter of a doubling: a percentile that is told as the
// bound of its bucket is at most 19 % too high. The first bound is a millisecond; the last bucket, 2^30 ms (twelve
// days) and more, has none.
inline constexpr std::size_t latency_buckets = 122;
// In microseconds, included in its bucket; nullopt: the last.
[[nodiscard]] std::optional<std::int64_t> latency_bound(std::size_t bucket);
[[nodiscard]] std::size_t latency_bucket(std::int64_t micros);

struct Figures {
    Figure created;  // bets
    // Every change of a bet's status, by the new one: corrections and marks that were taken back as well.
    std::array<Figure, bet_status_count> marks{};
    // What became of the totals per status: creation, marks and corrections of a cost add to one and take from another.
    // Summed up over all time these are the totals of the bets as they are.
    std::array<Figure, bet_status_count> net{};
    // Of each mark that took a bet out of `pending`: the time since its batch was created.
    std::map<std::size_t, std::int64_t> latencies;  // how many, by bucket

    void add(const Figures& other);
    friend bool operator==(const Figures&, const Figures&) = default;
};

enum class StatisticsStep : std::uint8_t { minute, hour, day };
inline constexpr std::size_t statistics_step_count = 3;

[[nodiscard]] std::string_view to_word(StatisticsStep step);
[[nodiscard]] std::optional<StatisticsStep> parse_statistics_step(std::string_view word);
[[nodiscard]] std::int64_t micros_of(StatisticsStep step);
// The beginning of the minute, hour or day (of UTC) that holds `at`.
[[nodiscard]] Timestamp start_of(StatisticsStep step, Timestamp at);

struct FiguresKey {
    Timestamp start;
    AccountId account_id;
    friend auto operator<=>(const FiguresKey&, const FiguresKey&) = default;
};
using Statistics = std::map<FiguresKey, Figures>;

// Adds what an event of a batch did. `batch` and `before(id)`, a Bet, are as they were before the event, or as they are
// after a batch_created.
template <class Before>
void tally(Statistics& statistics, const Event& event, const Batch& batch, Before before);

void tally_creation(Statistics& statistics, const Event& event, const BatchCreation& creation);
void tally_mark(Figures& figures, const Bet& before, const Bet& after, Timestamp created_at, Timestamp at);

template <class Before>
void tally(Statistics& statistics, const Event& event, const Batch& batch, Before before) {
    if (const auto* creation = std::get_if<BatchCreation>(&event.change))
        return tally_creation(statistics, event, *creation);
    const auto* change = std::get_if<BetsChange>(&event.change);
    if (change == nullptr) return;
    const Timestamp at = change->batch_updated_at;
    Figures& figures = statistics[{start_of(StatisticsStep::minute, at), event.account_id}];
    for (const Bet& after : change->bets) tally_mark(figures, before(after.id), after, batch.created_at, at);
}

// The bound of the bucket in which the given share of all lies, in microseconds; nullopt when there are none, or when
// it is in the last.
[[nodiscard]] std::optional<std::int64_t> latency_percentile(const Figures& figures, int percent);
[[nodiscard]] std::int64_t latency_count(const Figures& figures);

// As a row keeps them: numbers with a space between them.
[[nodiscard]] std::string encode_figures(const Figures& figures);
[[nodiscard]] std::optional<Figures> decode_figures(std::string_view text);

// "10.0", "-0.5": as Money is written, of any length.
[[nodiscard]] std::string to_string(MoneySum sum);

}  // namespace bs
