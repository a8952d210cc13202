#include "domain/batch_steps.h"
#include "domain/decide.h"
#include "domain/refusals.h"

namespace bs {

Result<Events> decide(const Batch& batch, const ActivateBatch& command, const Stamp& stamp) {
    BS_CHECK(check_version(batch, command.expected_version));
    if (!is_open(batch.status)) return fail(ErrorCode::invalid_transition, closed_detail(batch));
    if (batch.status == BatchStatus::active) return Events{};
    return Events{activation(batch, stamp)};
}

}  // namespace bs
