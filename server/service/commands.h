// The only door through which state changes: one method for each thing that a person, bot or adapter may do. Each
// queues a command for the writer and returns at once; `done` is called exactly once, on the writer's thread after the
// commit, or on this thread when the command could not be queued. Any thread.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "domain/command.h"
#include "domain/event.h"
#include "domain/preferences.h"
#include "service/caller.h"
#include "service/writer.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bs {

template <class T>
struct Outcome {
    Result<T> result;
    Ending ending;
};

// How the answer looks (a pure function of the result and the caller), and who gets the outcome.
template <class T>
struct Answering {
    Rendered (*render)(const Result<T>&, const Caller&);
    std::move_only_function<void(Outcome<T>)> done;
};

// A batch that was just created, as the JSON that its event holds.
struct CreatedBatch {
    BatchId id;
    AccountId account_id;
    std::int64_t version = 0;
    std::string json;
};

struct Nothing {};

struct MarkedItem {
    BetId bet_id;
    std::optional<Bet> bet;      // as it is after the command
    std::optional<Error> error;  // why this item was refused
};

// Which batch of which account: the path's account must own the batch.
struct BatchPath {
    AccountId account_id;
    BatchId batch_id;
};

class Commands {
public:
    explicit Commands(Writer& writer) : writer_(writer) {}

    void create_account(CommandContext context, CreateAccount command, Answering<Account> answering);
    void replace_account(CommandContext context, AccountId id, ReplaceAccount command, Answering<Account> answering);
    void delete_account(CommandContext context, AccountId id, DeleteAccount command, Answering<Nothing> answering);

    void create_batch(CommandContext context, AccountId account_id, CreateBatch command,
                      Answering<CreatedBatch> answering);
    // A JSON merge patch (RFC 7396) of the batch's meta, as the text of an object.
    void patch_meta(CommandContext context, BatchPath path, std::string merge_patch,
                    std::optional<std::int64_t> expected_version, Answering<Batch> answering);
    void activate_batch(CommandContext context, BatchPath path, ActivateBatch command, Answering<Batch> answering);
    void submit_batch(CommandContext context, BatchPath path, SubmitBatch command, Answering<Batch> answering);
    void reopen_batch(CommandContext context, BatchPath path, ReopenBatch command, Answering<Batch> answering);

    void mark_bet(CommandContext context, BatchPath path, MarkBet command, Answering<Bet> answering);
    // All or nothing; the result holds every named bet in the order of the commands.
    void mark_bets(CommandContext context, BatchPath path, std::vector<MarkBet> commands,
                   Answering<std::vector<Bet>> answering);
    // What can be done is done.
    void mark_bets_partially(CommandContext context, BatchPath path, std::vector<MarkBet> commands,
                             Answering<std::vector<MarkedItem>> answering);

    // No event tells of it.
    void replace_preferences(CommandContext context, const std::string& owner, ReplacePreferences command,
                             Answering<Preferences> answering);

private:
    Writer& writer_;
};

}  // namespace bs
