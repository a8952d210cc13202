#include "service/commands.h"

#include "base/json.h"
#include "domain/decide.h"
#include "service/merge_patch.h"

#include <memory>
#include <type_traits>

namespace bs {
namespace {

// A command is what it needs to see (collect) and what it does with it (decide: Result<T>(Group&, const Stamp&, const
// Caller&)).
template <class T, class Collect, class Decide>
class CommandJob final : public WriteJob {
public:
    CommandJob(CommandContext job_context, std::size_t weight, Collect collect, Decide decide, Answering<T> answering)
        : WriteJob(std::move(job_context)),
          weight_(weight),
          collect_(std::move(collect)),
          decide_(std::move(decide)),
          answering_(std::move(answering)) {}

    void collect(Keys& keys) const override { collect_(keys); }
    [[nodiscard]] std::size_t weight() const override { return weight_; }
    void decide(Group& group, const Stamp& stamp) override { result_ = decide_(group, stamp, context.caller); }
    [[nodiscard]] Rendered render() const override { return answering_.render(result_, context.caller); }
    void end(Ending ending) override { answering_.done(Outcome<T>{std::move(result_), std::move(ending)}); }
    void fail(const Error& error) override { answering_.done(Outcome<T>{std::unexpected(error), {}}); }

private:
    const std::size_t weight_;
    Collect collect_;
    Decide decide_;
    Answering<T> answering_;
    Result<T> result_{std::unexpected(Error{ErrorCode::internal, "the command was not decided", {}, {}})};
};

template <class T, class Collect, class Decide>
void submit(Writer& writer, CommandContext context, std::size_t weight, Answering<T> answering, Collect collect,
            Decide decide) {
    // `done` is shared for the moment in which it is not known yet whether the writer takes the job.
    auto done = std::make_shared<std::move_only_function<void(Outcome<T>)>>(std::move(answering.done));
    answering.done = [done](Outcome<T> outcome) { (*done)(std::move(outcome)); };
    auto refused = writer.submit(std::make_unique<CommandJob<T, Collect, Decide>>(
        std::move(context), weight, std::move(collect), std::move(decide), std::move(answering)));
    if (refused) (*done)(Outcome<T>{std::unexpected(std::move(*refused)), {}});
}

// What a command about one existing batch needs beside the batch.
struct BatchNeeds {
    bool sees_pending = false;
    bool changes_account = false;  // the account counts its open batches
};

// What every command about one existing batch has in common: see the account and the batch, decide, record.
template <class Decide>
void submit_batch_change(Writer& writer, CommandContext context, BatchPath path, Answering<Batch> answering,
                         BatchNeeds needs, Decide decide) {
    submit(
        writer, std::move(context), 2, std::move(answering),
        [path, needs](Keys& keys) {
            (needs.changes_account ? keys.accounts_to_change : keys.accounts).push_back(path.account_id);
            keys.batches.push_back(path.batch_id);
            if (needs.sees_pending) keys.pending_bets_of.push_back(path.batch_id);
        },
        [path, decide = std::move(decide)](Group& group, const Stamp& stamp, const Caller& caller) -> Result<Batch> {
            const Batch* batch = group.find_batch(path.account_id, path.batch_id);
            if (batch == nullptr) return no_such("batch in this account");
            BS_TRY(Events events, decide(group, *batch, stamp));
            group.record(std::move(events), caller, stamp.at);
            return *batch;
        });
}

std::unexpected<Error> name_taken(const std::string& name) {
    return fail({ErrorCode::name_taken,
                 "another account is named \"" + name + "\"",
                 {{"/name", "name_taken", "account names are unique; choose another"}},
                 {}});
}

void collect_marks(Keys& keys, BatchPath path, const std::vector<MarkBet>& commands) {
    keys.accounts.push_back(path.account_id);
    keys.batches.push_back(path.batch_id);
    for (const MarkBet& command : commands) keys.bets.push_back({path.batch_id, command.bet_id});
}

// The bets that the commands name, in their order; missing ones are named by their place.
Result<std::vector<Bet>> find_bets(const Group& group, BatchId batch_id, const std::vector<MarkBet>& commands) {
    std::vector<Bet> bets;
    std::vector<FieldError> missing;
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (const Bet* bet = group.find_bet(batch_id, commands[i].bet_id)) {
            bets.push_back(*bet);
        } else {
            missing.push_back({"/" + std::to_string(i) + "/pid", "not_found", "this batch has no such bet"});
        }
    }
    if (missing.empty()) return bets;
    return fail({ErrorCode::not_found,
                 "the batch does not have all of these bets; nothing was changed",
                 std::move(missing),
                 {}});
}

}  // namespace

void Commands::create_account(CommandContext context, CreateAccount command, Answering<Account> answering) {
    const std::string name = command.name;
    submit(
        writer_, std::move(context), 1, std::move(answering),
        [name](Keys& keys) {
            keys.account_names.push_back(name);
            ++keys.new_accounts;
        },
        [command = std::move(command)](Group& group, const Stamp& stamp, const Caller& caller) -> Result<Account> {
            BS_TRY(const AccountId id, group.next_account_id());
            BS_TRY(Events events, bs::decide(command, id, stamp));
            if (group.is_name_taken(command.name, id)) return name_taken(command.name);
            Account created = std::get<AccountChange>(events.front().change).account;
            group.record(std::move(events), caller, stamp.at);
            return created;
        });
}

void Commands::replace_account(CommandContext context, AccountId id, ReplaceAccount command,
                               Answering<Account> answering) {
    const std::string name = command.name;
    submit(
        writer_, std::move(context), 1, std::move(answering),
        [id, name](Keys& keys) {
            keys.accounts_to_change.push_back(id);
            keys.account_names.push_back(name);
        },
        [id, command = std::move(command)](Group& group, const Stamp& stamp, const Caller& caller) -> Result<Account> {
            const Account* account = group.find_account(id);
            if (account == nullptr) return no_such("account");
            BS_TRY(Events events, bs::decide(*account, command, stamp));
            if (group.is_name_taken(command.name, id)) return name_taken(command.name);
            group.record(std::move(events), caller, stamp.at);
            return *account;
        });
}

void Commands::delete_account(CommandContext context, AccountId id, DeleteAccount command,
                              Answering<Nothing> answering) {
    submit(
        writer_, std::move(context), 1, std::move(answering),
        [id](Keys& keys) { keys.accounts_to_delete.push_back(id); },
        [id, command](Group& group, const Stamp& stamp, const Caller& caller) -> Result<Nothing> {
            const Account* account = group.find_account(id);
            if (account == nullptr) return no_such("account");
            BS_TRY(Events events, bs::decide(*account, command, stamp));
            group.record(std::move(events), caller, stamp.at);
            return Nothing{};
        });
}

void Commands::create_batch(CommandContext context, AccountId account_id, CreateBatch command,
                            Answering<CreatedBatch> answering) {
    const std::size_t bets = command.bets.size();
    submit(
        writer_, std::move(context), bets + 2, std::move(answering),
        [account_id, bets](Keys& keys) {
            keys.accounts_to_change.push_back(account_id);
            ++keys.new_batches;
            keys.new_bets += bets;
        },
        [account_id, command = std::move(command)](Group& group, const Stamp& stamp,
                                                   const Caller& caller) -> Result<CreatedBatch> {
            const Account* account = group.find_account(account_id);
            if (account == nullptr) return no_such("account");
            BS_TRY(const BatchId id, group.next_batch_id());
            BS_TRY(const BetId first_bet_id, group.next_bet_ids(command.bets.size()));
            BS_TRY(Events events, bs::decide(*account, command, id, first_bet_id, stamp));
            group.record(std::move(events), caller, stamp.at);
            return CreatedBatch{id, account_id, 1, std::string(group.last_created_batch_json())};
        });
}

void Commands::patch_meta(CommandContext context, BatchPath path, std::string merge_patch,
                          std::optional<std::int64_t> expected_version, Answering<Batch> answering) {
    submit_batch_change(
        writer_, std::move(context), path, std::move(answering), {},
        [merge_patch = std::move(merge_patch), expected_version](Group&, const Batch& batch, const Stamp& stamp) {
            return decide(batch, ReplaceMeta{apply_merge_patch(batch.meta, merge_patch), expected_version}, stamp);
        });
}

void Commands::activate_batch(CommandContext context, BatchPath path, ActivateBatch command,
                              Answering<Batch> answering) {
    submit_batch_change(
        writer_, std::move(context), path, std::move(answering), {},
        [command](Group&, const Batch& batch, const Stamp& stamp) { return decide(batch, command, stamp); });
}

void Commands::submit_batch(CommandContext context, BatchPath path, SubmitBatch command, Answering<Batch> answering) {
    const bool sees_pending = command.pending == PendingBets::fail;
    submit_batch_change(writer_, std::move(context), path, std::move(answering),
                        {.sees_pending = sees_pending, .changes_account = true},
                        [command, sees_pending](Group& group, const Batch& batch, const Stamp& stamp) {
                            const std::vector<Bet> pending =
                                sees_pending ? group.pending_bets_of(batch.id) : std::vector<Bet>{};
                            return decide(batch, pending, command, stamp);
                        });
}

void Commands::reopen_batch(CommandContext context, BatchPath path, ReopenBatch command, Answering<Batch> answering) {
    submit_batch_change(writer_, std::move(context), path, std::move(answering), {.changes_account = true},
                        [command = std::move(command)](Group&, const Batch& batch, const Stamp& stamp) {
                            return decide(batch, command, stamp);
                        });
}

void Commands::mark_bet(CommandContext context, BatchPath path, MarkBet command, Answering<Bet> answering) {
    const BetId bet_id = command.bet_id;
    submit(
        writer_, std::move(context), 2, std::move(answering),
        [path, bet_id](Keys& keys) {
            keys.accounts.push_back(path.account_id);
            keys.batches.push_back(path.batch_id);
            keys.bets.push_back({path.batch_id, bet_id});
        },
        [path, command = std::move(command)](Group& group, const Stamp& stamp, const Caller& caller) -> Result<Bet> {
            const Batch* batch = group.find_batch(path.account_id, path.batch_id);
            if (batch == nullptr) return no_such("batch in this account");
            const Bet* bet = group.find_bet(path.batch_id, command.bet_id);
            if (bet == nullptr) return no_such("bet in this batch");
            BS_TRY(Events events, bs::decide(*batch, *bet, command, stamp));
            group.record(std::move(events), caller, stamp.at);
            return *bet;
        });
}

void Commands::mark_bets(CommandContext context, BatchPath path, std::vector<MarkBet> commands,
                         Answering<std::vector<Bet>> answering) {
    const auto shared = std::make_shared<const std::vector<MarkBet>>(std::move(commands));
    submit(
        writer_, std::move(context), shared->size() + 2, std::move(answering),
        [path, shared](Keys& keys) { collect_marks(keys, path, *shared); },
        [path, shared](Group& group, const Stamp& stamp, const Caller& caller) -> Result<std::vector<Bet>> {
            const Batch* batch = group.find_batch(path.account_id, path.batch_id);
            if (batch == nullptr) return no_such("batch in this account");
            BS_TRY(const std::vector<Bet> before, find_bets(group, path.batch_id, *shared));
            BS_TRY(Events events, bs::decide(*batch, before, *shared, stamp));
            group.record(std::move(events), caller, stamp.at);
            return find_bets(group, path.batch_id, *shared);
        });
}

void Commands::mark_bets_partially(CommandContext context, BatchPath path, std::vector<MarkBet> commands,
                                   Answering<std::vector<MarkedItem>> answering) {
    const auto shared = std::make_shared<const std::vector<MarkBet>>(std::move(commands));
    submit(
        writer_, std::move(context), shared->size() + 2, std::move(answering),
        [path, shared](Keys& keys) { collect_marks(keys, path, *shared); },
        [path, shared](Group& group, const Stamp& stamp, const Caller& caller) -> Result<std::vector<MarkedItem>> {
            const Batch* batch = group.find_batch(path.account_id, path.batch_id);
            if (batch == nullptr) return no_such("batch in this account");

            // A bet that is not there is judged too: refused, item by item, like everything else.
            std::vector<Bet> before;
            for (const MarkBet& command : *shared) {
                const Bet* bet = group.find_bet(path.batch_id, command.bet_id);
                before.push_back(bet == nullptr ? Bet{} : *bet);
            }
            BS_TRY(PartialMarks marks, decide_each(*batch, before, *shared, stamp));
            group.record(std::move(marks.events), caller, stamp.at);

            std::vector<MarkedItem> items;
            for (std::size_t i = 0; i < shared->size(); ++i) {
                const BetId bet_id = (*shared)[i].bet_id;
                if (marks.refusals[i]) {
                    items.push_back({bet_id, {}, std::move(marks.refusals[i])});
                } else {
                    items.push_back({bet_id, *group.find_bet(path.batch_id, bet_id), {}});
                }
            }
            return items;
        });
}

void Commands::replace_preferences(CommandContext context, const std::string& owner, ReplacePreferences command,
                                   Answering<Preferences> answering) {
    submit(
        writer_, std::move(context), 1, std::move(answering),
        [owner](Keys& keys) { keys.preference_owners.push_back(owner); },
        [owner, command = std::move(command)](Group& group, const Stamp&, const Caller&) -> Result<Preferences> {
            const Preferences* stored = group.find_preferences(owner);
            const Preferences before = stored == nullptr ? Preferences{owner} : *stored;
            BS_TRY(Preferences after, bs::decide(before, command, group.preference_owners()));
            if (after.version != before.version) group.record(after);
            return after;
        });
}

}  // namespace bs
