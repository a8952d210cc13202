// Writes what a group changed: statements for one round trip, inside a transaction that somebody else began. The last
// of them append to the log, under a lock that is held until the commit ended.
#pragma once

#include "store/postgres/connection.h"
#include "store/postgres/statistics_rows.h"
#include "store/store.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bs::postgres {

class GroupWrites {
public:
    // Queues everything, COMMIT included. `head` is the one that was loaded; `group` numbers the groups of this node.
    GroupWrites(Connection& connection, WriteSet& changes, Seq head, std::int64_t node, std::int64_t group,
                NodeStatistics& statistics);

    // Of the answers, the one that numbers the events; 0: there are no events.
    [[nodiscard]] std::size_t numbers_at() const { return numbers_at_; }

    // The commit has succeeded: numbers the events of `changes` by `numbers`, and its answers. `head` is the one that
    // was loaded.
    static void number(WriteSet& changes, const Rows& numbers, Seq head);

private:
    void ask(const Sql& sql, const Values& values = {});
    void write_accounts();
    void write_batches();
    void write_bets();
    void write_preferences();
    void write_events();
    void write_idempotency(Seq head);

    Connection& connection_;
    WriteSet& changes_;
    std::size_t asked_ = 0;
    std::size_t numbers_at_ = 0;
};

}  // namespace bs::postgres
