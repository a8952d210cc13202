// What is counted of each route.
#pragma once

#include "base/metrics.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>

namespace bs {

struct RouteMetrics {
    std::string_view method;
    std::string_view path;            // the template
    std::array<Counter, 6> by_class;  // [2]: answers of the 2xx class, and so on
    Histogram latency;                // microseconds from the complete request to the answer

    void count(int status, std::chrono::nanoseconds elapsed) {
        const auto index = static_cast<std::size_t>(status / 100);
        by_class[index < by_class.size() ? index : 0].add();
        latency.observe(elapsed);
    }
};

}  // namespace bs
