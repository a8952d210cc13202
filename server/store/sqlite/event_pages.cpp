#include "store/sqlite/event_pages.h"

#include "base/result.h"
#include "store/sqlite/entry.h"
#include "store/sqlite/nearest.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/timeline.h"

#include <algorithm>
#include <bitset>
#include <string>

namespace bs::sqlite {
namespace {

constexpr std::string_view event_columns =
    "seq, type, account_id, batch_id, bet_id, account_seq, at, actor, request_id, traceparent, payload";
constexpr int type_column = 1;
constexpr int account_column = 2;
constexpr int batch_column = 3;
constexpr int bet_column = 4;
constexpr int time_column = 6;
constexpr int actor_column = 7;
constexpr int payload_column = 10;

Outcome<std::array<Statement, 2>> prepare_both(Connection& connection, const std::string& sql) {
    std::array<Statement, 2> both;
    BS_TRY(both[0], connection.prepare(sql + " ORDER BY seq LIMIT ?"));
    BS_TRY(both[1], connection.prepare(sql + " ORDER BY seq DESC LIMIT ?"));
    return both;
}

// "No limit" to SQLite.
constexpr std::int64_t no_limit = -1;

constexpr std::size_t details_chunk = 256;

}  // namespace

// What is asked, and what was found so far.
struct EventPages::Page {
    Page(const EventQuery& query, KeyRange range, std::chrono::steady_clock::time_point when)
        : asked(query),
          batch(query.batch),
          low(range.low),
          high(range.high),
          end(when),
          direction(query.newest_first ? 1 : 0) {
        for (const EventType type : query.types) types.set(static_cast<std::size_t>(type));
        if (query.types.empty()) types.set();
        // As domain/json.h writes a bet in a payload. Quotes inside of texts are escaped, so nothing else reads so.
        if (query.bet) bet_text = "\"pid\":" + std::to_string(query.bet->value) + ",";
    }

    [[nodiscard]] bool is_full() const { return ended || found.size() >= asked.limit; }

    // Of what an index knows nothing about.
    [[nodiscard]] bool has_details() const { return asked.actor || asked.from || asked.to; }

    [[nodiscard]] bool matches_details(const Row& row) const {
        if (asked.actor && row.text(actor_column) != *asked.actor) return false;
        const Timestamp at{row.integer(time_column)};
        return (!asked.from || at >= *asked.from) && (!asked.to || at < *asked.to);
    }

    [[nodiscard]] bool matches(const Row& row) const {
        if (!types.test(static_cast<std::size_t>(row.integer(type_column)))) return false;
        if (!asked.accounts.empty() &&
            std::ranges::find(asked.accounts, AccountId{row.integer(account_column)}) == asked.accounts.end()) {
            return false;
        }
        if (batch && (row.is_null(batch_column) || row.integer(batch_column) != batch->value)) return false;
        if (has_details() && !matches_details(row)) return false;
        return !asked.bet || concerns_bet(row);
    }

    // Of an event of the bet's own batch.
    [[nodiscard]] bool concerns_bet(const Row& row) const {
        if (!row.is_null(bet_column)) return row.integer(bet_column) == asked.bet->value;
        const auto type = static_cast<EventType>(row.integer(type_column));
        if (type == EventType::batch_created) return true;
        return type == EventType::batch_bets_updated &&
               row.text(payload_column).find(bet_text) != std::string_view::npos;
    }

    // False when the page is complete.
    bool take(Row& row) {
        if (matches(row)) {
            bytes += row.bytes(payload_column);
            if (!found.empty() && bytes > asked.payload_bytes_max) {
                ended = true;
                return false;
            }
            found.push_back(read_event(row));
        }
        reached = row.integer(0);
        ended = ++looks >= asked.looks_max || std::chrono::steady_clock::now() >= end;
        return !is_full();
    }

    const EventQuery& asked;
    std::optional<BatchId> batch;  // asked for, or that of the bet
    std::int64_t low;
    std::int64_t high;
    std::chrono::steady_clock::time_point end;
    std::size_t direction;
    std::bitset<event_type_count> types;
    std::string bet_text;

    std::vector<StoredEvent> found;
    std::int64_t reached = 0;  // the last event that was looked at
    std::size_t looks = 0;
    std::size_t bytes = 0;
    bool ended = false;  // before everything was looked at
};

Outcome<EventPages> EventPages::open(Connection& connection) {
    EventPages pages;
    const std::string columns(event_columns);
    BS_TRY(pages.along_, prepare_both(connection, "SELECT " + columns + " FROM events WHERE seq BETWEEN ? AND ?"));
    BS_TRY(
        pages.timeline_,
        prepare_both(connection, "SELECT seq, bet_id FROM batch_timeline WHERE batch_id = ? AND seq BETWEEN ? AND ?"));
    BS_TRY(pages.of_account_, prepare_both(connection,
                                           "SELECT seq FROM events INDEXED BY events_by_account"
                                           " WHERE account_id = ? AND type = ? AND seq BETWEEN ? AND ?"));
    BS_TRY(pages.of_type_, prepare_both(connection,
                                        "SELECT seq FROM events INDEXED BY events_by_type"
                                        " WHERE type = ? AND type <> 9 AND seq BETWEEN ? AND ?"));
    BS_TRY(pages.first_from_, connection.prepare("SELECT seq, at FROM events WHERE seq >= ? ORDER BY seq LIMIT 1"));
    BS_TRY(pages.find_event_, connection.prepare("SELECT " + columns + " FROM events WHERE seq = ?"));
    BS_TRY(
        pages.batch_of_bet_,
        connection.prepare("SELECT id FROM (SELECT id, first_bet_id, bet_count FROM batches INDEXED BY batches_by_bets"
                           " WHERE first_bet_id <= ?1 ORDER BY first_bet_id DESC LIMIT 1)"
                           " WHERE first_bet_id + bet_count > ?1"));
    return pages;
}

Outcome<FoundEvents> EventPages::find(const EventQuery& query, Seq head, std::chrono::steady_clock::time_point end) {
    const KeyRange asked{query.after.value + 1, query.until ? std::min(*query.until, head).value : head.value};
    BS_TRY(const KeyRange range, range_of(query, asked));
    Page page(query, range, end);
    if (!page.is_full() && page.low <= page.high) BS_CHECK(look(page, head));

    FoundEvents found;
    found.has_more = page.is_full();
    found.reached = Seq{found.has_more ? page.reached : query.newest_first ? asked.low : asked.high};
    found.events = std::move(page.found);
    return found;
}

// Where events of the time that was asked for can be.
Outcome<KeyRange> EventPages::range_of(const EventQuery& query, KeyRange asked) {
    return narrow_to(asked, query.from, query.to, [this](std::int64_t seq) { return find_entry(first_from_, seq); });
}

Outcome<> EventPages::look(Page& page, Seq head) {
    const EventQuery& query = page.asked;
    if (query.bet) {
        BS_TRY(const auto batch_id, batch_of(*query.bet));
        if (!batch_id || (query.batch && *query.batch != *batch_id)) return {};
        page.batch = batch_id;
    }
    if (page.batch) return by_batch(page, head);
    if (!query.accounts.empty()) return by_account(page);
    if (!page.types.test(static_cast<std::size_t>(EventType::bet_status_updated))) return by_type(page);
    return read_along(page, page.low, page.high);
}

Outcome<> EventPages::read_along(Page& page, std::int64_t low, std::int64_t high) {
    if (page.is_full() || low > high) return {};
    auto& along = along_[page.direction].bind(low, high, no_limit);
    return along.each([&](Row& row) { return page.take(row); });
}

Outcome<> EventPages::by_batch(Page& page, Seq head) {
    const std::int64_t end = timeline_end(head).value;
    if (page.asked.newest_first) BS_CHECK(read_along(page, std::max(page.low, end + 1), page.high));
    BS_CHECK(by_timeline(page, std::min(page.high, end)));
    if (!page.asked.newest_first) BS_CHECK(read_along(page, std::max(page.low, end + 1), page.high));
    return {};
}

Outcome<> EventPages::by_timeline(Page& page, std::int64_t high) {
    if (page.is_full() || page.low > high) return {};
    Outcome<> taken;
    auto& timeline = timeline_[page.direction].bind(*page.batch, page.low, high, no_limit);
    BS_CHECK(timeline.each([&](Row& row) {
        // The timeline knows the bet, if it is one: most events need not be looked at.
        if (page.asked.bet && !row.is_null(1) && row.integer(1) != page.asked.bet->value) return true;
        taken = take(page, Seq{row.integer(0)});
        return taken.has_value() && !page.is_full();
    }));
    return taken;
}

template <class Add>
Outcome<> EventPages::by_lists(Page& page, Add add) {
    // What no index knows makes some of them useless: more are asked for at a time.
    const std::size_t chunk = page.has_details() ? std::max(page.asked.limit, details_chunk) : page.asked.limit;
    while (!page.is_full()) {
        Nearest nearest(page.low, page.high, page.asked.newest_first, chunk);
        BS_CHECK(add(nearest, chunk));
        for (const std::int64_t seq : nearest.keys()) {
            if (!page.is_full()) BS_CHECK(take(page, Seq{seq}));
        }
        if (nearest.keys().size() < chunk) break;
        if (page.asked.newest_first) {
            page.high = nearest.keys().back() - 1;
        } else {
            page.low = nearest.keys().back() + 1;
        }
    }
    return {};
}

Outcome<> EventPages::by_account(Page& page) {
    auto accounts = page.asked.accounts;
    std::ranges::sort(accounts);
    const auto repeated = std::ranges::unique(accounts);
    accounts.erase(repeated.begin(), repeated.end());

    return by_lists(page, [&](Nearest& nearest, std::size_t chunk) -> Outcome<> {
        for (const AccountId account : accounts) {
            for (std::size_t type = 0; type < event_type_count; ++type) {
                if (!page.types.test(type)) continue;
                BS_CHECK(
                    nearest.add(of_account_[page.direction].bind(account, type, nearest.low(), nearest.high(), chunk)));
            }
        }
        return {};
    });
}

Outcome<> EventPages::by_type(Page& page) {
    return by_lists(page, [&](Nearest& nearest, std::size_t chunk) -> Outcome<> {
        for (std::size_t type = 0; type < event_type_count; ++type) {
            if (!page.types.test(type)) continue;
            BS_CHECK(nearest.add(of_type_[page.direction].bind(type, nearest.low(), nearest.high(), chunk)));
        }
        return {};
    });
}

Outcome<> EventPages::take(Page& page, Seq seq) {
    return find_event_.bind(seq).each([&](Row& row) { page.take(row); });
}

Outcome<std::optional<BatchId>> EventPages::batch_of(BetId bet_id) {
    BS_TRY(const auto id, batch_of_bet_.bind(bet_id).find_integer());
    return id ? std::optional(BatchId{*id}) : std::nullopt;
}

}  // namespace bs::sqlite
