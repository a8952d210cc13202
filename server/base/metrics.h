// Figures that many threads count and one page shows, in the text format of Prometheus (version 0.0.4). Counting is one
// or two relaxed atomic additions; there is no registry: whoever owns a figure owns the object, and the page names it.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace bs {

class Counter {
public:
    void add(std::uint64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_{0};
};

// Counts observations in buckets of powers of two: bucket i holds values below 2^i units. The unit (a microsecond, a
// command) is the owner's; the page divides by `units_per_one` to show base units, as Prometheus asks.
class Histogram {
public:
    static constexpr std::size_t buckets = 27;  // up to 2^26 microseconds, about 67 seconds

    void observe(std::uint64_t units);
    void observe(std::chrono::nanoseconds elapsed) {
        observe(static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count()));
    }
    [[nodiscard]] std::uint64_t count(std::size_t bucket) const {
        return counts_[bucket].load(std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t sum() const { return sum_.load(std::memory_order_relaxed); }

private:
    std::array<std::atomic<std::uint64_t>, buckets + 1> counts_{};  // the last: everything above
    std::atomic<std::uint64_t> sum_{0};
};

class MetricsPage {
public:
    // `labels` is empty or like `route="/sse",status="200"`; its values are our own words. A family that has several
    // rows is headed once, by its first row.
    void counter(std::string_view name, std::string_view help, std::uint64_t value, std::string_view labels = {});
    void gauge(std::string_view name, std::string_view help, std::int64_t value, std::string_view labels = {});
    void histogram(std::string_view name, std::string_view help, const Histogram& histogram, double units_per_one,
                   std::string_view labels = {});

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    void head(std::string_view name, std::string_view help, std::string_view type);
    void row(std::string_view name, std::string_view suffix, std::string_view labels, std::string_view value);

    std::string text_;
    std::string family_;
};

}  // namespace bs
