#include "domain/apply.h"

#include "base/check.h"

#include <utility>

namespace bs {

namespace {

void assert_next(std::int64_t version, std::int64_t next) { BS_ASSERT(next == version + 1); }

// What lifecycle events change. Their meta is the one that the row has: not copied, it may be long.
void apply_lifecycle(Batch& batch, const Batch& after) {
    batch.status = after.status;
    batch.version = after.version;
    batch.updated_at = after.updated_at;
    batch.submitted_at = after.submitted_at;
    batch.completed_at = after.completed_at;
    batch.submitted_by = after.submitted_by;
}

void apply_update(Account& account, const Account& after) {
    assert_next(account.version, after.version);
    account.name = after.name;
    account.hostname = after.hostname;
    account.currency = after.currency;
    account.version = after.version;
    account.updated_at = after.updated_at;
}

void apply_bets(Batch& batch, const BetsChange& change) {
    assert_next(batch.version, change.batch_version);
    batch.status = change.batch_status;
    batch.version = change.batch_version;
    batch.summary = change.batch_summary;
    batch.updated_at = change.batch_updated_at;
}

const Batch& changed_batch(const Batch& batch, const Event& event) {
    const Batch& after = std::get<BatchChange>(event.change).batch;
    assert_next(batch.version, after.version);
    return after;
}

void apply_to_bets(std::map<BetId, Bet>& bets, const Event& event) {
    for (const Bet& after : std::get<BetsChange>(event.change).bets) {
        Bet& bet = bets.at(after.id);
        BS_ASSERT(bet.batch_id == event.batch_id);
        assert_next(bet.version, after.version);
        bet = after;
    }
}

}  // namespace

void apply(Account& account, const Event& event) {
    if (event.type == EventType::account_created) {
        BS_ASSERT(account == Account{});
        account = std::get<AccountChange>(event.change).account;
    }
    BS_ASSERT(event.account_id == account.id);

    switch (event.type) {
        case EventType::account_updated:
            return apply_update(account, std::get<AccountChange>(event.change).account);
        case EventType::account_deleted:
            BS_ASSERT(!account.deleted_at);
            account.deleted_at = std::get<AccountRemoval>(event.change).deleted_at;
            return;
        case EventType::batch_created:
        case EventType::batch_reopened:
            ++account.open_batches;
            return;
        case EventType::batch_submitted:
            --account.open_batches;
            BS_ASSERT(account.open_batches >= 0);
            return;
        case EventType::account_created:
        case EventType::batch_activated:
        case EventType::batch_updated:
        case EventType::batch_completed:
        case EventType::bet_status_updated:
        case EventType::batch_bets_updated:
            return;
    }
}

void apply(Batch& batch, const Event& event) {
    if (event.type == EventType::batch_created) {
        BS_ASSERT(batch == Batch{});
        batch = std::get<BatchCreation>(event.change).batch;
    }
    BS_ASSERT(event.batch_id == batch.id);

    switch (event.type) {
        case EventType::batch_updated:
            batch.meta = changed_batch(batch, event).meta;
            return apply_lifecycle(batch, changed_batch(batch, event));
        case EventType::batch_activated:
        case EventType::batch_submitted:
        case EventType::batch_reopened:
        case EventType::batch_completed:
            return apply_lifecycle(batch, changed_batch(batch, event));
        case EventType::bet_status_updated:
        case EventType::batch_bets_updated:
            return apply_bets(batch, std::get<BetsChange>(event.change));
        case EventType::account_created:
        case EventType::account_updated:
        case EventType::account_deleted:
        case EventType::batch_created:
            return;
    }
}

std::string_view problem_with(const Account& account, const Event& event) {
    const bool is_creation = event.type == EventType::account_created;
    if (is_creation != (account == Account{})) return is_creation ? "is created twice" : "was not created";
    if (is_creation) {
        const AccountId named = std::get<AccountChange>(event.change).account.id;
        return named == event.account_id ? "" : "is named in an event of another account";
    }
    if (const auto* change = std::get_if<AccountChange>(&event.change); change != nullptr)
        return change->account.version == account.version + 1 ? "" : "skips a version";
    if (event.type == EventType::account_deleted && account.deleted_at) return "is deleted twice";
    if (event.type == EventType::batch_submitted && account.open_batches == 0) return "has no open batch to submit";
    return "";
}

std::string_view problem_with(const Batch& batch, const Event& event) {
    const auto* creation = std::get_if<BatchCreation>(&event.change);
    if ((creation != nullptr) != (batch == Batch{}))
        return creation != nullptr ? "is created twice" : "was not created";
    if (creation != nullptr) return creation->batch.id == event.batch_id ? "" : "is named in an event of another batch";
    if (batch.account_id != event.account_id) return "belongs to another account";
    const auto* change = std::get_if<BatchChange>(&event.change);
    const std::int64_t next =
        change != nullptr ? change->batch.version : std::get<BetsChange>(event.change).batch_version;
    return next == batch.version + 1 ? "" : "skips a version";
}

void apply(State& state, const Event& event) {
    apply(state.accounts[event.account_id], event);
    if (!event.batch_id) return;

    if (event.type == EventType::batch_created) {
        for (const Bet& bet : std::get<BatchCreation>(event.change).bets) {
            const bool is_new = state.bets.emplace(bet.id, bet).second;
            BS_ASSERT(is_new);
        }
    }
    Batch& batch = state.batches[*event.batch_id];
    apply(batch, event);
    BS_ASSERT(batch.account_id == event.account_id);
    if (std::holds_alternative<BetsChange>(event.change)) apply_to_bets(state.bets, event);
}

}  // namespace bs
