// How long a store keeps what is not needed for the state as it is.
#pragma once

#include "base/limits.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace bs {

struct RetentionLimits {
    std::chrono::hours events_age_max{400 * 24};
    std::int64_t events_max = 100'000'000;
    std::chrono::hours idempotency_age_max = limits::idempotency_retention;
    std::size_t rows_per_step = 5'000;  // of one commit, if its time allows so many
};

}  // namespace bs
