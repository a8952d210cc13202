// What is known of the answers that were problems: how many of each kind, and a line of the log for each that says that
// we failed, so that its request id leads somewhere. Any thread.
#pragma once

#include "api/route_metrics.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "base/result.h"
#include "service/caller.h"
#include "service/writer.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>

namespace bs {

// So many lines in a second, whatever happens: a full disk fails every write of a busy desk, and must not push
// everything else out of the log.
class LineBudget {
public:
    using Time = std::chrono::steady_clock::time_point;

    // How many were left out since the last line that was allowed; nothing when this one is to be left out, too.
    [[nodiscard]] std::optional<std::uint64_t> take(Time now);

private:
    std::mutex mutex_;
    Time second_begins_{};        // guarded by mutex_
    std::size_t taken_ = 0;       // guarded by mutex_: in that second
    std::uint64_t left_out_ = 0;  // guarded by mutex_
};

class ProblemLog {
public:
    void note(const Refusal& refusal, const RouteMetrics& route, const Caller& caller, LineBudget::Time now);

    [[nodiscard]] std::uint64_t count(ErrorCode code) const { return counts_[static_cast<std::size_t>(code)].value(); }

private:
    std::array<Counter, error_code_count> counts_;
    LineBudget budget_;
};

}  // namespace bs
