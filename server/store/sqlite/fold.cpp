#include "store/sqlite/fold.h"

#include "base/result.h"
#include "domain/apply.h"
#include "domain/parse_event.h"
#include "store/row_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace bs::sqlite {
namespace {

// So many bets are held in memory at once (about 300 bytes each); a longer history is folded in several passes.
constexpr std::int64_t bets_per_pass = 1'000'000;
constexpr std::uint64_t progress_every = 10'000;

using Found = std::function<bool(std::string)>;

// The accounts, and the batches of one pass with their bets.
class Fold {
public:
    Fold(std::int64_t passes, std::int64_t pass, const Found& found) : passes_(passes), pass_(pass), found_(found) {}

    // False: enough was found.
    [[nodiscard]] bool take(std::int64_t seq, const EventColumns& columns, std::string_view payload) {
        if (columns.batch_id && !is_mine(*columns.batch_id) && pass_ != 0) return true;
        if (!is_whole(columns)) return say(seq, "its columns do not fit together");
        const Result<Event> event = parse_event(columns, payload);
        if (!event) return say(seq, "cannot be read: " + event.error().detail);
        if (pass_ == 0 && !take_account(seq, *event)) return false;
        return !event->batch_id || !is_mine(*event->batch_id) || take_batch(seq, *event);
    }

    [[nodiscard]] bool compare(const Account& row) {
        if (pass_ != 0 || is_older(row.id)) return true;
        ++account_rows_;
        return accounts_[row.id] == row || differs("account", row.id.value);
    }

    [[nodiscard]] bool compare(const Batch& row) {
        if (!is_mine(row.id)) return true;
        const auto at = batches_.find(row.id);
        if (at == batches_.end()) return true;  // its creation is no longer in the log
        at->second.has_row = true;
        return at->second.batch == row || differs("batch", row.id.value);
    }

    [[nodiscard]] bool compare(const Bet& row) {
        if (!is_mine(row.batch_id)) return true;
        const auto batch = batches_.find(row.batch_id);
        if (batch == batches_.end()) return true;
        ++batch->second.bet_rows;
        const auto at = bets_.find(row.id);
        return (at != bets_.end() && at->second == row) || differs("bet", row.id.value);
    }

    // What the log knows and the tables do not.
    [[nodiscard]] bool compare_counts() {
        if (pass_ == 0 && account_rows_ != accounts_.size() &&
            !found_("an account is in the log, and not in the table"))
            return false;
        for (const auto& [id, folded] : batches_) {
            if (!folded.has_row && !found_(fmt::format("batch {} is in the log, and not in the table", id.value)))
                return false;
            if (folded.bet_rows != folded.batch.summary.bets() &&
                !found_(fmt::format("batch {} has {} bets in the log, and {} in the table", id.value,
                                    folded.batch.summary.bets(), folded.bet_rows)))
                return false;
        }
        return true;
    }

    [[nodiscard]] std::int64_t batches() const { return static_cast<std::int64_t>(batches_.size()); }

private:
    struct FoldedBatch {
        Batch batch;
        std::int64_t bet_rows = 0;
        bool has_row = false;
    };

    // What a damaged row might say, and parse_event() takes for granted.
    [[nodiscard]] static bool is_whole(const EventColumns& columns) {
        if (static_cast<std::size_t>(columns.type) >= event_type_count) return false;
        const bool is_of_account = columns.type <= EventType::account_deleted;
        return columns.batch_id.has_value() != is_of_account;
    }

    [[nodiscard]] bool is_mine(BatchId id) const { return id.value % passes_ == pass_; }
    // Of what began before the log does, only a part is known.
    [[nodiscard]] bool is_older(AccountId id) const { return !accounts_.contains(id); }

    [[nodiscard]] bool take_account(std::int64_t seq, const Event& event) {
        const bool is_creation = event.type == EventType::account_created;
        if (!is_creation && is_older(event.account_id)) return true;
        Account& account = accounts_[event.account_id];
        const std::string_view problem = problem_with(account, event);
        if (!problem.empty()) return say(seq, fmt::format("account {} {}", event.account_id.value, problem));
        apply(account, event);
        return true;
    }

    [[nodiscard]] bool take_batch(std::int64_t seq, const Event& event) {
        const auto* creation = std::get_if<BatchCreation>(&event.change);
        if (creation == nullptr && !batches_.contains(*event.batch_id)) return true;
        Batch& batch = batches_[*event.batch_id].batch;
        if (const std::string_view problem = problem_with(batch, event); !problem.empty())
            return say(seq, fmt::format("batch {} {}", event.batch_id->value, problem));
        apply(batch, event);
        if (creation != nullptr) return take_new_bets(seq, creation->bets);
        const auto* change = std::get_if<BetsChange>(&event.change);
        return change == nullptr || take_changed_bets(seq, *event.batch_id, change->bets);
    }

    [[nodiscard]] bool take_new_bets(std::int64_t seq, const std::vector<Bet>& bets) {
        return std::ranges::all_of(bets, [&](const Bet& bet) {
            return bets_.emplace(bet.id, bet).second || say(seq, fmt::format("bet {} is created twice", bet.id.value));
        });
    }

    [[nodiscard]] bool take_changed_bets(std::int64_t seq, BatchId batch_id, const std::vector<Bet>& bets) {
        return std::ranges::all_of(bets, [&](const Bet& after) {
            const auto at = bets_.find(after.id);
            if (at == bets_.end() || at->second.batch_id != batch_id)
                return say(seq, fmt::format("bet {} is not of batch {}", after.id.value, batch_id.value));
            if (after.version != at->second.version + 1)
                return say(seq, fmt::format("bet {} skips a version", after.id.value));
            at->second = after;
            return true;
        });
    }

    bool say(std::int64_t seq, std::string_view what) { return found_(fmt::format("event {}: {}", seq, what)); }
    bool differs(std::string_view what, std::int64_t id) {
        return found_(fmt::format("{} {} is not what its events say", what, id));
    }

    const std::int64_t passes_;
    const std::int64_t pass_;
    const Found& found_;
    std::unordered_map<AccountId, Account> accounts_;
    std::size_t account_rows_ = 0;
    std::unordered_map<BatchId, FoldedBatch> batches_;
    std::unordered_map<BetId, Bet> bets_;
};

Outcome<> fold_log(Connection& connection, Fold& fold, std::uint64_t events, const VerifyProgress& progress) {
    BS_TRY(Statement select, connection.prepare("SELECT seq, type, at, account_id, batch_id, bet_id, payload"
                                                " FROM events ORDER BY seq"));
    std::uint64_t done = 0;
    return select.bind().each([&](Row& row) {
        std::int64_t seq = 0;
        EventColumns columns;
        std::string payload;
        row.read(seq, columns.type, columns.at, columns.account_id, columns.batch_id, columns.bet_id, payload);
        if (++done % progress_every == 0) progress("folding events", done, events);
        return fold.take(seq, columns, payload);
    });
}

template <class Read>
Outcome<> compare_rows(Connection& connection, Fold& fold, std::string_view sql, Read read) {
    BS_TRY(Statement select, connection.prepare(sql));
    return select.bind().each([&](Row& row) { return fold.compare(read(row)); });
}

Outcome<> compare_tables(Connection& connection, Fold& fold) {
    BS_CHECK(compare_rows(connection, fold,
                          "SELECT id, name, hostname, currency, version, open_batches, created_at, updated_at, "
                          "deleted_at FROM accounts",
                          read_account<Row>));
    BS_CHECK(compare_rows(connection, fold,
                          "SELECT b.id, b.account_id, b.status, b.version, m.meta,"
                          " b.pending_count, b.pending_stake, b.pending_cost,"
                          " b.successful_count, b.successful_stake, b.successful_cost,"
                          " b.failed_count, b.failed_stake, b.failed_cost, b.created_at, b.updated_at, b.submitted_at,"
                          " b.completed_at, b.created_by, b.submitted_by"
                          " FROM batches AS b JOIN batch_meta AS m ON m.batch_id = b.id",
                          read_batch<Row>));
    return compare_rows(connection, fold,
                        "SELECT batch_id, id, external_id, selection, stake, cost, status, version, updated_at,"
                        " updated_by, reference, note FROM bets",
                        read_bet<Row>);
}

}  // namespace

Outcome<FoldResult> compare_with_fold(Connection& connection, const VerifyProgress& progress, const Found& found) {
    BS_TRY(const std::int64_t bets, connection.ask_integer("SELECT count(*) FROM bets"));
    BS_TRY(const std::int64_t events, connection.ask_integer("SELECT count(*) FROM events"));
    const std::int64_t passes = 1 + bets / bets_per_pass;
    FoldResult result;
    for (std::int64_t pass = 0; pass < passes; ++pass) {
        bool is_enough = false;
        const Found found_here = [&](std::string finding) {
            is_enough = !found(std::move(finding));
            return !is_enough;
        };
        Fold fold(passes, pass, found_here);
        BS_CHECK(fold_log(connection, fold, static_cast<std::uint64_t>(events), progress));
        if (!is_enough) BS_CHECK(compare_tables(connection, fold));
        if (!is_enough) static_cast<void>(fold.compare_counts());
        result.batches += fold.batches();
        if (is_enough) break;
    }
    return result;
}

}  // namespace bs::sqlite
