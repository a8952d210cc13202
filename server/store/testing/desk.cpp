#include "store/testing/desk.h"

#include <gtest/gtest.h>

#include <utility>

namespace bs::testing {
namespace {

std::string bet_text(const Bet& bet) {
    return R"({"pid":)" + std::to_string(bet.id.value) + R"(,"id":)" + std::to_string(bet.external_id) + "}";
}

void move_totals(Summary& summary, const Bet& from, const Bet& to) {
    Totals& left = summary.by_status[static_cast<std::size_t>(from.status)];
    left.count -= 1;
    left.stake.units -= from.stake.units;
    left.cost.units -= from.cost.units;
    Totals& joined = summary.by_status[static_cast<std::size_t>(to.status)];
    joined.count += 1;
    joined.stake.units += to.stake.units;
    joined.cost.units += to.cost.units;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Contents& contents) {
    out << contents.accounts.size() << " accounts, " << contents.batches.size() << " batches, " << contents.bets.size()
        << " bets, " << contents.events.size() << " events:";
    for (const StoredEvent& event : contents.events) {
        out << ' ' << event.seq.value << '/' << event.account_seq << ':' << static_cast<int>(event.type);
    }
    return out;
}

Contents read_contents(Store& store) {
    Contents contents;
    auto reader = store.open_reader();
    EXPECT_TRUE(reader.has_value());
    if (!reader) return contents;
    auto snapshot = (*reader)->snapshot();
    EXPECT_TRUE(snapshot.has_value());
    if (!snapshot) return contents;
    const auto accounts = (*snapshot)->accounts();
    EXPECT_TRUE(accounts.has_value());
    for (const Account& account : accounts.value_or(std::vector<Account>{})) {
        contents.accounts.emplace(account.id, account);
        const auto batches = (*snapshot)->batches({account.id, {}, std::nullopt, 1'000'000});
        EXPECT_TRUE(batches.has_value());
        for (const Batch& batch : batches.value_or(std::vector<Batch>{})) {
            contents.batches.emplace(batch.id, batch);
            const auto bets = (*snapshot)->bets_of(batch.id);
            EXPECT_TRUE(bets.has_value());
            for (const Bet& bet : bets.value_or(std::vector<Bet>{})) contents.bets.emplace(bet.id, bet);
        }
    }
    EventQuery everything;
    everything.limit = 1'000'000;
    everything.payload_bytes_max = std::size_t{1} << 40;
    while (true) {
        auto page = (*snapshot)->events(everything);
        EXPECT_TRUE(page.has_value());
        if (!page) break;
        std::ranges::move(page->events, std::back_inserter(contents.events));
        if (!page->has_more) break;
        everything.after = page->reached;
    }
    return contents;
}

Change& Change::create(const Account& account) {
    writes_.new_accounts.push_back(&accounts_.emplace_back(account));
    return *this;
}

Change& Change::change(const Account& account) {
    writes_.changed_accounts.push_back(&accounts_.emplace_back(account));
    return *this;
}

Change& Change::create(const Batch& batch, const std::vector<Bet>& bets) {
    writes_.new_batches.push_back(&batches_.emplace_back(batch));
    for (const Bet& bet : bets) writes_.new_bets.push_back(&bets_.emplace_back(bet));
    return *this;
}

Change& Change::change(const Batch& batch) {
    writes_.changed_batches.push_back(&batches_.emplace_back(batch));
    return *this;
}

Change& Change::change_meta(const Batch& batch) {
    change(batch);
    writes_.changed_metas.push_back(writes_.changed_batches.back());
    return *this;
}

Change& Change::change(const Bet& bet) {
    writes_.changed_bets.push_back(&bets_.emplace_back(bet));
    return *this;
}

Change& Change::report(StoredEvent event) {
    writes_.events.push_back(std::move(event));
    return *this;
}

Change& Change::answer(const std::string& key, Timestamp at, std::string body) {
    IdempotencyRecord record;
    record.key = key;
    record.request_hash.fill(static_cast<std::uint8_t>(key.size()));
    record.status = 201;
    record.fields = "Location: /here\r\n";
    record.body = std::move(body);
    record.at = at;
    writes_.idempotency.push_back(std::move(record));
    writes_.idempotency_events.push_back(writes_.events.size());
    return *this;
}

StoredEvent an_event(EventType type, AccountId account, Timestamp at, std::string payload) {
    StoredEvent event;
    event.type = type;
    event.account_id = account;
    event.at = at;
    event.payload = std::move(payload);
    event.actor = "ana";
    event.request_id = "r-1";
    return event;
}

Result<AccountId> Desk::add_account(const std::string& name) {
    BS_TRY(const AccountId id, store_->next_account_id());
    Account account{.id = id, .name = name, .hostname = "example.org", .created_at = now, .updated_at = now};
    Contents after = acknowledged_;
    after.accounts.emplace(id, account);
    Change change;
    change.create(account).report(an_event(EventType::account_created, id, now));
    BS_CHECK(commit(change, std::move(after)));
    return id;
}

Result<> Desk::rename_account(AccountId id, const std::string& name) {
    Contents after = acknowledged_;
    Account& account = after.accounts.at(id);
    account.name = name;
    account.version += 1;
    account.updated_at = now;
    Change change;
    change.change(account).report(an_event(EventType::account_updated, id, now));
    return commit(change, std::move(after));
}

Result<> Desk::delete_account(AccountId id) {
    Contents after = acknowledged_;
    Account account = after.accounts.at(id);
    account.version += 1;
    account.deleted_at = now;
    after.accounts.erase(id);
    std::erase_if(after.batches, [&](const auto& entry) { return entry.second.account_id == id; });
    std::erase_if(after.bets, [&](const auto& entry) { return !after.batches.contains(entry.second.batch_id); });
    Change change;
    change.change(account).report(an_event(EventType::account_deleted, id, now));
    return commit(change, std::move(after));
}

Result<BatchId> Desk::add_batch(AccountId account_id, std::size_t bets) {
    BS_TRY(const BatchId id, store_->next_batch_id());
    BS_TRY(const BetId first, store_->next_bet_ids(bets));
    Batch batch{
        .id = id, .account_id = account_id, .meta = R"({"name":"seven"})", .created_at = now, .updated_at = now};
    batch.created_by = "bot";
    std::vector<Bet> rows;
    for (std::size_t i = 0; i < bets; ++i) {
        Bet bet{.id = BetId{first.value + static_cast<std::int64_t>(i)},
                .batch_id = id,
                .selection = "1/2/3",
                .stake = Money{10'000},
                .cost = Money{20'000},
                .updated_at = now};
        bet.external_id = static_cast<std::int64_t>(bets - i);
        // No bet is like its neighbours, so that a value in the wrong row shows.
        if (i % 3 == 1) bet.reference = "V-" + std::to_string(i);
        if (i % 5 == 1) bet.note = "note " + std::to_string(i);
        rows.push_back(bet);
        Totals& pending = batch.summary.by_status[0];
        pending.count += 1;
        pending.stake.units += bet.stake.units;
        pending.cost.units += bet.cost.units;
    }
    Contents after = acknowledged_;
    Account& account = after.accounts.at(account_id);
    account.open_batches += 1;
    after.batches.emplace(id, batch);
    for (const Bet& bet : rows) after.bets.emplace(bet.id, bet);
    StoredEvent event = an_event(EventType::batch_created, account_id, now);
    event.batch_id = id;
    Change change;
    change.create(batch, rows).change(account).report(std::move(event));
    BS_CHECK(commit(change, std::move(after)));
    return id;
}

Result<> Desk::set_status(BatchId id, BatchStatus status) {
    Contents after = acknowledged_;
    Batch& batch = after.batches.at(id);
    batch.status = status;
    batch.version += 1;
    batch.updated_at = now;
    StoredEvent event = an_event(EventType::batch_activated, batch.account_id, now);
    event.batch_id = id;
    Change change;
    change.change(batch).report(std::move(event));
    return commit(change, std::move(after));
}

Result<> Desk::mark(BatchId id, const std::vector<std::size_t>& bets, BetStatus status) {
    Contents after = acknowledged_;
    Batch& batch = after.batches.at(id);
    Change change;
    for (const std::size_t number : bets) {
        Bet& bet = after.bets.at(this->bet(id, number));
        const Bet changed = marked(after, bet.id, status);
        move_totals(batch.summary, bet, changed);
        bet = changed;
        batch.version += 1;
        StoredEvent event = an_event(EventType::bet_status_updated, batch.account_id, now, "\"bet\":" + bet_text(bet));
        event.batch_id = id;
        event.bet_id = bet.id;
        change.change(bet).report(std::move(event));
    }
    batch.updated_at = now;
    change.change(batch);
    return commit(change, std::move(after));
}

Result<> Desk::mark_at_once(BatchId id, const std::vector<std::size_t>& bets, BetStatus status) {
    Contents after = acknowledged_;
    Batch& batch = after.batches.at(id);
    Change change;
    std::string payload = "\"bets\":[";
    for (const std::size_t number : bets) {
        Bet& bet = after.bets.at(this->bet(id, number));
        const Bet changed = marked(after, bet.id, status);
        move_totals(batch.summary, bet, changed);
        bet = changed;
        change.change(bet);
        payload += (payload.back() == '[' ? "" : ",") + bet_text(bet);
    }
    batch.version += 1;
    batch.updated_at = now;
    StoredEvent event = an_event(EventType::batch_bets_updated, batch.account_id, now, payload + "]");
    event.batch_id = id;
    change.change(batch).report(std::move(event));
    return commit(change, std::move(after));
}

BetId Desk::bet(BatchId id, std::size_t number) const {
    for (const auto& [bet_id, bet] : acknowledged_.bets) {
        if (bet.batch_id == id) return BetId{bet_id.value + static_cast<std::int64_t>(number)};
    }
    return BetId{};
}

void Desk::settle(Contents found) {
    acknowledged_ = std::move(found);
    possible_.reset();
    account_seqs_.clear();
    for (const StoredEvent& event : acknowledged_.events) account_seqs_[event.account_id] = event.account_seq;
}

Result<> Desk::commit(Change& change, Contents after) {
    auto seqs = account_seqs_;
    for (StoredEvent event : change.writes().events) {
        event.seq = Seq{static_cast<std::int64_t>(after.events.size()) + 1};
        event.account_seq = ++seqs[event.account_id];
        after.events.push_back(std::move(event));
    }
    possible_ = after;
    BS_CHECK(store_->commit(change.writes()));
    acknowledged_ = std::move(after);
    account_seqs_ = std::move(seqs);
    possible_.reset();
    return {};
}

Bet Desk::marked(const Contents& contents, BetId id, BetStatus status) const {
    Bet bet = contents.bets.at(id);
    bet.status = status;
    bet.version += 1;
    bet.updated_at = now;
    bet.updated_by = "ana";
    return bet;
}

}  // namespace bs::testing
