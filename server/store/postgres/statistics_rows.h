// The figures of the statistics in Postgres. Every node has rows of its own and knows what they hold, so that writing
// reads nothing and waits for nobody; whoever reads adds them up.
#pragma once

#include "store/postgres/connection.h"
#include "store/store.h"

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

namespace bs::postgres {

// What this node has written. The writer's thread only.
class NodeStatistics {
public:
    // Queues the rows of what a group adds; returns how many statements. Then kept() or dropped().
    std::size_t send(Connection& connection, const Statistics& minutes, std::int64_t node, std::int64_t group);
    void kept();
    void dropped() { pending_.clear(); }
    // Rows of another life of this node are somebody else's.
    void forget() { rows_.clear(), pending_.clear(); }

private:
    struct Key {
        StatisticsStep step{};
        FiguresKey of;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    struct Kept {
        std::int64_t part = 0;  // the group that began the row
        Figures figures;
    };
    std::map<Key, Kept> rows_;
    std::vector<std::pair<Key, Kept>> pending_;
};

[[nodiscard]] Outcome<FoundStatistics> find_statistics(Connection& connection, const StatisticsQuery& query,
                                                       std::chrono::milliseconds limit);
[[nodiscard]] Outcome<std::map<AccountId, Figure>> find_exposure(Connection& connection,
                                                                 std::chrono::milliseconds limit);

}  // namespace bs::postgres
