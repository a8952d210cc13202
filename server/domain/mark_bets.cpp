#include "base/check.h"
#include "domain/decide.h"
#include "domain/field_checks.h"
#include "domain/mark_judge.h"

#include <algorithm>

namespace bs {

namespace {

// What is wrong with the list whatever its bets are.
Result<> check_list(std::span<const MarkBet> commands) {
    FieldErrors errors;
    errors.add("", "", check_count(commands.size(), limits::marks_per_request_max));
    if (errors.empty()) {
        std::vector<std::int64_t> ids(commands.size());
        std::transform(commands.begin(), commands.end(), ids.begin(), [](const MarkBet& c) { return c.bet_id.value; });
        for (const std::size_t place : find_repeated(ids)) {
            errors.add("/" + std::to_string(place), "pid",
                       Flaw{"duplicate", "bet " + std::to_string(ids[place]) + " stands in this list already"});
        }
    }
    if (errors.empty()) return {};
    return fail(refuse_fields(errors.take()));
}

// The refusals as one: the most telling code, every item that has it, and what stands in the way of the first.
std::optional<Error> merge(std::span<const std::optional<Error>> refusals) {
    const Error* first = nullptr;
    for (const auto& refusal : refusals) {
        if (refusal && (first == nullptr || refusal->code < first->code)) first = &*refusal;
    }
    if (first == nullptr) return std::nullopt;

    Error merged{first->code, {}, {}, first->current};
    for (const auto& refusal : refusals) {
        if (!refusal || refusal->code != merged.code) continue;
        merged.fields.insert(merged.fields.end(), refusal->fields.begin(), refusal->fields.end());
    }
    merged.detail = summarise(merged.fields);
    return merged;
}

}  // namespace

Result<PartialMarks> decide_each(const Batch& batch, std::span<const Bet> bets, std::span<const MarkBet> commands,
                                 const Stamp& stamp) {
    BS_ASSERT(bets.size() == commands.size());
    BS_CHECK(check_list(commands));

    PartialMarks marks;
    marks.refusals.resize(commands.size());
    MarkJudge judge(batch, stamp);
    for (std::size_t i = 0; i < commands.size(); ++i) {
        auto taken = judge.take(bets[i], commands[i], "/" + std::to_string(i));
        if (!taken) marks.refusals[i] = std::move(taken).error();
    }
    marks.events = judge.events(EventType::batch_bets_updated);
    return marks;
}

Result<Events> decide(const Batch& batch, std::span<const Bet> bets, std::span<const MarkBet> commands,
                      const Stamp& stamp) {
    BS_TRY(PartialMarks marks, decide_each(batch, bets, commands, stamp));
    if (auto refusal = merge(marks.refusals)) return fail(*std::move(refusal));
    return std::move(marks.events);
}

}  // namespace bs
