#include "domain/batch_steps.h"
#include "domain/decide.h"
#include "domain/field_checks.h"
#include "domain/refusals.h"

namespace bs {

Result<Events> decide(const Batch& batch, const ReopenBatch& command, const Stamp& stamp) {
    FieldErrors errors;
    errors.add("", "reason", check_text(command.reason, reason_rule));
    if (!errors.empty()) return fail(refuse_fields(errors.take()));

    BS_CHECK(check_version(batch, command.expected_version));
    if (is_open(batch.status)) {
        return fail(ErrorCode::invalid_transition,
                    "this batch is " + std::string(to_word(batch.status)) + ": it is open already");
    }

    Batch after = batch;
    after.status = BatchStatus::active;
    after.submitted_at.reset();
    after.completed_at.reset();
    after.submitted_by.clear();
    step(after, stamp);
    return Events{batch_event(EventType::batch_reopened, std::move(after), command.reason)};
}

}  // namespace bs
