#include "api/problem_log.h"

#include "api/error_table.h"
#include "base/log.h"

#include <utility>

namespace bs {
namespace {

// Whoever is refused for what they sent, or because there is too much of it, needs no line. A store that is away or
// poisoned has said so once.
bool is_our_failure(ErrorCode code) {
    return code == ErrorCode::internal || code == ErrorCode::outcome_unknown || code == ErrorCode::storage_full;
}

}  // namespace

std::optional<std::uint64_t> LineBudget::take(Time now) {
    const std::lock_guard lock(mutex_);
    if (now - second_begins_ >= std::chrono::seconds(1)) {
        second_begins_ = now;
        taken_ = 0;
    }
    if (taken_ == limits::failure_lines_per_second) {
        ++left_out_;
        return std::nullopt;
    }
    ++taken_;
    return std::exchange(left_out_, 0);
}

void ProblemLog::note(const Refusal& refusal, const RouteMetrics& route, const Caller& caller, LineBudget::Time now) {
    counts_[static_cast<std::size_t>(refusal.code)].add();
    if (!is_our_failure(refusal.code)) return;
    const auto left_out = budget_.take(now);
    if (!left_out) return;
    log_error("a request failed", {{"code", row_of(refusal.code).name},
                                   {"detail", refusal.detail},
                                   {"method", route.method},
                                   {"route", route.path},
                                   {"actor", caller.actor},
                                   {"request_id", caller.request_id},
                                   {"trace_id", caller.trace_id()},
                                   {"span_id", caller.span_id()},
                                   {"left_out", *left_out}});
}

}  // namespace bs
