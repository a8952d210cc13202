// Percentiles of durations.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace bs::bench {

using SteadyClock = std::chrono::steady_clock;

inline double microseconds(SteadyClock::duration duration) {
    return std::chrono::duration<double, std::micro>(duration).count();
}

inline double seconds(SteadyClock::duration duration) { return std::chrono::duration<double>(duration).count(); }

inline SteadyClock::duration duration_of(double seconds) {
    return std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(seconds));
}

// In microseconds; 0 of none. The nearest rank: what a share of `percent` did not exceed.
inline double percentile(std::vector<SteadyClock::duration> samples, double percent) {
    if (samples.empty()) return 0;
    const auto rank = static_cast<std::size_t>(static_cast<double>(samples.size()) * percent / 100);
    const auto nth = samples.begin() + static_cast<std::ptrdiff_t>(std::min(rank, samples.size() - 1));
    std::ranges::nth_element(samples, nth);
    return microseconds(*nth);
}

}  // namespace bs::bench
