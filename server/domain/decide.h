// The rules: state + command + stamp -> events, or a refusal. Pure: no clock, no store, no lock; same input, same
// answer. No events means that everything is already as asked: the command succeeds and changes nothing.
//
// Refusals: `not_found` (a deleted account, a bet that is not in the batch), `invalid_field` (all wrong fields at once,
// pointers into the command as the API's body names them), `version_conflict` (an expected version is not the current
// one; judged before anything else about the state), `totals_moved`, `invalid_transition` (the lifecycle forbids it).
#pragma once

#include "base/result.h"
#include "domain/command.h"
#include "domain/event.h"

#include <cstddef>
#include <span>
#include <vector>

namespace bs {

// Whether a name is free is the caller's to judge (it needs the other accounts): `name_taken` is not said here.
[[nodiscard]] Result<Events> decide(const CreateAccount& command, AccountId new_id, const Stamp& stamp);
[[nodiscard]] Result<Events> decide(const Account& account, const ReplaceAccount& command, const Stamp& stamp);
[[nodiscard]] Result<Events> decide(const Account& account, const DeleteAccount& command, const Stamp& stamp);

// The bets get the ids first_bet_id, first_bet_id + 1, ... in the order of the command.
[[nodiscard]] Result<Events> decide(const Account& account, const CreateBatch& command, BatchId new_id,
                                    BetId first_bet_id, const Stamp& stamp);
// The stakes of a batch, and the absolute costs, must each add up to less than money_units_limit: totals stay exact on
// the wire. The part of CreateBatch that needs no state: what `?dry_run=true` and the importer check. Empty: nothing is
// wrong.
[[nodiscard]] std::vector<FieldError> check(const CreateBatch& command);

[[nodiscard]] Result<Events> decide(const Batch& batch, const ReplaceMeta& command, const Stamp& stamp);
[[nodiscard]] Result<Events> decide(const Batch& batch, const ActivateBatch& command, const Stamp& stamp);
// `pending` holds the pending bets of the batch when command.pending is `fail`, and may be empty otherwise.
// An account without a vendor adapter goes through submitted and completed at once: two events. Of a closed batch it is
// said that it is closed already, whatever its totals are.
[[nodiscard]] Result<Events> decide(const Batch& batch, std::span<const Bet> pending, const SubmitBatch& command,
                                    const Stamp& stamp);
[[nodiscard]] Result<Events> decide(const Batch& batch, const ReopenBatch& command, const Stamp& stamp);

// One bet. The first change of a bet of a `created` batch activates the batch: two events.
// The same verdict twice is a retry whose first answer was lost, not a mistake: no events, even when the batch is
// closed. A mark must leave the costs of the batch, each status taken absolutely, below money_units_limit.
[[nodiscard]] Result<Events> decide(const Batch& batch, const Bet& bet, const MarkBet& command, const Stamp& stamp);

// Several bets of one batch at once, all or nothing: one batch_bets_updated with the bets that changed.
// `bets[i]` belongs to `commands[i]`; give Bet{} for one that the batch does not have. A refusal names every item that
// it is about: pointer "/3/version"; `current` is the bet of the first. At most marks_per_request_max; the same bet
// twice is `invalid_field`.
[[nodiscard]] Result<Events> decide(const Batch& batch, std::span<const Bet> bets, std::span<const MarkBet> commands,
                                    const Stamp& stamp);

// The same, item by item: what can be done is done (one event for all that changed), and `refusals[i]` says why item i
// was not. Fails as a whole only when the command itself is malformed (too many, the same bet twice).
struct PartialMarks {
    Events events;
    std::vector<std::optional<Error>> refusals;
};
[[nodiscard]] Result<PartialMarks> decide_each(const Batch& batch, std::span<const Bet> bets,
                                               std::span<const MarkBet> commands, const Stamp& stamp);

}  // namespace bs
