#include "domain/mark_judge.h"

#include "domain/batch_steps.h"
#include "domain/field_checks.h"
#include "domain/refusals.h"

#include <utility>

namespace bs {

namespace {

Result<> check_fields(const MarkBet& command, std::string_view item) {
    FieldErrors errors;
    errors.add(item, "note", check_optional_text(command.note, note_rule));
    errors.add(item, "reference", check_optional_text(command.reference, reference_rule));
    if (command.cost) errors.add(item, "cost", check_amount(*command.cost));
    if (errors.empty()) return {};
    return fail(refuse_fields(errors.take()));
}

// What the mark wants `text` to be: an empty one clears it.
void set_text(std::optional<std::string>& text, const std::optional<std::string>& wanted) {
    if (!wanted) return;
    if (wanted->empty()) {
        text.reset();
    } else {
        text = *wanted;
    }
}

bool has_text(const std::optional<std::string>& text, const std::optional<std::string>& wanted) {
    return !wanted || (wanted->empty() ? !text : text == wanted);
}

bool changes(const Bet& bet, const MarkBet& command) {
    return (command.status && *command.status != bet.status) || (command.cost && *command.cost != bet.cost) ||
           !has_text(bet.note, command.note) || !has_text(bet.reference, command.reference);
}

Bet marked(const Bet& bet, const MarkBet& command, const Stamp& stamp) {
    Bet after = bet;
    if (command.status) after.status = *command.status;
    if (command.cost) after.cost = *command.cost;
    set_text(after.note, command.note);
    set_text(after.reference, command.reference);
    ++after.version;
    after.updated_at = stamp.at;
    after.updated_by = stamp.actor;
    return after;
}

// Marks keep |pending| + |successful| + |failed| costs below the limit of money, as the creation did; failing all
// pending bets cannot break that. So totals stay exact on the wire, and no sum of ours can overflow.
bool costs_fit(const Summary& summary) {
    std::int64_t units = 0;
    for (const Totals& totals : summary.by_status) {
        units += totals.cost.units < 0 ? -totals.cost.units : totals.cost.units;
    }
    return units < money_units_limit;
}

// An error that names the item of a list; about a mark that stands alone there is nothing to name.
std::unexpected<Error> refuse_item(Error error, std::string_view item, std::string_view field, std::string_view code) {
    if (!item.empty()) {
        FieldErrors errors;
        errors.add(item, field, Flaw{code, error.detail});
        error.fields = errors.take();
    }
    return fail(std::move(error));
}

}  // namespace

MarkJudge::MarkJudge(const Batch& batch, const Stamp& stamp) : batch_(batch), stamp_(stamp), summary_(batch.summary) {}

Result<> MarkJudge::take(const Bet& bet, const MarkBet& command, std::string_view item) {
    if (bet.batch_id != batch_.id || bet.id != command.bet_id) {
        return refuse_item({ErrorCode::not_found, "this batch has no such bet", {}, {}}, item, "pid", "not_found");
    }
    BS_CHECK(check_fields(command, item));
    if (auto version = check_version(bet, command.expected_version); !version) {
        return refuse_item(std::move(version).error(), item, "version", "version_conflict");
    }
    if (!changes(bet, command)) return {};
    if (!is_open(batch_.status)) {
        return refuse_item({ErrorCode::invalid_transition, closed_detail(batch_), {}, {}}, item, "",
                           "invalid_transition");
    }

    Bet after = marked(bet, command, stamp_);
    Summary summary = summary_;
    summary.remove(bet);
    summary.add(after);
    if (!costs_fit(summary)) {
        FieldErrors errors;
        errors.add(item, command.cost ? "cost" : "status",
                   Flaw{"too_large", "the costs of one batch must add up to less than 100000000000"});
        return fail(refuse_fields(errors.take()));
    }
    summary_ = summary;
    changed_.push_back(std::move(after));
    return {};
}

Events MarkJudge::events(EventType type) {
    if (changed_.empty()) return {};
    return bets_events(type, batch_, std::exchange(changed_, {}), summary_, stamp_);
}

}  // namespace bs
