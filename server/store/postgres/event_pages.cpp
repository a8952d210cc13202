#include "store/postgres/event_pages.h"

#include "base/result.h"
#include "store/postgres/entry.h"
#include "store/postgres/rows.h"
#include "store/row_order.h"
#include "store/time_search.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace bs::postgres {
namespace {

// Where a page looks for events: seqs in order, from the nearest end on, at most $3 of them.
// $1 and $2: the lowest and the highest seq; $3: how many looks; $5: accounts or NULL; $6: types; $7: batch or NULL.
#define BS_ALONG(order)                                                                                           \
    "SELECT s.seq FROM betstream.events AS s WHERE s.seq BETWEEN $1::bigint AND $2::bigint ORDER BY s.seq " order \
    " LIMIT $3::bigint"
#define BS_OF_BATCH(order)                                                                                    \
    "SELECT s.seq FROM betstream.events AS s WHERE s.batch_id = $7::bigint AND s.seq BETWEEN $1::bigint AND " \
    "$2::bigint ORDER BY s.seq " order " LIMIT $3::bigint"
#define BS_OF_ACCOUNTS(order)                                                                                    \
    "SELECT l.seq FROM unnest($5::bigint[]) AS a(id) CROSS JOIN unnest($6::bigint[]) AS k(type)"                 \
    " CROSS JOIN LATERAL (SELECT s.seq FROM betstream.events AS s WHERE s.account_id = a.id AND s.type = k.type" \
    " AND s.seq BETWEEN $1::bigint AND $2::bigint ORDER BY s.seq " order                                         \
    " LIMIT $3::bigint) AS l"                                                                                    \
    " ORDER BY l.seq " order " LIMIT $3::bigint"
#define BS_OF_TYPES(order)                                                                               \
    "SELECT l.seq FROM unnest($6::bigint[]) AS k(type)"                                                  \
    " CROSS JOIN LATERAL (SELECT s.seq FROM betstream.events AS s WHERE s.type = k.type AND s.type <> 9" \
    " AND s.seq BETWEEN $1::bigint AND $2::bigint ORDER BY s.seq " order                                 \
    " LIMIT $3::bigint) AS l"                                                                            \
    " ORDER BY l.seq " order " LIMIT $3::bigint"

// $8: bet or NULL, $9: how it stands in a payload; $10: actor, $11 and $12: time, from and to, or NULL.
#define BS_MATCHES                                                                                        \
    "($5::bigint[] IS NULL OR e.account_id = ANY ($5::bigint[])) AND e.type = ANY ($6::bigint[])"         \
    " AND ($7::bigint IS NULL OR e.batch_id = $7::bigint) AND ($10::text IS NULL OR e.actor = $10::text)" \
    " AND ($11::bigint IS NULL OR e.at >= $11::bigint) AND ($12::bigint IS NULL OR e.at < $12::bigint)"   \
    " AND ($8::bigint IS NULL OR e.bet_id = $8::bigint OR (e.bet_id IS NULL AND"                          \
    " (e.type = 3 OR (e.type = 10 AND strpos(e.payload, $9::text) > 0))))"

// $4: how many events, $13: how many bytes of payload. The length of a payload is known without reading it. The first
// row tells how many events were looked at and which was the last, whether one of them is on the page or not.
#define BS_PAGE(source, order, last) \
    "WITH looked AS MATERIALIZED (" source(order) "),"                                                            \
    " matching AS (SELECT e.* FROM looked JOIN betstream.events AS e ON e.seq = looked.seq WHERE " BS_MATCHES     \
    " ORDER BY e.seq " order " LIMIT $4::bigint),"                                                                \
    " weighed AS (SELECT m.*, row_number() OVER (ORDER BY m.seq " order ") AS nr,"                                \
    " sum(octet_length(m.payload)) OVER (ORDER BY m.seq " order ") AS bytes, count(*) OVER () AS found"           \
    " FROM matching AS m)"                                                                                        \
    " SELECT l.looks, l.last, e.found, " BS_EVENT_COLUMNS                                                         \
    " FROM (SELECT count(*) AS looks, coalesce(" last "(seq), 0) AS last FROM looked) AS l"                       \
    " LEFT JOIN weighed AS e ON e.nr = 1 OR e.bytes <= $13::bigint ORDER BY e.seq " order

// Oldest first, newest first.
using Source = std::array<Sql, 2>;
#define BS_SOURCE(source)                                                          \
    Source {                                                                       \
        Sql{BS_PAGE(source, "ASC", "max")}, Sql { BS_PAGE(source, "DESC", "min") } \
    }
constexpr Source along = BS_SOURCE(BS_ALONG);
constexpr Source of_batch = BS_SOURCE(BS_OF_BATCH);
constexpr Source of_accounts = BS_SOURCE(BS_OF_ACCOUNTS);
constexpr Source of_types = BS_SOURCE(BS_OF_TYPES);

constexpr Sql first_from{"SELECT seq, at FROM betstream.events WHERE seq >= $1::bigint ORDER BY seq LIMIT 1"};
constexpr Sql batch_of_bet{
    "SELECT id FROM (SELECT id, first_bet_id, bet_count FROM betstream.batches WHERE first_bet_id <= $1::bigint"
    " ORDER BY first_bet_id DESC LIMIT 1) AS b WHERE first_bet_id + bet_count > $1::bigint"};

class Search {
public:
    Search(Connection& connection, const EventQuery& query, Seq head, std::chrono::milliseconds limit)
        : connection_(connection),
          query_(query),
          asked_{query.after.value + 1, query.until ? std::min(*query.until, head).value : head.value},
          limit_(limit),
          types_(sorted_once(query.types)),
          accounts_(sorted_once(query.accounts)),
          batch_(query.batch) {
        for (std::size_t type = 0; query.types.empty() && type < event_type_count; ++type)
            types_.push_back(static_cast<EventType>(type));
    }

    [[nodiscard]] Outcome<FoundEvents> run() {
        BS_TRY(const KeyRange range, narrow_to(asked_, query_.from, query_.to, [this](std::int64_t seq) {
                   return find_entry(connection_, first_from, seq, limit_);
               }));
        if (query_.bet) {
            const auto found = connection_.run(limit_, batch_of_bet, Values::of(*query_.bet));
            if (!found) return std::unexpected(found.error());
            const auto id = found->find_integer();
            if (!id || (batch_ && batch_->value != *id)) return nothing();
            batch_ = BatchId{*id};
        }
        if (range.low > range.high || query_.limit == 0) return nothing();
        return read(range);
    }

private:
    [[nodiscard]] FoundEvents nothing() const {
        return {{}, Seq{query_.newest_first ? asked_.low : asked_.high}, query_.limit == 0};
    }

    [[nodiscard]] const Source& source() const {
        if (batch_) return of_batch;
        if (!accounts_.empty()) return of_accounts;
        return std::ranges::find(types_, EventType::bet_status_updated) == types_.end() ? of_types : along;
    }

    // Every event that is looked at is one that was asked for.
    [[nodiscard]] bool finds_all() const {
        const bool has_details = query_.actor || query_.from || query_.to || query_.bet;
        if (has_details) return false;
        if (batch_) return accounts_.empty() && types_.size() == event_type_count;
        return &source() != &along || types_.size() == event_type_count;
    }

    [[nodiscard]] Values parameters(KeyRange range) const {
        const std::size_t looks = finds_all() ? std::min(query_.looks_max, query_.limit) : query_.looks_max;
        Values values = Values::of(range.low, range.high, looks, query_.limit);
        if (accounts_.empty()) values.add(std::optional<std::int64_t>());
        if (!accounts_.empty()) values.add(column_from(accounts_));
        values.add(column_from(types_)).add(batch_).add(query_.bet);
        // As domain/json.h writes a bet in a payload. Quotes inside of texts are escaped, so nothing else reads so.
        values.add(query_.bet ? "\"pid\":" + std::to_string(query_.bet->value) + "," : std::string());
        return values.add(query_.actor).add(query_.from).add(query_.to).add(query_.payload_bytes_max);
    }

    [[nodiscard]] Outcome<FoundEvents> read(KeyRange range) {
        const auto rows = connection_.run(limit_, source()[query_.newest_first ? 1 : 0], parameters(range));
        if (!rows) return std::unexpected(rows.error());
        FoundEvents found;
        std::int64_t looks = 0;
        std::optional<std::int64_t> matching;
        rows->each([&](Row& row) {
            row.read(looks, found.reached, matching);
            if (matching) found.events.push_back(read_event(row));
        });
        const bool is_full = std::cmp_equal(matching.value_or(0), query_.limit) ||
                             std::cmp_less(found.events.size(), matching.value_or(0));
        found.has_more = is_full || std::cmp_greater_equal(looks, query_.looks_max);
        if (is_full) found.reached = found.events.back().seq;
        if (!found.has_more) found.reached = nothing().reached;
        return found;
    }

    Connection& connection_;
    const EventQuery& query_;
    const KeyRange asked_;
    const std::chrono::milliseconds limit_;
    std::vector<EventType> types_;  // all of them when none was asked for
    const std::vector<AccountId> accounts_;
    std::optional<BatchId> batch_;  // asked for, or that of the bet
};

}  // namespace

Outcome<FoundEvents> find_events(Connection& connection, const EventQuery& query, Seq head,
                                 std::chrono::milliseconds limit) {
    return Search(connection, query, head, limit).run();
}

}  // namespace bs::postgres
