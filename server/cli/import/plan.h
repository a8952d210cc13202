// The first pass over a file: every row is read and judged, nothing is sent.
#pragma once

#include "base/money.h"
#include "base/result.h"
#include "cli/import/file_batch.h"
#include "cli/import/problem_report.h"

#include <cstdint>
#include <functional>

namespace bs::cli {

// What the file holds.
struct ImportPlan {
    std::uint64_t rows = 0;
    std::uint64_t bets = 0;
    std::uint64_t batches = 0;
    Money stake;
    Money cost;
    bool sums_fit = true;  // false: more money than a Money can count, so that the sums say nothing
};

// Reads to the end and reports every problem. An error: the file cannot be read further.
// `on_progress` is called after every batch.
[[nodiscard]] Result<ImportPlan> make_plan(BatchReader& reader, ProblemReport& report,
                                           const std::function<void(const ImportPlan&)>& on_progress);

}  // namespace bs::cli
