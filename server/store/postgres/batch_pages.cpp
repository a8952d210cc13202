#include "store/postgres/batch_pages.h"

#include "base/limits.h"
#include "base/result.h"
#include "store/postgres/entry.h"
#include "store/postgres/rows.h"
#include "store/row_order.h"
#include "store/time_search.h"

#include <algorithm>
#include <limits>

namespace bs::postgres {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// Batches from the newest on: $1 and $2 are the lowest and the highest id, $3 is how many.
constexpr Sql of_account{
    "SELECT " BS_BATCH_COLUMNS
    " FROM (SELECT l.id FROM unnest($5::bigint[]) AS w(status) CROSS JOIN LATERAL"
    " (SELECT s.id FROM betstream.batches AS s WHERE s.account_id = $4::bigint AND s.status = w.status"
    " AND s.id BETWEEN $1::bigint AND $2::bigint ORDER BY s.id DESC LIMIT $3::bigint) AS l"
    " ORDER BY l.id DESC LIMIT $3::bigint) AS found JOIN " BS_LIVING_BATCHES " ON b.id = found.id ORDER BY b.id DESC"};
constexpr Sql along{"SELECT " BS_BATCH_COLUMNS " FROM " BS_LIVING_BATCHES
                    " WHERE b.id BETWEEN $1::bigint AND $2::bigint ORDER BY b.id DESC LIMIT $3::bigint"};
constexpr Sql with_pending{"SELECT " BS_BATCH_COLUMNS " FROM " BS_LIVING_BATCHES
                           " WHERE b.has_pending AND b.id BETWEEN $1::bigint AND $2::bigint"
                           " ORDER BY b.id DESC LIMIT $3::bigint"};
constexpr Sql open{"SELECT " BS_BATCH_COLUMNS " FROM " BS_LIVING_BATCHES
                   " WHERE b.status < 2 AND b.id BETWEEN $1::bigint AND $2::bigint"
                   " ORDER BY b.id DESC LIMIT $3::bigint"};

constexpr Sql first_from{"SELECT id, created_at FROM betstream.batches WHERE id >= $1::bigint ORDER BY id LIMIT 1"};
constexpr Sql last_id{"SELECT coalesce(max(id), 0) FROM betstream.batches"};

// So many batches are asked for at a time, with their meta.
constexpr std::size_t chunk = 100;

const std::vector<BatchStatus> all_statuses{BatchStatus::created, BatchStatus::active, BatchStatus::submitted,
                                            BatchStatus::completed};

// Each once: a list that is asked for twice would show its batches twice.
std::vector<BatchStatus> statuses_of(const std::vector<BatchStatus>& wanted) {
    return wanted.empty() ? all_statuses : sorted_once(wanted);
}

std::vector<Batch> read_all(const Rows& rows) {
    std::vector<Batch> batches;
    rows.each([&](Row& row) { batches.push_back(read_batch(row)); });
    return batches;
}

class Search {
public:
    Search(Connection& connection, const BatchSearch& search, SteadyTime end, std::chrono::milliseconds limit)
        : connection_(connection), asked_(search), end_(end), limit_(limit) {}

    [[nodiscard]] Outcome<FoundBatches> run() {
        if (asked_.limit == 0) return std::move(found_);
        BS_TRY(range_, range());
        while (!ended_ && range_.low <= range_.high) {
            BS_TRY(const std::vector<Batch> batches, next_chunk());
            for (const Batch& batch : batches) {
                if (!ended_) look(batch);
            }
            if (batches.size() < chunk) break;
            range_.high = batches.back().id.value - 1;
        }
        return std::move(found_);
    }

private:
    [[nodiscard]] Outcome<KeyRange> range() {
        const auto last = connection_.run(limit_, last_id);
        if (!last) return std::unexpected(last.error());
        KeyRange all{1, last->find_integer().value_or(0)};
        const BatchFilter& filter = asked_.filter;
        if (asked_.before) all.high = std::min(all.high, asked_.before->value - 1);
        if (filter.text && filter.text->only()) {
            const std::int64_t only = filter.text->only()->value;
            return KeyRange{std::max(all.low, only), std::min(all.high, only)};
        }
        return narrow_to(all, filter.from, filter.to,
                         [this](std::int64_t id) { return find_entry(connection_, first_from, id, limit_); });
    }

    [[nodiscard]] Outcome<std::vector<Batch>> next_chunk() {
        const BatchFilter& filter = asked_.filter;
        const bool only_open = !filter.statuses.empty() && std::ranges::all_of(filter.statuses, is_open);
        Values values = Values::of(range_.low, range_.high, chunk);
        const Sql* sql = only_open ? &open : &along;
        if (filter.account_id) {
            sql = &of_account;
            values.add(*filter.account_id).add(column_from(statuses_of(filter.statuses)));
        } else if (filter.only_pending) {
            sql = &with_pending;
        }
        const auto rows = connection_.run(limit_, *sql, values);
        if (!rows) return std::unexpected(rows.error());
        return read_all(*rows);
    }

    void look(const Batch& batch) {
        ++looks_;
        if (asked_.filter.text) meta_bytes_ += batch.meta.size();
        if (matches(asked_.filter, batch)) {
            if (found_.batches.size() == asked_.limit) return end_at(found_.batches.back().id);
            found_.batches.push_back(batch);
        }
        const bool is_spent = looks_ >= asked_.looks_max || meta_bytes_ >= limits::search_meta_bytes_max ||
                              std::chrono::steady_clock::now() >= end_;
        if (is_spent) end_at(batch.id);
    }

    void end_at(BatchId next) {
        found_.next = next;
        ended_ = true;
    }

    Connection& connection_;
    const BatchSearch& asked_;
    const SteadyTime end_;
    const std::chrono::milliseconds limit_;
    KeyRange range_;
    FoundBatches found_;
    std::size_t looks_ = 0;
    std::size_t meta_bytes_ = 0;
    bool ended_ = false;
};

}  // namespace

Outcome<std::vector<Batch>> list_batches(Connection& connection, const BatchQuery& query,
                                         std::chrono::milliseconds limit) {
    const std::int64_t before = query.before ? query.before->value : std::numeric_limits<std::int64_t>::max();
    const auto rows = connection.run(limit, of_account,
                                     Values::of(std::int64_t{1}, before - 1, query.limit, query.account_id,
                                                column_from(statuses_of(query.statuses))));
    if (!rows) return std::unexpected(rows.error());
    return read_all(*rows);
}

Outcome<FoundBatches> search_batches(Connection& connection, const BatchSearch& search, SteadyTime end,
                                     std::chrono::milliseconds limit) {
    return Search(connection, search, end, limit).run();
}

}  // namespace bs::postgres
