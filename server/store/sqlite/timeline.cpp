#include "store/sqlite/timeline.h"

#include "base/result.h"

namespace bs::sqlite {

Outcome<TimelineWrites> TimelineWrites::open(Connection& connection) {
    TimelineWrites timeline;
    BS_TRY(
        timeline.insert_,
        connection.prepare("INSERT INTO batch_timeline (batch_id, seq, bet_id) SELECT batch_id, seq, bet_id FROM events"
                           " WHERE seq > ? AND seq <= ? AND batch_id IS NOT NULL ORDER BY batch_id, seq"));
    return timeline;
}

Outcome<> TimelineWrites::move_head(Seq from, Seq to) {
    if (timeline_end(from) == timeline_end(to)) return {};
    return insert_.bind(timeline_end(from), timeline_end(to)).run();
}

}  // namespace bs::sqlite
