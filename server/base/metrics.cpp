#include "base/metrics.h"

#include <bit>
#include <charconv>

namespace bs {
namespace {

std::string to_text(double value) {
    char digits[32];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
    return {digits, end};
}

}  // namespace

void Histogram::observe(std::uint64_t units) {
    const auto bucket = static_cast<std::size_t>(std::bit_width(units));
    counts_[bucket < buckets ? bucket : buckets].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(units, std::memory_order_relaxed);
}

void MetricsPage::counter(std::string_view name, std::string_view help, std::uint64_t value, std::string_view labels) {
    head(name, help, "counter");
    row(name, "", labels, std::to_string(value));
}

void MetricsPage::gauge(std::string_view name, std::string_view help, std::int64_t value, std::string_view labels) {
    head(name, help, "gauge");
    row(name, "", labels, std::to_string(value));
}

void MetricsPage::histogram(std::string_view name, std::string_view help, const Histogram& histogram,
                            double units_per_one, std::string_view labels) {
    head(name, help, "histogram");
    const std::string before = labels.empty() ? "" : std::string(labels) + ",";
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < Histogram::buckets; ++i) {
        total += histogram.count(i);
        const double bound = static_cast<double>((std::uint64_t{1} << i) - 1) / units_per_one;
        row(name, "_bucket", before + "le=\"" + to_text(bound) + "\"", std::to_string(total));
    }
    total += histogram.count(Histogram::buckets);
    row(name, "_bucket", before + "le=\"+Inf\"", std::to_string(total));
    row(name, "_sum", labels, to_text(static_cast<double>(histogram.sum()) / units_per_one));
    row(name, "_count", labels, std::to_string(total));
}

void MetricsPage::head(std::string_view name, std::string_view help, std::string_view type) {
    if (family_ == name) return;
    family_ = name;
    text_.append("# HELP ").append(name).append(" ").append(help).append("\n");
    text_.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void MetricsPage::row(std::string_view name, std::string_view suffix, std::string_view labels, std::string_view value) {
    text_.append(name).append(suffix);
    if (!labels.empty()) text_.append("{").append(labels).append("}");
    text_.append(" ").append(value).append("\n");
}

}  // namespace bs
