// Pages through the event log by whichever index leads to the fewest rows.
#pragma once

#include "store/sqlite/connection.h"
#include "store/sqlite/nearest.h"
#include "store/store.h"
#include "store/time_search.h"

#include <array>
#include <chrono>
#include <vector>

namespace bs::sqlite {

class EventPages {
public:
    [[nodiscard]] static Outcome<EventPages> open(Connection& connection);
    // `head`: of the log as this connection sees it now. After `end` nothing more is looked at.
    [[nodiscard]] Outcome<FoundEvents> find(const EventQuery& query, Seq head,
                                            std::chrono::steady_clock::time_point end);

private:
    struct Page;

    [[nodiscard]] Outcome<KeyRange> range_of(const EventQuery& query, KeyRange asked);
    [[nodiscard]] Outcome<> look(Page& page, Seq head);
    [[nodiscard]] Outcome<> read_along(Page& page, std::int64_t low, std::int64_t high);
    [[nodiscard]] Outcome<> by_batch(Page& page, Seq head);
    [[nodiscard]] Outcome<> by_timeline(Page& page, std::int64_t high);
    [[nodiscard]] Outcome<> by_account(Page& page);
    [[nodiscard]] Outcome<> by_type(Page& page);
    // Merges the lists that `add(Nearest&)` adds, and takes what they hold.
    template <class Add>
    [[nodiscard]] Outcome<> by_lists(Page& page, Add add);
    [[nodiscard]] Outcome<> take(Page& page, Seq seq);
    [[nodiscard]] Outcome<std::optional<BatchId>> batch_of(BetId bet_id);

    // One for each direction: oldest first, newest first.
    using Pair = std::array<Statement, 2>;
    Pair along_;
    Pair timeline_;
    Pair of_account_;
    Pair of_type_;
    Statement find_event_;
    Statement first_from_;
    Statement batch_of_bet_;
};

}  // namespace bs::sqlite
