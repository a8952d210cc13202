// The connection that this node writes with: opened when it is needed and again when it got lost, one group at a time,
// and sure of what became of each.
#pragma once

#include "base/result.h"
#include "store/postgres/connection.h"
#include "store/postgres/group_writes.h"
#include "store/postgres/loader.h"
#include "store/postgres/postgres_options.h"
#include "store/postgres/statistics_rows.h"
#include "store/postgres/tail.h"
#include "store/store.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace bs::postgres {

// The writer's thread only.
class WriterSession {
public:
    WriterSession(const PostgresOptions& options, Tail& tail, StoreMetrics& metrics)
        : options_(options), tail_(tail), metrics_(metrics) {}

    // As the port says it.
    [[nodiscard]] Result<Loaded> load(const Keys& keys);
    [[nodiscard]] Result<> commit(WriteSet& changes);
    void release();
    [[nodiscard]] Result<AccountId> next_account_id();
    [[nodiscard]] Result<BatchId> next_batch_id();
    [[nodiscard]] Result<BetId> next_bet_ids(std::size_t count);

    // Between groups, for housekeeping: null when the database is away.
    [[nodiscard]] Connection* idle_connection();

private:
    // Waits for a database that is away, but not for long.
    [[nodiscard]] Result<> connect();
    [[nodiscard]] Outcome<> try_to_connect();
    [[nodiscard]] Outcome<> become_a_node();
    [[nodiscard]] Outcome<> reserve_bet_ids(std::size_t count);
    [[nodiscard]] Result<std::int64_t> draw(const Sql& one);
    template <class Work>
    [[nodiscard]] auto again_if_lost(Work work) -> decltype(work());
    [[nodiscard]] Outcome<Loaded> try_to_load(const Keys& keys);
    void roll_back();

    // What became of a commit whose answer was lost.
    enum class Fate : std::uint8_t { applied, not_applied, unknown };
    [[nodiscard]] Fate find_out(WriteSet& changes, std::int64_t group);
    [[nodiscard]] Outcome<Fate> ask_for_fate(WriteSet& changes, std::int64_t group);
    void publish(const WriteSet& changes);

    const PostgresOptions& options_;
    Tail& tail_;
    StoreMetrics& metrics_;
    std::optional<Connection> connection_;
    std::optional<std::chrono::steady_clock::time_point> away_since_;
    bool is_open_ = false;  // a group was loaded and is neither committed nor released
    std::int64_t node_ = 0;
    std::int64_t last_group_ = 0;
    NodeStatistics statistics_;
    Seq loaded_head_;  // of this group

    std::deque<AccountId> account_ids_;  // of this group
    std::deque<BatchId> batch_ids_;      // of this group
    std::int64_t next_bet_id_ = 0;
    std::int64_t bet_ids_end_ = 0;
};

}  // namespace bs::postgres
