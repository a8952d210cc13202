#include "domain/decide.h"
#include "domain/field_checks.h"
#include "domain/refusals.h"

#include <algorithm>
#include <utility>

namespace bs {

namespace {

std::string pointer_of(std::size_t place) { return "/bets/" + std::to_string(place); }

void check_bet(FieldErrors& errors, std::size_t place, const NewBet& bet) {
    // The pointer is made for what is wrong only: mostly nothing is, ten thousand times in a row.
    const auto add = [&](std::string_view field, Verdict verdict) {
        if (verdict) errors.add(pointer_of(place), field, std::move(verdict));
    };
    add("id", check_external_id(bet.external_id));
    add("selection", check_text(bet.selection, selection_rule));
    add("stake", check_stake(bet.stake));
    add("cost", check_amount(bet.cost));
    add("reference", check_optional_text(bet.reference, reference_rule));
    add("note", check_optional_text(bet.note, note_rule));
}

void check_bets(FieldErrors& errors, const std::vector<NewBet>& bets) {
    std::vector<std::int64_t> ids(bets.size());
    std::transform(bets.begin(), bets.end(), ids.begin(), [](const NewBet& bet) { return bet.external_id; });
    const std::vector<std::size_t> repeated = find_repeated(ids);

    auto next_repeated = repeated.begin();
    for (std::size_t i = 0; i < bets.size(); ++i) {
        if (next_repeated != repeated.end() && *next_repeated == i) {
            ++next_repeated;
            errors.add(pointer_of(i), "id",
                       Flaw{"duplicate", "another bet of this batch has the id " + std::to_string(bets[i].external_id) +
                                             " already"});
        }
        check_bet(errors, i, bets[i]);
    }
}

// Adds up to the limit and not beyond, so that no list of amounts can overflow.
std::int64_t add_up_to_limit(std::int64_t total, Money amount) {
    const std::int64_t magnitude = amount.units < 0 ? -std::max(amount.units, -money_units_limit) : amount.units;
    return std::min(money_units_limit, total + std::min(magnitude, money_units_limit));
}

Verdict check_total(std::string_view what, std::int64_t total) {
    if (total < money_units_limit) return std::nullopt;
    return Flaw{"too_large", "the " + std::string(what) + " of one batch must add up to less than 100000000000"};
}

void check_totals(FieldErrors& errors, const std::vector<NewBet>& bets) {
    std::int64_t stakes = 0;
    std::int64_t costs = 0;
    for (const NewBet& bet : bets) {
        stakes = add_up_to_limit(stakes, bet.stake);
        costs = add_up_to_limit(costs, bet.cost);
    }
    errors.add("/bets", "", check_total("stakes", stakes));
    errors.add("/bets", "", check_total("costs", costs));
}

// An empty text says as little as an absent one.
std::optional<std::string> unless_empty(const std::optional<std::string>& text) {
    return text && !text->empty() ? text : std::nullopt;
}

Bet bet_of(const NewBet& wanted, BetId id, BatchId batch_id, const Stamp& stamp) {
    Bet bet;
    bet.id = id;
    bet.external_id = wanted.external_id;
    bet.batch_id = batch_id;
    bet.selection = wanted.selection;
    bet.stake = wanted.stake;
    bet.cost = wanted.cost;
    bet.updated_at = stamp.at;
    bet.updated_by = stamp.actor;
    bet.reference = unless_empty(wanted.reference);
    bet.note = unless_empty(wanted.note);
    return bet;
}

}  // namespace

std::vector<FieldError> check(const CreateBatch& command) {
    FieldErrors errors;
    errors.add("", "meta", check_meta(command.meta));
    if (const Verdict too_many = check_count(command.bets.size(), limits::bets_per_batch_max)) {
        errors.add("", "bets", too_many);
        return errors.take();
    }
    check_bets(errors, command.bets);
    // A single amount that is too large has been named; that it spoils the total is no news.
    if (errors.empty()) check_totals(errors, command.bets);
    return errors.take();
}

Result<Events> decide(const Account& account, const CreateBatch& command, BatchId new_id, BetId first_bet_id,
                      const Stamp& stamp) {
    BS_CHECK(check_not_deleted(account));
    if (auto errors = check(command); !errors.empty()) return fail(refuse_fields(std::move(errors)));

    BatchCreation creation;
    Batch& batch = creation.batch;
    batch.id = new_id;
    batch.account_id = account.id;
    batch.meta = command.meta;
    batch.created_at = stamp.at;
    batch.updated_at = stamp.at;
    batch.created_by = stamp.actor;

    creation.bets.reserve(command.bets.size());
    BetId next_id = first_bet_id;
    for (const NewBet& wanted : command.bets) {
        creation.bets.push_back(bet_of(wanted, next_id, new_id, stamp));
        batch.summary.add(creation.bets.back());
        ++next_id.value;
    }

    Events events;
    events.push_back({EventType::batch_created, account.id, new_id, std::nullopt, std::move(creation)});
    return events;
}

}  // namespace bs
