// Where the events of a batch are. An ordinary index would dirty one more page for every batch that a group touches,
// doubling what a group of marks writes; so events are entered in whole windows, sorted by batch, by the commit that
// completes a window. How far the timeline goes follows from the head alone: seqs have no gaps.
#pragma once

#include "base/id.h"
#include "store/sqlite/connection.h"

namespace bs::sqlite {

// Behind the timeline, so many events at most have to be read along.
inline constexpr std::int64_t timeline_window = 4096;

// The last event that the timeline holds when the log ends with `head`.
[[nodiscard]] constexpr Seq timeline_end(Seq head) { return Seq{head.value - head.value % timeline_window}; }

class TimelineWrites {
public:
    [[nodiscard]] static Outcome<TimelineWrites> open(Connection& connection);
    // In the transaction that moves the head.
    [[nodiscard]] Outcome<> move_head(Seq from, Seq to);

private:
    Statement insert_;
};

}  // namespace bs::sqlite
