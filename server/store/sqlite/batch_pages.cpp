#include "store/sqlite/batch_pages.h"

#include "base/limits.h"
#include "base/result.h"
#include "store/sqlite/entry.h"
#include "store/sqlite/nearest.h"
#include "store/sqlite/rows.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

namespace bs::sqlite {
namespace {

// What a filter judges a batch by, without its meta.
constexpr std::string_view row_columns = "id, account_id, status, pending_count, created_at, created_by, submitted_by";

Batch read_row(Row& row) {
    Batch b;
    row.read(b.id, b.account_id, b.status, b.summary.by_status[number(BetStatus::pending)].count, b.created_at,
             b.created_by, b.submitted_by);
    return b;
}

// So many of an account's batches are asked for at a time.
constexpr std::size_t account_chunk = 256;
// With more lists to merge, reading along costs less.
constexpr std::size_t account_lists_max = 1'000;

constexpr std::array all_statuses{BatchStatus::created, BatchStatus::active, BatchStatus::submitted,
                                  BatchStatus::completed};

}  // namespace

struct BatchPages::Page {
    Page(const BatchSearch& search, KeyRange keys, std::chrono::steady_clock::time_point when)
        : asked(search), range(keys), end(when) {}

    [[nodiscard]] bool is_spent() const {
        return looks >= asked.looks_max || meta_bytes >= limits::search_meta_bytes_max ||
               std::chrono::steady_clock::now() >= end;
    }

    const BatchSearch& asked;
    KeyRange range;
    std::chrono::steady_clock::time_point end;
    std::size_t looks = 0;
    std::size_t meta_bytes = 0;
    bool ended = false;
    FoundBatches found;
};

Outcome<BatchPages> BatchPages::open(Connection& connection) {
    BatchPages pages;
    const std::string select = "SELECT " + std::string(row_columns) + " FROM batches";
    BS_TRY(pages.along_, connection.prepare(select + " WHERE id BETWEEN ? AND ? ORDER BY id DESC"));
    BS_TRY(pages.pending_,
           connection.prepare(select + " INDEXED BY batches_with_pending"
                                       " WHERE has_pending = 1 AND id BETWEEN ? AND ? ORDER BY id DESC"));
    BS_TRY(pages.of_account_,
           connection.prepare("SELECT id FROM batches INDEXED BY batches_by_account"
                              " WHERE account_id = ? AND status = ? AND id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?"));
    BS_TRY(pages.row_of_, connection.prepare(select + " WHERE id = ?"));
    BS_TRY(pages.first_from_,
           connection.prepare("SELECT id, created_at FROM batches WHERE id >= ? ORDER BY id LIMIT 1"));
    BS_TRY(pages.meta_of_, connection.prepare("SELECT meta FROM batch_meta WHERE batch_id = ?"));
    BS_TRY(pages.find_batch_, connection.prepare(find_batch_sql));
    BS_TRY(pages.living_accounts_, connection.prepare("SELECT id FROM accounts WHERE deleted_at IS NULL LIMIT ?"));
    return pages;
}

Outcome<FoundBatches> BatchPages::find(const BatchSearch& search, std::chrono::steady_clock::time_point end) {
    const BatchFilter& filter = search.filter;
    BS_TRY(const KeyRange range, range_of(search));
    Page page(search, range, end);
    if (search.limit == 0) return std::move(page.found);
    if (filter.only_pending) {
        BS_CHECK(walk(page, pending_.bind(range.low, range.high)));
        return std::move(page.found);
    }
    BS_TRY(const std::vector<AccountId> accounts, accounts_worth_asking(filter));
    if (accounts.empty()) {
        BS_CHECK(walk(page, along_.bind(range.low, range.high)));
    } else {
        BS_CHECK(by_account(page, accounts));
    }
    return std::move(page.found);
}

Outcome<KeyRange> BatchPages::range_of(const BatchSearch& search) {
    KeyRange range{1, std::numeric_limits<std::int64_t>::max() - 1};
    if (search.before) range.high = search.before->value - 1;
    if (search.filter.text && search.filter.text->only()) {
        const std::int64_t only = search.filter.text->only()->value;
        return KeyRange{std::max(range.low, only), std::min(range.high, only)};
    }
    return narrow_to(range, search.filter.from, search.filter.to,
                     [this](std::int64_t id) { return find_entry(first_from_, id); });
}

// The accounts whose lists are shorter than all batches together; none: better read along.
Outcome<std::vector<AccountId>> BatchPages::accounts_worth_asking(const BatchFilter& filter) {
    std::vector<AccountId> accounts;
    if (filter.account_id) return std::vector{*filter.account_id};
    // Nearly all batches are completed; of the others every account has a few.
    const bool any = filter.statuses.empty();
    if (any || std::ranges::find(filter.statuses, BatchStatus::completed) != filter.statuses.end()) return accounts;
    BS_CHECK(living_accounts_.bind(account_lists_max + 1).each([&](Row& row) {
        accounts.push_back(AccountId{row.integer(0)});
    }));
    if (accounts.size() * filter.statuses.size() > account_lists_max) accounts.clear();
    return accounts;
}

Outcome<> BatchPages::walk(Page& page, Statement& rows) {
    Outcome<> looked;
    BS_CHECK(rows.each([&](Row& row) {
        looked = look(page, read_row(row));
        return looked.has_value() && !page.ended;
    }));
    return looked;
}

Outcome<> BatchPages::by_account(Page& page, const std::vector<AccountId>& accounts) {
    const auto& wanted = page.asked.filter.statuses;
    std::vector<BatchStatus> statuses;
    for (const BatchStatus status : all_statuses) {
        if (wanted.empty() || std::ranges::find(wanted, status) != wanted.end()) statuses.push_back(status);
    }
    while (!page.ended) {
        Nearest nearest(page.range.low, page.range.high, true, account_chunk);
        for (const AccountId account : accounts) {
            for (const BatchStatus status : statuses) {
                BS_CHECK(nearest.add(of_account_.bind(account, status, nearest.low(), nearest.high(), account_chunk)));
            }
        }
        for (const std::int64_t id : nearest.keys()) {
            if (!page.ended) BS_CHECK(walk(page, row_of_.bind(id)));
        }
        if (nearest.keys().size() < account_chunk) break;
        page.range.high = nearest.keys().back() - 1;
    }
    return {};
}

Outcome<> BatchPages::look(Page& page, const Batch& row) {
    const auto end_at = [&](BatchId next) {
        page.found.next = next;
        page.ended = true;
    };
    ++page.looks;
    if (matches_row(page.asked.filter, row)) {
        BS_TRY(const bool is_it, has_text(page, row));
        std::optional<Batch> batch;  // not that of a deleted account
        if (is_it) BS_CHECK(find_batch_.bind(row.id).each([&](Row& whole) { batch = read_batch(whole); }));
        if (batch && page.found.batches.size() == page.asked.limit) {
            end_at(page.found.batches.back().id);
            return {};
        }
        if (batch) page.found.batches.push_back(*std::move(batch));
    }
    if (page.is_spent()) end_at(row.id);
    return {};
}

Outcome<bool> BatchPages::has_text(Page& page, const Batch& row) {
    const auto& text = page.asked.filter.text;
    if (!text) return true;
    bool matches = false;
    BS_CHECK(meta_of_.bind(row.id).each([&](Row& found) {
        const std::string_view meta = found.text(0);
        page.meta_bytes += meta.size();
        matches = text->matches(row.id, meta);
    }));
    return matches;
}

}  // namespace bs::sqlite
