// Forgets what is old, a little at a time: events by age and by number, answers kept under idempotency keys and figures
// of the statistics by age.
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/sqlite_options.h"

namespace bs::sqlite {

class Retention {
public:
    [[nodiscard]] static Outcome<Retention> open(Connection& connection, RetentionLimits limits);

    // Cheap: may be asked in every idle gap.
    [[nodiscard]] bool is_due(Timestamp now, Seq floor, Seq head) const;

    struct Step {
        Seq floor;      // of the oldest event that stays
        bool has_more;  // the step ended for time or size
    };
    // Inside a transaction of the caller's. After its commit, `done` tells when to look again.
    [[nodiscard]] Outcome<Step> step(Timestamp now, Seq floor, Seq head);
    void done(Timestamp now, const Step& step);

private:
    // Deletes rows until one should stay, or the step is over.
    class Sweep;

    [[nodiscard]] Outcome<Seq> sweep_events(Sweep& sweep, Timestamp now, Seq floor, Seq head);
    [[nodiscard]] Outcome<> sweep_idempotency(Sweep& sweep, Timestamp now);
    [[nodiscard]] Outcome<> sweep_statistics(Sweep& sweep, Timestamp now);

    RetentionLimits limits_;
    Timestamp looked_at_;
    bool has_looked_ = false;

    Statement find_event_;
    Statement delete_event_;
    Statement delete_entry_;
    Statement save_floor_;
    Statement oldest_record_;
    Statement delete_record_;
    Statement oldest_figures_;
    Statement delete_figures_;
    Statement save_since_;
};

}  // namespace bs::sqlite
