#include "domain/batch_steps.h"
#include "domain/decide.h"
#include "domain/field_checks.h"
#include "domain/refusals.h"

namespace bs {

Result<Events> decide(const Batch& batch, const ReplaceMeta& command, const Stamp& stamp) {
    FieldErrors errors;
    errors.add("", "meta", check_meta(command.meta));
    if (!errors.empty()) return fail(refuse_fields(errors.take()));

    BS_CHECK(check_version(batch, command.expected_version));
    if (command.meta == batch.meta) return Events{};
    if (!is_open(batch.status)) return fail(ErrorCode::invalid_transition, closed_detail(batch));

    Batch after = batch;
    after.meta = command.meta;
    step(after, stamp);
    return Events{batch_event(EventType::batch_updated, std::move(after))};
}

}  // namespace bs
