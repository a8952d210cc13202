#include "base/check.h"
#include "domain/apply.h"
#include "domain/batch_steps.h"
#include "domain/decide.h"
#include "domain/field_checks.h"
#include "domain/refusals.h"

namespace bs {

namespace {

Verdict check_expected(std::optional<std::int64_t> expected, std::int64_t now) {
    if (!expected || *expected == now) return std::nullopt;
    return Flaw{"totals_moved", std::to_string(*expected) + " were expected, " + std::to_string(now) + " it is now"};
}

Result<> check_totals(const Batch& batch, const ExpectedCounts& expect) {
    const std::int64_t pending = batch.summary.of(BetStatus::pending).count;
    const std::int64_t successful = batch.summary.of(BetStatus::successful).count;
    const std::int64_t failed = batch.summary.of(BetStatus::failed).count;

    FieldErrors moved;
    moved.add("/expect", "pending", check_expected(expect.pending, pending));
    moved.add("/expect", "successful", check_expected(expect.successful, successful));
    moved.add("/expect", "failed", check_expected(expect.failed, failed));
    if (moved.empty()) return {};

    std::string detail = "the totals of this batch have moved: now " + std::to_string(pending) + " pending, " +
                         std::to_string(successful) + " successful, " + std::to_string(failed) + " failed";
    return fail(Error{ErrorCode::totals_moved, std::move(detail), moved.take(), to_json(batch)});
}

Result<> check_none_pending(const Batch& batch) {
    const std::int64_t pending = batch.summary.of(BetStatus::pending).count;
    if (pending == 0) return {};
    return fail(ErrorCode::invalid_transition,
                pending == 1 ? "1 bet is still pending" : std::to_string(pending) + " bets are still pending");
}

Events fail_pending(const Batch& batch, std::span<const Bet> pending, const Stamp& stamp) {
    BS_ASSERT(static_cast<std::int64_t>(pending.size()) == batch.summary.of(BetStatus::pending).count);
    if (pending.empty()) return {};

    Summary summary = batch.summary;
    std::vector<Bet> failed(pending.begin(), pending.end());
    for (Bet& bet : failed) {
        BS_ASSERT(bet.batch_id == batch.id && bet.status == BetStatus::pending);
        summary.remove(bet);
        bet.status = BetStatus::failed;
        ++bet.version;
        bet.updated_at = stamp.at;
        bet.updated_by = stamp.actor;
        summary.add(bet);
    }
    return bets_events(EventType::batch_bets_updated, batch, std::move(failed), summary, stamp);
}

}  // namespace

Result<Events> decide(const Batch& batch, std::span<const Bet> pending, const SubmitBatch& command,
                      const Stamp& stamp) {
    BS_CHECK(check_version(batch, command.expected_version));
    // Before the totals: who asks twice because the first answer was lost should hear that it is done, not that
    // somebody interfered.
    if (!is_open(batch.status)) {
        return fail(ErrorCode::invalid_transition, "this batch is " + std::string(to_word(batch.status)) + " already");
    }
    BS_CHECK(check_totals(batch, command.expect));
    if (command.pending == PendingBets::refuse) BS_CHECK(check_none_pending(batch));

    Events events;
    if (command.pending == PendingBets::fail) events = fail_pending(batch, pending, stamp);
    Batch after = batch;
    for (const Event& event : events) apply(after, event);

    after.status = BatchStatus::submitted;
    after.submitted_at = stamp.at;
    after.submitted_by = stamp.actor;
    step(after, stamp);
    events.push_back(batch_event(EventType::batch_submitted, after));

    after.status = BatchStatus::completed;
    after.completed_at = stamp.at;
    step(after, stamp);
    events.push_back(batch_event(EventType::batch_completed, std::move(after)));
    return events;
}

}  // namespace bs
