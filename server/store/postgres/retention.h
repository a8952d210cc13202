// Forgets what is old, a little at a time: events by age and by number, answers kept under idempotency keys and figures
// of the statistics by age. One node at a time.
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "store/postgres/connection.h"
#include "store/retention_limits.h"

#include <chrono>

namespace bs::postgres {

class Retention {
public:
    explicit Retention(RetentionLimits limits) : limits_(limits) {}

    // Cheap: may be asked in every idle gap.
    [[nodiscard]] bool is_due(Timestamp now, Seq floor, Seq head) const;

    struct Step {
        Seq floor;      // of the oldest event that stays
        bool has_more;  // the step ended for its size
    };
    // One transaction. Notes when to look again.
    [[nodiscard]] Outcome<Step> step(Connection& connection, Timestamp now, Seq head, std::chrono::milliseconds limit);

private:
    RetentionLimits limits_;
    Timestamp looked_at_;
    bool has_looked_ = false;
};

}  // namespace bs::postgres
