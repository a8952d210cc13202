// Finds rows by time without an index by time: keys rise with time, but for what the clock was set back.
#pragma once

#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <type_traits>
#include <utility>

namespace bs {

struct KeyRange {
    std::int64_t low = 0;
    std::int64_t high = 0;  // included
};

// What a probe may answer, or why it could not.
template <class Probe, class T>
using Searched = std::expected<T, typename std::invoke_result_t<Probe, std::int64_t>::error_type>;

// The lowest key in the range from which on the rows are not older than `at`; high + 1 if all are. `probe(key)` gives
// key and time of the first row with this key or a higher one.
template <class Probe>
[[nodiscard]] Searched<Probe, std::int64_t> first_not_before(KeyRange range, Timestamp at, Probe probe) {
    while (range.low <= range.high) {
        const std::int64_t middle = range.low + (range.high - range.low) / 2;
        BS_TRY(const auto row, probe(middle));
        if (row && row->first <= range.high && row->second < at) {
            range.low = row->first + 1;
        } else {
            range.high = middle - 1;
        }
    }
    return range.low;
}

// The part of the range outside of which no row is of [from, to). Every row of that time is inside if the clock was
// never set back by more than limits::clock_step_max: then no row beyond a boundary that lies so much further can be.
template <class Probe>
[[nodiscard]] Searched<Probe, KeyRange> narrow_to(KeyRange range, std::optional<Timestamp> from,
                                                  std::optional<Timestamp> to, Probe probe) {
    constexpr std::int64_t step = std::chrono::microseconds(limits::clock_step_max).count();
    KeyRange narrowed = range;
    if (from) {
        BS_TRY(narrowed.low, first_not_before(range, Timestamp{from->micros - step}, probe));
    }
    if (to) {
        BS_TRY(const std::int64_t end, first_not_before(range, Timestamp{to->micros + step}, probe));
        narrowed.high = end - 1;
    }
    return narrowed;
}

}  // namespace bs
