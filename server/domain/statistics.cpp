#include "domain/statistics.h"

#include "base/ascii.h"

#include <algorithm>

namespace bs {
namespace {

constexpr std::array<std::string_view, statistics_step_count> step_words{"minute", "hour", "day"};
constexpr std::array<std::int64_t, statistics_step_count> step_micros{60'000'000, 3'600'000'000, 86'400'000'000};

constexpr std::array<std::int64_t, latency_buckets - 1> make_bounds() {
    // 2^(0/4), 2^(1/4), 2^(2/4), 2^(3/4), in microseconds of the first millisecond times 1000.
    constexpr std::array<std::int64_t, 4> quarters{1'000'000, 1'189'207, 1'414'214, 1'681'793};
    std::array<std::int64_t, latency_buckets - 1> bounds{};
    for (std::size_t i = 0; i < bounds.size(); ++i) bounds[i] = (quarters[i % 4] << (i / 4)) / 1'000;
    return bounds;
}
constexpr auto bounds = make_bounds();

void append_wide(std::string& out, WideInteger value) {
    std::string digits;
    const bool is_negative = value < 0;
    do {
        const int digit = static_cast<int>(value % 10);
        digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
        value /= 10;
    } while (value != 0);
    if (is_negative) digits += '-';
    out.append(digits.rbegin(), digits.rend());
}

// Takes a number off the front of a text, with the space behind it.
class NumberReader {
public:
    explicit NumberReader(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const { return text_.empty(); }
    [[nodiscard]] bool failed() const { return failed_; }

    WideInteger read() {
        const bool is_negative = text_.starts_with('-');
        if (is_negative) text_.remove_prefix(1);
        WideInteger value = 0;
        std::size_t digits = 0;
        for (; digits < std::min(text_.size(), digits_max) && ascii::is_digit(text_[digits]); ++digits)
            value = value * 10 + (is_negative ? '0' - text_[digits] : text_[digits] - '0');
        text_.remove_prefix(digits);
        failed_ = failed_ || digits == 0 || !(text_.empty() || text_.front() == ' ');
        text_.remove_prefix(failed_ ? text_.size() : std::min<std::size_t>(1, text_.size()));
        return value;
    }
    Figure read_figure() {
        Figure figure;
        figure.count = static_cast<std::int64_t>(read());
        figure.stake.units = read();
        figure.cost.units = read();
        return figure;
    }

private:
    static constexpr std::size_t digits_max = 38;  // fewer than any overflow
    std::string_view text_;
    bool failed_ = false;
};

void append_figure(std::string& out, const Figure& figure) {
    for (const WideInteger number : {WideInteger{figure.count}, figure.stake.units, figure.cost.units}) {
        append_wide(out, number);
        out += ' ';
    }
}

std::size_t index(BetStatus status) { return static_cast<std::size_t>(status); }

}  // namespace

void Figure::add(const Bet& bet, int times) {
    count += times;
    stake.units += WideInteger{bet.stake.units} * times;
    cost.units += WideInteger{bet.cost.units} * times;
}

void Figure::add(const Figure& other) {
    count += other.count;
    stake.units += other.stake.units;
    cost.units += other.cost.units;
}

void Figures::add(const Figures& other) {
    created.add(other.created);
    for (std::size_t i = 0; i < bet_status_count; ++i) {
        marks[i].add(other.marks[i]);
        net[i].add(other.net[i]);
    }
    for (const auto& [bucket, count] : other.latencies) latencies[bucket] += count;
}

std::optional<std::int64_t> latency_bound(std::size_t bucket) {
    return bucket < bounds.size() ? std::optional(bounds[bucket]) : std::nullopt;
}

std::size_t latency_bucket(std::int64_t micros) {
    return static_cast<std::size_t>(std::ranges::lower_bound(bounds, micros) - bounds.begin());
}

std::string_view to_word(StatisticsStep step) { return step_words[static_cast<std::size_t>(step)]; }

std::optional<StatisticsStep> parse_statistics_step(std::string_view word) {
    const auto found = std::ranges::find(step_words, word);
    if (found == step_words.end()) return std::nullopt;
    return static_cast<StatisticsStep>(found - step_words.begin());
}

std::int64_t micros_of(StatisticsStep step) { return step_micros[static_cast<std::size_t>(step)]; }

Timestamp start_of(StatisticsStep step, Timestamp at) {
    const std::int64_t length = micros_of(step);
    const std::int64_t over = at.micros % length;
    return {at.micros - over - (over < 0 ? length : 0)};
}

void tally_creation(Statistics& statistics, const Event& event, const BatchCreation& creation) {
    const Timestamp start = start_of(StatisticsStep::minute, creation.batch.created_at);
    Figures& figures = statistics[{start, event.account_id}];
    for (const Bet& bet : creation.bets) {
        figures.created.add(bet);
        figures.net[index(bet.status)].add(bet);
    }
}

void tally_mark(Figures& figures, const Bet& before, const Bet& after, Timestamp created_at, Timestamp at) {
    figures.net[index(before.status)].add(before, -1);
    figures.net[index(after.status)].add(after);
    if (before.status == after.status) return;
    figures.marks[index(after.status)].add(after);
    if (before.status != BetStatus::pending) return;
    // A clock that was set back must not make a mark earlier than the bet.
    ++figures.latencies[latency_bucket(std::max<std::int64_t>(0, at.micros - created_at.micros))];
}

std::int64_t latency_count(const Figures& figures) {
    std::int64_t all = 0;
    for (const auto& [bucket, count] : figures.latencies) all += count;
    return all;
}

std::optional<std::int64_t> latency_percentile(const Figures& figures, int percent) {
    const std::int64_t all = latency_count(figures);
    std::int64_t left = (all * percent + 99) / 100;
    for (const auto& [bucket, count] : figures.latencies) {
        left -= count;
        if (left <= 0) return latency_bound(bucket);
    }
    return std::nullopt;
}

std::string encode_figures(const Figures& figures) {
    std::string text;
    append_figure(text, figures.created);
    for (const Figure& figure : figures.marks) append_figure(text, figure);
    for (const Figure& figure : figures.net) append_figure(text, figure);
    for (const auto& [bucket, count] : figures.latencies) {
        append_wide(text, static_cast<WideInteger>(bucket));
        text += ' ';
        append_wide(text, count);
        text += ' ';
    }
    text.pop_back();
    return text;
}

std::optional<Figures> decode_figures(std::string_view text) {
    NumberReader numbers(text);
    Figures figures;
    figures.created = numbers.read_figure();
    for (Figure& figure : figures.marks) figure = numbers.read_figure();
    for (Figure& figure : figures.net) figure = numbers.read_figure();
    while (!numbers.at_end()) {
        const WideInteger bucket = numbers.read();
        const WideInteger count = numbers.read();
        if (numbers.failed() || bucket < 0 || bucket >= static_cast<WideInteger>(latency_buckets)) return std::nullopt;
        figures.latencies[static_cast<std::size_t>(bucket)] = static_cast<std::int64_t>(count);
    }
    if (numbers.failed()) return std::nullopt;
    return figures;
}

std::string to_string(MoneySum sum) {
    const bool is_negative = sum.units < 0;
    std::string text;
    append_wide(text, is_negative ? -sum.units : sum.units);
    if (text.size() < 5) text.insert(0, 5 - text.size(), '0');
    text.insert(text.size() - 4, ".");
    while (text.back() == '0' && text[text.size() - 2] != '.') text.pop_back();
    return (is_negative ? "-" : "") + text;
}

}  // namespace bs
