#include "cli/import/plan.h"

#include "base/limits.h"
#include "cli/import/batch_body.h"
#include "cli/text.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bs::cli {
namespace {

void add(Money& sum, Money amount, bool& fits) {
    if (__builtin_add_overflow(sum.units, amount.units, &sum.units)) fits = false;
}

// A `batch` value that comes back after another one would make two batches of what was meant as one. Each is kept as a
// number of 64 bits and the place of its first row: two different values that share a number are no danger in practice.
class GroupCheck {
public:
    void note(const FileBatch& batch) {
        if (batch.group.empty() || batch.group == last_) return;
        last_ = batch.group;
        seen_.emplace_back(std::hash<std::string_view>{}(batch.group), batch.start);
    }

    void report(ProblemReport& report, std::string_view row_word) {
        std::ranges::stable_sort(seen_, {}, [](const Seen& seen) { return seen.first; });
        std::vector<std::pair<Place, Place>> repeated;  // again, first
        for (std::size_t i = 1; i < seen_.size(); ++i) {
            if (seen_[i].first == seen_[i - 1].first) repeated.emplace_back(seen_[i].second, seen_[i - 1].second);
        }
        std::ranges::sort(repeated, {}, [](const auto& pair) { return pair.first.row; });
        for (const auto& [again, first] : repeated) {
            report.add({again, "batch",
                        "comes back after other batches (before: row " + std::to_string(first.row) +
                            "); sort the rows by batch"},
                       row_word);
        }
    }

private:
    using Seen = std::pair<std::size_t, Place>;
    std::string last_;
    std::vector<Seen> seen_;
};

// `goes_on`: the batch before was too long already, which has been said.
void check_size(FileBatch& batch, bool goes_on) {
    const auto refuse = [&batch](std::string_view column, std::string detail) {
        batch.problems.push_back({batch.start, std::string(column), std::move(detail)});
    };
    const std::string bets_max = with_separators(limits::bets_per_batch_max);
    if (batch.continues_previous && !goes_on) {
        refuse(batch.group.empty() ? "" : "batch",
               "is beyond the " + bets_max + " bets that one batch may hold; " +
                   (batch.group.empty()
                        ? "add a column `batch`, or say --split " + std::to_string(limits::bets_per_batch_max)
                        : "say --split " + std::to_string(limits::bets_per_batch_max)));
    }
    if (body_bytes_bound(batch.command) <= limits::body_bytes_max) return;
    std::string body;
    append_body(body, batch.command.meta, batch.command.bets);
    if (body.size() <= limits::body_bytes_max) return;
    refuse("", "starts a batch of " + with_separators(body.size()) + " bytes; a request holds at most " +
                   with_separators(limits::body_bytes_max) + ", so say a smaller --split");
}

}  // namespace

Result<ImportPlan> make_plan(BatchReader& reader, ProblemReport& report,
                             const std::function<void(const ImportPlan&)>& on_progress) {
    ImportPlan plan;
    FileBatch batch;
    GroupCheck groups;
    bool goes_on = false;
    for (;;) {
        BS_TRY(const bool found, reader.next(batch));
        if (!found) break;
        check_size(batch, std::exchange(goes_on, batch.continues_previous));
        check_rules(batch);
        groups.note(batch);
        for (const RowProblem& problem : batch.problems) report.add(problem, reader.row_word());

        ++plan.batches;
        plan.rows += batch.rows;
        plan.bets += batch.command.bets.size();
        for (const NewBet& bet : batch.command.bets) {
            add(plan.stake, bet.stake, plan.sums_fit);
            add(plan.cost, bet.cost, plan.sums_fit);
        }
        on_progress(plan);
    }
    groups.report(report, reader.row_word());
    return plan;
}

}  // namespace bs::cli
