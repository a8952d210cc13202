// Properties of any history: random commands, judged and recorded as the service does it.
#include "base/limits.h"
#include "domain/apply.h"
#include "domain/parse_event.h"
#include "domain/statistics.h"
#include "domain/testing/builders.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <set>

namespace bs {
namespace {

// One command, as numbers that shrink well: what, to which of the things there are, and with which choices.
using Step = std::array<std::uint32_t, 6>;

// Keeps rows and log as the service and the store do: the rows follow each event one by one.
class Desk {
public:
    void run(const Step& step) {
        stamp_ = a_stamp(at_second(++seconds_), step[5] % 3 == 0 ? "" : "actor " + std::to_string(step[5] % 3));
        const std::size_t logged = log_.size();
        closed_before_ = closed_batches();
        reopens_ = false;
        judge(step);
        if (!reopens_) check_closed_stayed(logged);
    }

    [[nodiscard]] const State& rows() const { return rows_; }
    [[nodiscard]] const Events& log() const { return log_; }
    [[nodiscard]] const std::set<std::string>& refusals() const { return refusals_; }

private:
    void judge(const Step& step) {
        if (rows_.accounts.empty() || step[0] % 16 == 0) return create_account(step);
        const Account& account = nth(rows_.accounts, step[1]);
        if (step[0] % 16 == 1) return replace_account(account, step);
        if (step[0] % 64 == 2) return delete_account(account, step);
        if (rows_.batches.empty() || step[0] % 16 <= 4) return create_batch(account, step);

        const Batch& batch = nth(rows_.batches, step[2]);
        const std::vector<Bet> bets = bets_of(batch.id);
        switch (step[0] % 16) {
            case 5:
                return take(
                    [&] { return decide(batch, ActivateBatch{maybe_version(batch.version, step[3])}, stamp_); });
            case 6:
                return replace_meta(batch, step);
            case 7:
                return submit(batch, bets, step);
            case 8:
            case 9:
                reopens_ = true;
                return take([&] {
                    return decide(batch,
                                  ReopenBatch{step[3] % 8 == 0 ? "" : "why", maybe_version(batch.version, step[4])},
                                  stamp_);
                });
            case 10:
            case 11:
            case 12:
                return mark_several(batch, bets, step);
            default:
                return mark_one(batch, bets, step);
        }
    }

    void create_account(const Step& step) {
        const CreateAccount command{step[3] % 8 == 0 ? " " : "name " + std::to_string(step[3]), "host", "EUR"};
        const AccountId id{++last_account_};
        take([&] { return decide(command, id, stamp_); });
    }

    void replace_account(const Account& account, const Step& step) {
        const ReplaceAccount command{step[3] % 2 == 0 ? account.name : "name " + std::to_string(step[3]),
                                     account.hostname,
                                     step[4] % 3 == 0 ? std::optional<std::string>("CHF") : std::nullopt,
                                     maybe_version(account.version, step[4])};
        take([&] { return decide(account, command, stamp_); });
    }

    void delete_account(const Account& account, const Step& step) {
        const DeleteAccount command{maybe_version(account.version, step[4])};
        take([&] { return decide(account, command, stamp_); });
    }

    void create_batch(const Account& account, const Step& step) {
        CreateBatch command;
        for (std::uint32_t i = 0; i < step[3] % 6; ++i) {
            NewBet bet = a_new_bet(step[4] % 7 == 0 ? i / 2 : 100 - i);
            bet.stake = {static_cast<std::int64_t>(step[4] + i) * 1'234};
            bet.cost = {static_cast<std::int64_t>(step[5]) - static_cast<std::int64_t>(step[4]) * i};
            command.bets.push_back(bet);
        }
        const BatchId id{++last_batch_};
        const BetId first{last_bet_ + 1};
        last_bet_ += static_cast<std::int64_t>(command.bets.size());
        take([&] { return decide(account, command, id, first, stamp_); });
    }

    void replace_meta(const Batch& batch, const Step& step) {
        const ReplaceMeta command{"{\"x\":" + std::to_string(step[3] % 3) + "}", maybe_version(batch.version, step[4])};
        take([&] { return decide(batch, command, stamp_); });
    }

    void submit(const Batch& batch, const std::vector<Bet>& bets, const Step& step) {
        SubmitBatch command;
        command.pending = static_cast<PendingBets>(step[3] % 3);
        command.expected_version = maybe_version(batch.version, step[4]);
        if (step[5] % 4 == 0) command.expect.pending = static_cast<std::int64_t>(step[5] / 4 % 4);
        std::vector<Bet> pending;
        for (const Bet& bet : bets) {
            if (bet.status == BetStatus::pending) pending.push_back(bet);
        }
        take([&] { return decide(batch, pending, command, stamp_); });
    }

    void mark_one(const Batch& batch, const std::vector<Bet>& bets, const Step& step) {
        if (bets.empty()) return;
        const Bet& bet = bets[step[3] % bets.size()];
        const MarkBet command = mark_of(bet, step[4], step[5]);
        take([&] { return decide(batch, bet, command, stamp_); });
    }

    void mark_several(const Batch& batch, const std::vector<Bet>& bets, const Step& step) {
        std::vector<Bet> some;
        std::vector<MarkBet> commands;
        for (std::size_t i = 0; i < bets.size(); ++i) {
            if ((step[3] >> i) % 2 == 0) continue;
            const auto salt = static_cast<std::uint32_t>(i);
            some.push_back(bets[i]);
            commands.push_back(mark_of(bets[i], step[4] + salt, step[5] / (salt + 1)));
        }
        if (step[0] % 16 == 10) return take([&] { return decide(batch, some, commands, stamp_); });
        take([&]() -> Result<Events> {
            BS_TRY(PartialMarks marks, decide_each(batch, some, commands, stamp_));
            return marks.events;
        });
    }

    static MarkBet mark_of(const Bet& bet, std::uint32_t a, std::uint32_t b) {
        MarkBet command;
        command.bet_id = bet.id;
        if (a % 4 != 3) command.status = static_cast<BetStatus>(a % 4);
        if (b % 3 == 0) command.note = b % 2 == 0 ? "" : "note " + std::to_string(b % 5);
        if (b % 5 == 0) command.reference = b % 2 == 0 ? "" : "B-" + std::to_string(b % 7);
        if (b % 7 == 0) command.cost = b % 2 == 0 ? Money{static_cast<std::int64_t>(b)} : Money{money_units_limit / 3};
        command.expected_version = maybe_version(bet.version, a / 4);
        return command;
    }

    // Mostly none, often the right one, now and then one that is out of date.
    static std::optional<std::int64_t> maybe_version(std::int64_t version, std::uint32_t choice) {
        if (choice % 4 < 2) return std::nullopt;
        return choice % 16 == 15 ? version - 1 : version;
    }

    template <class Decide>
    void take(Decide decide_again) {
        const Result<Events> decision = decide_again();
        const bool same_answer = decision == decide_again();
        RC_ASSERT(same_answer);
        if (!decision) {
            refusals_.insert(refusal_word(decision.error()));
            return;
        }

        const State before = rows_;
        for (const Event& event : *decision) {
            check_reads_back(event);
            record(event);
            log_.push_back(event);
        }
        RC_ASSERT(decision->empty() == (before == rows_));
    }

    // Stored and read again it is the same event; but for the meta of a batch and bets, which stand in the order shown.
    void check_reads_back(const Event& event) const {
        const EventColumns columns{event.type, stamp_.at, event.account_id, event.batch_id, event.bet_id};
        const Result<Event> read = parse_event(columns, encode_payload(event));
        RC_ASSERT(read.has_value());
        Event shown = event;
        if (auto* creation = std::get_if<BatchCreation>(&shown.change)) {
            std::sort(creation->bets.begin(), creation->bets.end(), comes_before);
        }
        RC_ASSERT(*read == shown);
        RC_ASSERT(problem_with(find_row(rows_.accounts, event.account_id), event).empty());
        if (event.batch_id) RC_ASSERT(problem_with(find_row(rows_.batches, *event.batch_id), event).empty());
    }

    template <class Id, class Row>
    static Row find_row(const std::map<Id, Row>& rows, Id id) {
        const auto found = rows.find(id);
        return found == rows.end() ? Row{} : found->second;
    }

    // An event carries the state after it: the rows must come out as it says.
    void record(const Event& event) {
        Account& account = rows_.accounts[event.account_id];
        apply(account, event);
        if (event.batch_id) apply(rows_.batches[*event.batch_id], event);

        if (const auto* change = std::get_if<AccountChange>(&event.change)) {
            RC_ASSERT(account == change->account);
        }
        if (const auto* change = std::get_if<BatchChange>(&event.change)) {
            RC_ASSERT(rows_.batches.at(change->batch.id) == change->batch);
        }
        if (const auto* creation = std::get_if<BatchCreation>(&event.change)) {
            for (const Bet& bet : creation->bets) rows_.bets[bet.id] = bet;
        }
        if (const auto* change = std::get_if<BetsChange>(&event.change)) {
            for (const Bet& bet : change->bets) {
                RC_ASSERT(bet.version == rows_.bets.at(bet.id).version + 1);
                rows_.bets[bet.id] = bet;
            }
        }
    }

    void check_closed_stayed(std::size_t logged) const {
        for (std::size_t i = logged; i < log_.size(); ++i) {
            if (log_[i].batch_id) RC_ASSERT(!closed_before_.contains(*log_[i].batch_id));
        }
    }

    [[nodiscard]] std::set<BatchId> closed_batches() const {
        std::set<BatchId> closed;
        for (const auto& [id, batch] : rows_.batches) {
            if (!is_open(batch.status)) closed.insert(id);
        }
        return closed;
    }

    [[nodiscard]] std::vector<Bet> bets_of(BatchId id) const {
        std::vector<Bet> bets;
        for (const auto& [bet_id, bet] : rows_.bets) {
            if (bet.batch_id == id) bets.push_back(bet);
        }
        return bets;
    }

    template <class Map>
    static const typename Map::mapped_type& nth(const Map& map, std::uint32_t n) {
        return std::next(map.begin(), static_cast<std::ptrdiff_t>(n % map.size()))->second;
    }

    State rows_;
    Events log_;
    std::set<std::string> refusals_;
    Stamp stamp_;
    std::set<BatchId> closed_before_;
    bool reopens_ = false;
    std::int64_t seconds_ = 0;
    std::int64_t last_account_ = 0;
    std::int64_t last_batch_ = 0;
    std::int64_t last_bet_ = 0;
};

Desk a_desk_after_any_history() {
    const auto number = rc::gen::inRange<std::uint32_t>(0, 1'000);
    const auto steps = *rc::gen::scale(4.0, rc::gen::container<std::vector<Step>>(rc::gen::container<Step>(number)));
    Desk desk;
    for (const Step& step : steps) desk.run(step);
    return desk;
}

// Determinism, "no events means that nothing changes", dense versions and closed batches are judged at every step.
RC_GTEST_PROP(History, FoldsToTheRows, ()) {
    const Desk desk = a_desk_after_any_history();

    State folded;
    for (const Event& event : desk.log()) apply(folded, event);

    RC_ASSERT(folded == desk.rows());
}

RC_GTEST_PROP(History, KeepsSummariesThatAreTheSumsOfTheBets, ()) {
    const Desk desk = a_desk_after_any_history();

    std::map<BatchId, Summary> sums;
    for (const auto& [id, bet] : desk.rows().bets) sums[bet.batch_id].add(bet);
    for (const auto& [id, batch] : desk.rows().batches) {
        RC_ASSERT(batch.summary == sums[id]);
        std::int64_t costs = 0;
        for (const Totals& totals : batch.summary.by_status) costs += std::abs(totals.cost.units);
        RC_ASSERT(costs < money_units_limit);
    }
}

RC_GTEST_PROP(History, CountsVersionsAndOpenBatches, ()) {
    const Desk desk = a_desk_after_any_history();

    std::map<BatchId, std::int64_t> events_of;
    std::map<AccountId, std::int64_t> open_of;
    for (const Event& event : desk.log()) {
        if (event.batch_id) ++events_of[*event.batch_id];
    }
    for (const auto& [id, batch] : desk.rows().batches) {
        RC_ASSERT(batch.version == events_of[id]);
        RC_ASSERT(batch.submitted_at.has_value() == !is_open(batch.status));
        RC_ASSERT(batch.completed_at.has_value() == (batch.status == BatchStatus::completed));
        open_of[batch.account_id] += is_open(batch.status) ? 1 : 0;
    }
    for (const auto& [id, account] : desk.rows().accounts) RC_ASSERT(account.open_batches == open_of[id]);
}

// All that came and went, summed up, is what there is: corrections, marks that were taken back, changed costs and
// failed pending bets included.
RC_GTEST_PROP(History, AddsUpInTheStatistics, ()) {
    const Desk desk = a_desk_after_any_history();

    Statistics statistics;
    State state;
    for (const Event& event : desk.log()) {
        if (event.batch_id) {
            tally(statistics, event, state.batches[*event.batch_id],
                  [&](BetId id) -> const Bet& { return state.bets.at(id); });
        }
        apply(state, event);
    }
    std::map<AccountId, Figures> found;
    for (const auto& [key, figures] : statistics) found[key.account_id].add(figures);

    std::map<AccountId, std::array<Figure, bet_status_count>> now;
    std::map<AccountId, std::int64_t> created;
    for (const auto& [id, bet] : desk.rows().bets) {
        const AccountId account = desk.rows().batches.at(bet.batch_id).account_id;
        now[account][static_cast<std::size_t>(bet.status)].add(bet);
        ++created[account];
    }
    for (auto& [account, figures] : found) {
        RC_ASSERT(figures.net == now[account]);
        RC_ASSERT(figures.created.count == created[account]);
        const auto& [pending, successful, failed] = figures.marks;
        // Out of pending go those that were pending at first or were set back to it, less those that still are.
        RC_ASSERT(latency_count(figures) == created[account] + pending.count - now[account][0].count);
        RC_ASSERT(latency_count(figures) <= successful.count + failed.count);
    }
}

// The histories are worth nothing if they never get anywhere.
TEST(History, ReachesEveryEventAndEveryRefusal) {
    std::set<std::string> reached;
    const bool held = rc::check("any history", [&] {
        const Desk desk = a_desk_after_any_history();
        for (const Event& event : desk.log()) reached.emplace(to_word(event.type));
        reached.insert(desk.refusals().begin(), desk.refusals().end());
    });

    std::set<std::string> want = {"not_found", "invalid_field", "version_conflict", "totals_moved",
                                  "invalid_transition"};
    for (std::size_t i = 0; i < event_type_count; ++i) want.emplace(to_word(static_cast<EventType>(i)));
    EXPECT_TRUE(held);
    EXPECT_EQ(reached, want);
}

}  // namespace
}  // namespace bs
