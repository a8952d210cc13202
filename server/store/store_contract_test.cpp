// What every store promises, whatever it is made of: one suite, run on each adapter.
#include "store/store.h"
#include "store/testing/desk.h"
#include "store/testing/store_home.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <set>

namespace bs::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StoreContract : public ::testing::TestWithParam<StoreKind> {
protected:
    std::unique_ptr<StoreHome> home = GetParam().make();
};

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().detail);
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

std::vector<std::int64_t> seqs_of(const std::vector<StoredEvent>& events) {
    std::vector<std::int64_t> seqs;
    for (const StoredEvent& event : events) seqs.push_back(event.seq.value);
    return seqs;
}

std::vector<std::int64_t> ids_of(const std::vector<Batch>& batches) {
    std::vector<std::int64_t> ids;
    for (const Batch& batch : batches) ids.push_back(batch.id.value);
    return ids;
}

struct View {
    std::unique_ptr<Reader> reader;
    std::unique_ptr<Snapshot> snapshot;

    Snapshot* operator->() const { return snapshot.get(); }
};

View look(Store& store) {
    View view;
    view.reader = must(store.open_reader());
    view.snapshot = must(view.reader->snapshot());
    return view;
}

// --- rows ---

TEST_P(StoreContract, IsEmptyAtFirst) {
    Store& store = home->open();

    const View view = look(store);

    EXPECT_EQ(view->head(), Seq{0});
    EXPECT_EQ(view->floor(), Seq{1});
    EXPECT_EQ(store.head(), Seq{0});
    EXPECT_EQ(store.floor(), Seq{1});
    EXPECT_THAT(must(view->accounts()), IsEmpty());
    EXPECT_THAT(must(view->events({})).events, IsEmpty());
}

TEST_P(StoreContract, ShowsEveryRowAsItWasWritten) {
    Desk desk(home->open());
    const AccountId ana = must(desk.add_account("ana"));
    const AccountId bo = must(desk.add_account("bo"));
    const BatchId first = must(desk.add_batch(ana, 3));
    const BatchId second = must(desk.add_batch(bo, 2));
    must(desk.add_batch(bo, 0));
    must(desk.mark(first, {0, 2}, BetStatus::successful));
    must(desk.mark_at_once(second, {0, 1}, BetStatus::failed));
    must(desk.set_status(first, BatchStatus::completed));
    must(desk.rename_account(bo, "bob"));

    EXPECT_EQ(read_contents(home->open()), desk.acknowledged());
}

TEST_P(StoreContract, KeepsEveryFieldOfABatchAndItsBets) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));
    const BatchId batch_id = must(desk.add_batch(account, 1));
    Batch batch = desk.acknowledged().batches.at(batch_id);
    Bet bet = desk.acknowledged().bets.begin()->second;
    batch.status = BatchStatus::submitted;
    batch.version = 2;
    batch.submitted_at = Timestamp{5};
    batch.completed_at = Timestamp{-6};
    batch.submitted_by = "zoë";
    batch.meta = R"({"a":[1,2.50,"x"]})";
    batch.summary.by_status[0] = {0, {}, {}};
    batch.summary.by_status[1] = {1, Money{10'000}, Money{-999'999'999'999'999}};
    bet.status = BetStatus::successful;
    bet.cost = Money{-999'999'999'999'999};
    bet.reference = "V-1";
    bet.note = "";
    bet.updated_by = "bot";
    bet.version = 9'000'000'000;

    Change change;
    must(store.commit(change.change_meta(batch).change(bet).writes()));

    Store& again = home->open();
    const View view = look(again);
    EXPECT_EQ(must(view->find_batch(batch_id)), batch);
    EXPECT_EQ(must(view->find_bet({batch_id, bet.id})), bet);
    EXPECT_THAT(must(view->bets_of(batch_id)), ElementsAre(bet));
}

TEST_P(StoreContract, LoadsWhatAGroupNeeds) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));
    const BatchId batch = must(desk.add_batch(account, 4));
    must(desk.mark(batch, {1}, BetStatus::failed));
    const Contents& known = desk.acknowledged();
    const BetId marked = desk.bet(batch, 1);

    const Loaded loaded = must(store.load({.accounts = {account, AccountId{99}, account},
                                           .account_names = {"ana", "nobody", "ana"},
                                           .batches = {batch, BatchId{99}},
                                           .bets = {{batch, marked}, {batch, BetId{99}}, {BatchId{99}, marked}},
                                           .pending_bets_of = {batch, BatchId{99}},
                                           .idempotency_keys = {"none"}}));

    EXPECT_EQ(loaded.accounts, (std::unordered_map<AccountId, Account>{{account, known.accounts.at(account)}}));
    EXPECT_EQ(loaded.accounts_by_name, (std::unordered_map<std::string, AccountId>{{"ana", account}}));
    EXPECT_EQ(loaded.batches, (std::unordered_map<BatchId, Batch>{{batch, known.batches.at(batch)}}));
    EXPECT_EQ(loaded.bets.at(marked), known.bets.at(marked));
    ASSERT_TRUE(loaded.pending_bets_of.contains(batch));
    EXPECT_THAT(loaded.pending_bets_of.at(batch),
                ElementsAre(desk.bet(batch, 0), desk.bet(batch, 2), desk.bet(batch, 3)));
    for (const BetId id : loaded.pending_bets_of.at(batch)) EXPECT_EQ(loaded.bets.at(id), known.bets.at(id));
    EXPECT_TRUE(loaded.idempotency.empty());
}

TEST_P(StoreContract, DoesNotFindABetUnderAnotherBatch) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));
    const BatchId batch = must(desk.add_batch(account, 1));
    const BatchId other = must(desk.add_batch(account, 1));

    const View view = look(store);

    EXPECT_EQ(must(view->find_bet({other, desk.bet(batch, 0)})), std::nullopt);
    EXPECT_NE(must(view->find_bet({batch, desk.bet(batch, 0)})), std::nullopt);
}

TEST_P(StoreContract, OrdersBetsByTheNumberOfTheCaller) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));
    const BatchId batch = must(desk.add_batch(account, 5));  // numbered 5, 4, 3, 2, 1

    const View view = look(store);
    const auto bets = must(view->bets_of(batch));

    EXPECT_TRUE(std::ranges::is_sorted(bets, {}, &Bet::external_id));
    EXPECT_EQ(bets.size(), 5U);
}

TEST_P(StoreContract, TakesTheLargestBatch) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));

    const BatchId batch = must(desk.add_batch(account, limits::bets_per_batch_max));

    const View view = look(store);
    EXPECT_EQ(must(view->bets_of(batch)).size(), limits::bets_per_batch_max);
}

// An adapter may write many rows at once: the numbers are around every count that could be so many.
TEST_P(StoreContract, KeepsEveryBetOfABatchOfAnySize) {
    Desk desk(home->open());
    const AccountId account = must(desk.add_account("ana"));

    for (std::size_t bets = 1; bets <= 67; bets += 3) must(desk.add_batch(account, bets));
    for (const std::size_t bets : {15U, 16U, 17U, 31U, 32U, 33U}) must(desk.add_batch(account, bets));

    EXPECT_EQ(read_contents(home->open()), desk.acknowledged());
}

// --- transactions ---

TEST_P(StoreContract, NumbersEventsWithoutGapsAcrossRestart) {
    Desk desk(home->open());
    const AccountId ana = must(desk.add_account("ana"));
    const AccountId bo = must(desk.add_account("bo"));
    desk.move_to(home->open());
    must(desk.add_batch(ana, 2));
    must(desk.add_batch(bo, 2));
    desk.move_to(home->open());
    must(desk.rename_account(ana, "anna"));

    // The desk numbers its own memory densely, and so must the store.
    EXPECT_EQ(read_contents(home->open()), desk.acknowledged());
    EXPECT_EQ(desk.acknowledged().events.back().seq, Seq{5});
    EXPECT_EQ(desk.acknowledged().events.back().account_seq, 3);
}

TEST_P(StoreContract, LeavesNoTraceOfAFailedCommit) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));
    const BatchId batch = must(desk.add_batch(account, 2));
    Account renamed = desk.acknowledged().accounts.at(account);
    renamed.name = "changed";
    Batch missing = desk.acknowledged().batches.at(batch);
    missing.id = BatchId{12'345};

    Change change;
    change.change(renamed)
        .report(an_event(EventType::account_updated, account, desk.now))
        .answer("key", desk.now, "{}")
        .change(missing);
    const auto refused = store.commit(change.writes());

    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::internal);
    EXPECT_EQ(read_contents(store), desk.acknowledged());
    EXPECT_TRUE(must(store.load({.idempotency_keys = {"key"}})).idempotency.empty());
    must(desk.mark(batch, {0}, BetStatus::successful));
    EXPECT_EQ(read_contents(store), desk.acknowledged());
    EXPECT_EQ(read_contents(home->open()), desk.acknowledged());
}

TEST_P(StoreContract, KeepsASnapshotWhileOthersWrite) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));
    const BatchId batch = must(desk.add_batch(account, 2));
    const View before = look(store);
    const Batch then = desk.acknowledged().batches.at(batch);

    must(desk.mark(batch, {0}, BetStatus::successful));
    must(desk.add_account("bo"));

    EXPECT_EQ(before->head(), Seq{2});
    EXPECT_EQ(must(before->find_batch(batch)), then);
    EXPECT_EQ(must(before->accounts()).size(), 1U);
    EXPECT_THAT(seqs_of(must(before->events({})).events), ElementsAre(1, 2));
    const View after = look(store);
    EXPECT_EQ(after->head(), Seq{4});
    EXPECT_EQ(must(after->find_batch(batch)), desk.acknowledged().batches.at(batch));
    EXPECT_EQ(store.head(), Seq{4});
}

TEST_P(StoreContract, TakesAGroupWithoutEvents) {
    Store& store = home->open();
    Change change;
    change.answer("key", Timestamp{1}, "{}");

    must(store.commit(change.writes()));

    EXPECT_EQ(store.head(), Seq{0});
    EXPECT_EQ(must(store.load({.idempotency_keys = {"key"}})).idempotency.at("key").cursor, Seq{0});
}

TEST_P(StoreContract, NeverGivesAnIdTwice) {
    std::set<std::int64_t> accounts;
    std::set<std::int64_t> batches;
    std::set<std::int64_t> bets;
    Desk desk(home->open());
    const AccountId account = must(desk.add_account("ana"));
    accounts.insert(account.value);
    for (int restart = 0; restart < 3; ++restart) {
        Store& store = home->open();
        desk.move_to(store);
        // Ids of a group that was refused.
        static_cast<void>(must(store.next_account_id()));
        static_cast<void>(must(store.next_batch_id()));
        static_cast<void>(must(store.next_bet_ids(7)));
        const AccountId gone = must(desk.add_account("gone"));
        EXPECT_TRUE(accounts.insert(gone.value).second);
        must(desk.delete_account(gone));
        const BatchId batch = must(desk.add_batch(account, 3));
        EXPECT_TRUE(batches.insert(batch.value).second);
        for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(bets.insert(desk.bet(batch, i).value).second);
        EXPECT_TRUE(batches.insert(must(desk.add_batch(account, 0)).value).second);
    }
}

TEST_P(StoreContract, CountsCommits) {
    Store& store = home->open();
    Desk desk(store);
    must(desk.add_account("ana"));
    must(desk.add_account("bo"));

    EXPECT_EQ(store.stats().commits, 2U);
    EXPECT_FALSE(store.stats().poisoned);
}

// --- accounts ---

TEST_P(StoreContract, ListsAccountsNewestFirst) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId ana = must(desk.add_account("ana"));
    const AccountId bo = must(desk.add_account("bo"));
    const AccountId cy = must(desk.add_account("cy"));
    must(desk.delete_account(bo));

    const View view = look(store);
    const auto accounts = must(view->accounts());

    ASSERT_EQ(accounts.size(), 2U);
    EXPECT_EQ(accounts[0].id, cy);
    EXPECT_EQ(accounts[1].id, ana);
}

TEST_P(StoreContract, HidesDeletedAccountsAndAllThatWasTheirs) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));
    const BatchId batch = must(desk.add_batch(account, 2));
    const BetId bet = desk.bet(batch, 0);

    must(desk.delete_account(account));

    const View view = look(store);
    EXPECT_EQ(must(view->find_account(account)), std::nullopt);
    EXPECT_EQ(must(view->find_batch(batch)), std::nullopt);
    EXPECT_EQ(must(view->find_bet({batch, bet})), std::nullopt);
    EXPECT_THAT(must(view->bets_of(batch)), IsEmpty());
    EXPECT_THAT(must(view->batches({.account_id = account})), IsEmpty());
    EXPECT_EQ(must(view->events({})).events.size(), 3U) << "history stays";
    const Loaded loaded = must(store.load({.accounts = {account},
                                           .account_names = {"ana"},
                                           .batches = {batch},
                                           .bets = {{batch, bet}},
                                           .pending_bets_of = {batch}}));
    EXPECT_TRUE(loaded.accounts.empty());
    EXPECT_TRUE(loaded.accounts_by_name.empty());
    EXPECT_TRUE(loaded.batches.empty());
    EXPECT_TRUE(loaded.bets.empty());
    EXPECT_TRUE(loaded.pending_bets_of.empty());
}

TEST_P(StoreContract, FreesTheNameOfADeletedAccount) {
    Store& store = home->open();
    Desk desk(store);
    must(desk.delete_account(must(desk.add_account("ana"))));

    const AccountId successor = must(desk.add_account("ana"));

    EXPECT_EQ(must(store.load({.account_names = {"ana"}})).accounts_by_name.at("ana"), successor);
}

TEST_P(StoreContract, SwapsNamesWithinOneGroup) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId ana = must(desk.add_account("ana"));
    const AccountId bo = must(desk.add_account("bo"));
    const AccountId cy = must(desk.add_account("cy"));
    Account first = desk.acknowledged().accounts.at(ana);
    Account second = desk.acknowledged().accounts.at(bo);
    Account third = desk.acknowledged().accounts.at(cy);
    std::swap(first.name, second.name);
    third.deleted_at = desk.now;
    Account fourth = third;
    fourth.id = must(store.next_account_id());
    fourth.deleted_at.reset();

    Change change;
    must(store.commit(change.change(first).change(second).change(third).create(fourth).writes()));

    const auto names = must(store.load({.account_names = {"ana", "bo", "cy"}})).accounts_by_name;
    EXPECT_EQ(names, (std::unordered_map<std::string, AccountId>{{"ana", bo}, {"bo", ana}, {"cy", fourth.id}}));
}

// --- idempotency ---

TEST_P(StoreContract, ReturnsTheAnswerUnderItsKey) {
    Desk desk(home->open());
    const AccountId account = must(desk.add_account("ana"));
    Store& store = home->open();
    Change change;
    change.report(an_event(EventType::account_updated, account, Timestamp{8}))
        .answer("first", Timestamp{7}, R"({"id":1})")
        .report(an_event(EventType::account_updated, account, Timestamp{8}))
        .report(an_event(EventType::account_updated, account, Timestamp{8}))
        .answer("second one", Timestamp{8}, std::string(70'000, 'x'));

    must(store.commit(change.writes()));

    EXPECT_EQ(change.writes().idempotency[0].cursor, Seq{2});
    const auto found = must(home->open().load({.idempotency_keys = {"first", "second one", "third"}})).idempotency;
    ASSERT_EQ(found.size(), 2U);
    const IdempotencyRecord& first = found.at("first");
    EXPECT_EQ(first.key, "first");
    EXPECT_EQ(first.request_hash, change.writes().idempotency[0].request_hash);
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(first.fields, "Location: /here\r\n");
    EXPECT_EQ(first.body, R"({"id":1})");
    EXPECT_EQ(first.at, Timestamp{7});
    EXPECT_EQ(first.cursor, Seq{2});
    EXPECT_EQ(found.at("second one").cursor, Seq{4});
    EXPECT_EQ(found.at("second one").body.size(), 70'000U);
}

TEST_P(StoreContract, ForgetsAnswersAfterAWeek) {
    if (!home->forgets()) GTEST_SKIP() << "this store keeps everything";
    home->retention.rows_per_step = 2;
    Store& store = home->open();
    const Timestamp start{1'700'000'000'000'000};
    const auto later = [&](std::int64_t hours) { return Timestamp{start.micros + hours * 3'600'000'000}; };
    Change change;
    for (int i = 0; i < 5; ++i) change.answer("old " + std::to_string(i), start, "{}");
    change.answer("young", later(1), "{}");
    must(store.commit(change.writes()));
    const std::vector<std::string> keys{"old 0", "old 4", "young"};

    while (store.tidy(later(7 * 24))) {
    }
    EXPECT_EQ(must(store.load({.idempotency_keys = keys})).idempotency.size(), 3U);
    int steps = 1;
    while (store.tidy({later(7 * 24).micros + 60'000'000})) ++steps;

    EXPECT_GE(steps, 3);
    const auto kept = must(store.load({.idempotency_keys = keys})).idempotency;
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_TRUE(kept.contains("young"));
}

TEST_P(StoreContract, ReplacesAnAnswerWhoseKeyCameAgain) {
    Store& store = home->open();
    Change first;
    Change second;

    must(store.commit(first.answer("key", Timestamp{1}, "old").writes()));
    must(store.commit(second.answer("key", Timestamp{2}, "new").writes()));

    EXPECT_EQ(must(store.load({.idempotency_keys = {"key"}})).idempotency.at("key").body, "new");
}

// --- lists ---

// --- preferences ---

TEST_P(StoreContract, KeepsPreferencesWithoutAnEvent) {
    Store& store = home->open();
    const Preferences ana{"ana", 1, R"({"a":"\u0000 ü"})"};
    const Preferences desk{"desk", 3, R"({"views":")" + std::string(60'000, 'v') + R"("})"};
    WriteSet writes;
    writes.preferences = {&ana, &desk};
    must(store.commit(writes));

    Store& again = home->open();

    EXPECT_EQ(again.head(), Seq{0});
    const View view = look(again);
    EXPECT_EQ(must(view->find_preferences("ana")), ana);
    EXPECT_EQ(must(view->find_preferences("desk")), desk);
    EXPECT_EQ(must(view->find_preferences("Ana")), std::nullopt);
}

TEST_P(StoreContract, ReplacesPreferencesAndCountsTheirOwners) {
    Store& store = home->open();
    const Preferences first{"ana", 1, "{}"};
    const Preferences second{"ana", 2, R"({"a":1})"};
    const Preferences bos{"bo", 1, "{}"};
    for (const auto& group : {std::vector{&first}, std::vector{&second, &bos}}) {
        WriteSet writes;
        writes.preferences = group;
        must(store.commit(writes));
    }

    const Loaded loaded = must(store.load({.preference_owners = {"ana", "cy", "ana"}}));

    EXPECT_EQ(loaded.preferences, (std::unordered_map<std::string, Preferences>{{"ana", second}}));
    EXPECT_EQ(loaded.preference_owners, 2U);
}

TEST_P(StoreContract, PagesThroughBatchesByStatus) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId ana = must(desk.add_account("ana"));
    const AccountId bo = must(desk.add_account("bo"));
    for (int i = 0; i < 12; ++i) {
        const BatchId batch = must(desk.add_batch(i % 3 == 2 ? bo : ana, 1));
        if (i % 4 != 0) must(desk.set_status(batch, static_cast<BatchStatus>(i % 4)));
    }
    const View view = look(store);
    using enum BatchStatus;
    const std::vector<std::vector<BatchStatus>> choices{{},
                                                        {created},
                                                        {created, active},
                                                        {completed},
                                                        {active, completed},
                                                        {completed, created, completed},
                                                        {created, active, submitted, completed}};
    for (const auto& statuses : choices) {
        std::vector<std::int64_t> expected;
        for (const auto& [id, batch] : desk.acknowledged().batches) {
            const bool wanted = statuses.empty() || std::ranges::find(statuses, batch.status) != statuses.end();
            if (batch.account_id == ana && wanted) expected.insert(expected.begin(), id.value);
        }
        for (const std::size_t limit : {1U, 2U, 100U}) {
            std::vector<std::int64_t> found;
            BatchQuery query{.account_id = ana, .statuses = statuses, .limit = limit};
            while (true) {
                const auto page = must(view->batches(query));
                EXPECT_LE(page.size(), limit);
                if (page.empty()) break;
                std::ranges::copy(ids_of(page), std::back_inserter(found));
                query.before = page.back().id;
            }
            EXPECT_EQ(found, expected) << statuses.size() << " statuses, pages of " << limit;
        }
    }
}

// Batches of several accounts, one of them deleted, in every state, made over some hours.
std::vector<AccountId> live_some_hours(Desk& desk) {
    std::mt19937 random(9);
    std::vector<AccountId> accounts;
    for (const char* name : {"ana", "bo", "cy", "gone"}) accounts.push_back(must(desk.add_account(name)));
    for (std::size_t i = 0; i < 60; ++i) {
        desk.now.micros += static_cast<std::int64_t>(random() % 600) * 1'000'000;
        if (i % 20 == 19) desk.now.micros -= 50'000'000;  // the clock is set back a little
        const BatchId batch = must(desk.add_batch(accounts[random() % 4], 2));
        if (i % 3 != 0) must(desk.set_status(batch, static_cast<BatchStatus>(random() % 4)));
        if (i % 2 == 0) must(desk.mark_at_once(batch, {0, 1}, BetStatus::failed));
        if (i % 5 == 0) must(desk.mark(batch, {1}, BetStatus::pending));
    }
    must(desk.delete_account(accounts[3]));
    return accounts;
}

std::vector<BatchFilter> some_filters(const std::vector<AccountId>& accounts, Timestamp middle) {
    using enum BatchStatus;
    const Timestamp later{middle.micros + 3'600'000'000};
    return {
        {},
        {.account_id = accounts[0]},
        {.account_id = accounts[3]},
        {.statuses = {created, active}},
        {.account_id = accounts[1], .statuses = {completed, submitted}},
        {.statuses = {completed}},
        {.from = middle},
        {.to = middle},
        {.from = middle, .to = later},
        {.account_id = accounts[2], .from = middle, .to = later},
        {.only_pending = true},
        {.account_id = accounts[0], .statuses = {completed}, .only_pending = true},
        {.created_by = "bot"},
        {.created_by = "ana"},
        {.submitted_by = "ana"},
        {.text = SearchText("SEVEN")},
        {.text = SearchText("eight")},
        {.text = SearchText("17")},
        {.text = SearchText("#17")},
        {.account_id = accounts[0], .text = SearchText("#17")},
    };
}

TEST_P(StoreContract, SearchesBatchesInPagesOfAnySize) {
    Store& store = home->open();
    Desk desk(store);
    const Timestamp start = desk.now;
    const auto accounts = live_some_hours(desk);
    const Timestamp middle{start.micros + (desk.now.micros - start.micros) / 2};
    const View view = look(store);
    std::size_t hits = 0;
    for (const BatchFilter& filter : some_filters(accounts, middle)) {
        std::vector<Batch> expected;
        for (const auto& [id, batch] : desk.acknowledged().batches) {
            if (matches(filter, batch)) expected.insert(expected.begin(), batch);
        }
        hits += expected.size();
        for (const auto& [limit, looks] : {std::pair{1U, 1U}, {2U, 7U}, {100U, 3U}, {100U, 1'000U}}) {
            std::vector<Batch> found;
            BatchSearch search{.filter = filter, .limit = limit, .looks_max = looks};
            do {
                const FoundBatches page = must(view->search_batches(search));
                EXPECT_LE(page.batches.size(), limit);
                std::ranges::copy(page.batches, std::back_inserter(found));
                EXPECT_TRUE(!page.next || !search.before || *page.next < *search.before) << "it gets on";
                search.before = page.next;
            } while (search.before);
            EXPECT_EQ(ids_of(found), ids_of(expected)) << "limit " << limit << ", looks " << looks;
            EXPECT_TRUE(found == expected);
        }
    }
    EXPECT_GT(hits, 200U) << "the filters should find something";
}

// --- events ---

// What the query means, said as plainly as possible.
bool is_asked_for(const EventQuery& query, const StoredEvent& event, const std::map<BetId, BatchId>& batch_of_bet) {
    const auto lacks = [](const auto& wanted, const auto& value) {
        return !wanted.empty() && std::ranges::find(wanted, value) == wanted.end();
    };
    if (event.seq <= query.after || (query.until && event.seq > *query.until)) return false;
    if (lacks(query.accounts, event.account_id) || lacks(query.types, event.type)) return false;
    if (query.batch && event.batch_id != query.batch) return false;
    if (query.actor && event.actor != *query.actor) return false;
    if ((query.from && event.at < *query.from) || (query.to && event.at >= *query.to)) return false;
    if (!query.bet) return true;
    const auto home = batch_of_bet.find(*query.bet);
    if (home == batch_of_bet.end() || event.batch_id != home->second) return false;
    if (event.bet_id) return event.bet_id == query.bet;
    return event.type == EventType::batch_created ||
           (event.type == EventType::batch_bets_updated &&
            event.payload.find("\"pid\":" + std::to_string(query.bet->value) + ",") != std::string::npos);
}

// A log in which every kind of event stands, of several accounts and batches.
void live_a_day(Desk& desk) {
    std::mt19937 random(7);
    std::vector<AccountId> accounts;
    std::vector<BatchId> batches;
    for (const char* name : {"ana", "bo", "cy"}) accounts.push_back(must(desk.add_account(name)));
    for (std::size_t i = 0; i < 6; ++i) batches.push_back(must(desk.add_batch(accounts[i % 3], 12)));
    for (int i = 0; i < 120; ++i) {
        const BatchId batch = batches[random() % batches.size()];
        const auto status = static_cast<BetStatus>(random() % 3);
        switch (random() % 5) {
            case 0:
                must(desk.rename_account(accounts[random() % 3], "name " + std::to_string(i)));
                break;
            case 1:
                must(desk.mark_at_once(batch, {random() % 4, 4 + random() % 8}, status));
                break;
            case 2:
                must(desk.set_status(batch, BatchStatus::active));
                break;
            default:
                must(desk.mark(batch, {random() % 12}, status));
        }
    }
}

// So many that every way of finding them is used. Rows do not matter here.
std::vector<StoredEvent> live_a_year(Store& store, Desk& desk) {
    live_a_day(desk);
    std::mt19937 random(8);
    std::vector<StoredEvent> log = desk.acknowledged().events;
    std::vector<Bet> bets;
    for (const auto& [id, bet] : desk.acknowledged().bets) bets.push_back(bet);
    for (int group = 0; group < 4; ++group) {
        Change change;
        for (int i = 0; i < 1'500; ++i) {
            const Bet& bet = bets[random() % bets.size()];
            const bool alone = random() % 3 != 0;
            const auto owner = desk.acknowledged().batches.at(bet.batch_id).account_id;
            const auto type = alone ? EventType::bet_status_updated : EventType::batch_bets_updated;
            StoredEvent event =
                an_event(type, owner, desk.now, R"("bets":[{"pid":)" + std::to_string(bet.id.value) + R"(,"id":1}])");
            event.batch_id = bet.batch_id;
            if (alone) event.bet_id = bet.id;
            change.report(std::move(event));
        }
        must(store.commit(change.writes()));
        std::ranges::copy(change.writes().events, std::back_inserter(log));
    }
    return log;
}

std::vector<EventQuery> some_queries(const Contents& contents) {
    const BetId bet = contents.bets.begin()->first;
    const BatchId batch = contents.bets.begin()->second.batch_id;
    const BatchId other = contents.batches.rbegin()->first;
    const AccountId ana = contents.accounts.begin()->first;
    const AccountId cy = contents.accounts.rbegin()->first;
    using enum EventType;
    const std::vector<std::vector<AccountId>> account_choices{{}, {ana}, {cy, ana, cy}, {AccountId{99}}};
    const std::vector<std::vector<EventType>> type_choices{
        {}, {bet_status_updated}, {account_updated, batch_created}, {batch_bets_updated, bet_status_updated}};
    const std::vector<std::pair<std::optional<BatchId>, std::optional<BetId>>> place_choices{
        {{}, {}}, {batch, {}}, {{}, bet}, {batch, bet}, {other, bet}, {{}, BetId{9'999}}, {BatchId{99}, {}}};
    std::vector<EventQuery> queries;
    for (const auto& accounts : account_choices) {
        for (const auto& types : type_choices) {
            for (const auto& [in_batch, of_bet] : place_choices) {
                for (const bool newest_first : {false, true}) {
                    EventQuery query;
                    query.accounts = accounts;
                    query.types = types;
                    query.batch = in_batch;
                    query.bet = of_bet;
                    query.newest_first = newest_first;
                    queries.push_back(query);
                    query.after = Seq{20};
                    query.until = Seq{5'000};
                    queries.push_back(query);
                }
            }
        }
    }
    return queries;
}

TEST_P(StoreContract, FindsExactlyTheEventsThatWereAskedFor) {
    Store& store = home->open();
    Desk desk(store);
    const std::vector<StoredEvent> log = live_a_year(store, desk);
    std::map<BetId, BatchId> batch_of_bet;
    for (const auto& [id, bet] : desk.acknowledged().bets) batch_of_bet[id] = bet.batch_id;
    const View view = look(store);
    std::size_t hits = 0;

    for (EventQuery query : some_queries(desk.acknowledged())) {
        query.looks_max = log.size() + 1;
        std::vector<StoredEvent> expected;
        for (const StoredEvent& event : log) {
            if (is_asked_for(query, event, batch_of_bet)) expected.push_back(event);
        }
        if (query.newest_first) std::ranges::reverse(expected);
        hits += expected.size();
        for (const std::size_t limit : {3U, 1'000U}) {
            query.limit = limit;
            const auto page = must(view->events(query)).events;
            auto start = expected;
            start.resize(std::min(limit, start.size()));
            ASSERT_EQ(page, start) << "accounts " << query.accounts.size() << " types " << query.types.size()
                                   << " batch " << query.batch.has_value() << " bet " << query.bet.has_value()
                                   << " newest first " << query.newest_first << " after " << query.after.value
                                   << " limit " << limit;
        }
    }
    EXPECT_GT(hits, 1'000U) << "the queries should find something";
}

TEST_P(StoreContract, SearchesTheLogByActorAndTimeInShortPages) {
    Store& store = home->open();
    Desk desk(store);
    const std::vector<StoredEvent> log = live_a_year(store, desk);
    std::vector<EventQuery> queries{{.actor = "ana"}, {.actor = "bo"}};
    Change change;
    for (int i = 0; i < 40; ++i) {
        StoredEvent event = an_event(EventType::account_updated, AccountId{1 + i % 2}, desk.now);
        event.at.micros += i * 1'000'000 - (i % 10 == 9 ? 30'000'000 : 0);  // now and then the clock is set back
        event.actor = i % 3 == 0 ? "bo" : "ana";
        change.report(std::move(event));
    }
    must(store.commit(change.writes()));
    std::vector<StoredEvent> all = log;
    std::ranges::copy(change.writes().events, std::back_inserter(all));
    const Timestamp from{desk.now.micros + 10'000'000};
    const Timestamp to{desk.now.micros + 25'000'000};
    queries.push_back({.from = from});
    queries.push_back({.accounts = {AccountId{1}}, .actor = "bo", .from = from, .to = to});
    queries.push_back({.types = {EventType::account_updated}, .actor = "bo", .to = to});
    queries.push_back({.from = to, .to = from});
    const View view = look(store);

    for (EventQuery query : queries) {
        for (const bool newest_first : {false, true}) {
            query.newest_first = newest_first;
            query.looks_max = 700;
            query.after = {};
            query.until.reset();
            std::vector<StoredEvent> expected;
            for (const StoredEvent& event : all) {
                if (is_asked_for(query, event, {})) expected.push_back(event);
            }
            if (newest_first) std::ranges::reverse(expected);
            std::vector<StoredEvent> found;
            FoundEvents page;
            do {
                page = must(view->events(query));
                std::ranges::copy(page.events, std::back_inserter(found));
                if (newest_first) {
                    query.until = Seq{page.reached.value - 1};
                } else {
                    query.after = page.reached;
                }
            } while (page.has_more);
            ASSERT_EQ(seqs_of(found), seqs_of(expected)) << query.actor.value_or("anybody") << newest_first;
            EXPECT_EQ(page.reached, newest_first ? Seq{1} : view->head());
        }
    }
}

TEST_P(StoreContract, PagesThroughTheLogInBothDirections) {
    Store& store = home->open();
    Desk desk(store);
    live_a_day(desk);
    const View view = look(store);
    const auto all = seqs_of(desk.acknowledged().events);

    std::vector<std::int64_t> forward;
    EventQuery query{.limit = 7};
    for (auto page = must(view->events(query)).events; !page.empty(); page = must(view->events(query)).events) {
        std::ranges::copy(seqs_of(page), std::back_inserter(forward));
        query.after = page.back().seq;
    }
    std::vector<std::int64_t> backward;
    query = EventQuery{.newest_first = true, .limit = 7};
    for (auto page = must(view->events(query)).events; !page.empty(); page = must(view->events(query)).events) {
        std::ranges::copy(seqs_of(page), std::back_inserter(backward));
        query.until = Seq{page.back().seq.value - 1};
    }
    std::ranges::reverse(backward);

    EXPECT_EQ(forward, all);
    EXPECT_EQ(backward, all);
}

TEST_P(StoreContract, EndsAPageBeforeItsPayloadsGetTooLarge) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));
    Change change;
    for (int i = 0; i < 6; ++i) {
        change.report(an_event(EventType::account_updated, account, desk.now, std::string(1'000, 'x')));
    }
    must(store.commit(change.writes()));
    const View view = look(store);
    const auto count = [&](std::size_t bytes, EventQuery query) {
        query.after = Seq{1};
        query.payload_bytes_max = bytes;
        return must(view->events(query)).events.size();
    };

    for (const auto& query :
         {EventQuery{}, EventQuery{.accounts = {account}}, EventQuery{.types = {EventType::account_updated}}}) {
        EXPECT_EQ(count(1, query), 1U);
        EXPECT_EQ(count(3'000, query), 3U);
        EXPECT_EQ(count(3'999, query), 3U);
        EXPECT_EQ(count(100'000, query), 6U);
    }
}

TEST_P(StoreContract, KeepsEveryFieldOfAnEvent) {
    Store& store = home->open();
    Desk desk(store);
    const AccountId account = must(desk.add_account("ana"));
    StoredEvent event = an_event(EventType::bet_status_updated, account, Timestamp{-5}, "\"a\":\"\\u2028 \xC3\xA9\"");
    event.batch_id = BatchId{std::numeric_limits<std::int64_t>::max()};
    event.bet_id = BetId{77};
    event.actor = "zoë";
    event.request_id = "";
    event.traceparent = "00-1-2-01";
    Change change;
    change.report(event);
    must(store.commit(change.writes()));
    event = change.writes().events[0];
    EXPECT_EQ(event.seq, Seq{2});
    EXPECT_EQ(event.account_seq, 2);

    const View view = look(home->open());
    EXPECT_THAT(must(view->events({.after = Seq{1}})).events, ElementsAre(event));
}

// --- retention ---

TEST_P(StoreContract, ForgetsTheOldestEventsByNumber) {
    if (!home->forgets()) GTEST_SKIP() << "this store keeps everything";
    home->retention.events_max = 10;
    home->retention.rows_per_step = 4;
    Store& store = home->open();
    Desk desk(store);
    live_a_day(desk);
    const std::int64_t head = store.head().value;

    while (store.tidy(desk.now)) {
    }

    EXPECT_EQ(store.floor(), Seq{head - 9});
    const View view = look(store);
    EXPECT_EQ(view->floor(), Seq{head - 9});
    EXPECT_EQ(view->head(), Seq{head});
    const auto events = must(view->events({})).events;
    ASSERT_EQ(events.size(), 10U);
    EXPECT_EQ(events.front().seq, Seq{head - 9});
    EXPECT_EQ(must(view->accounts()).size(), 3U) << "only history is forgotten";
}

TEST_P(StoreContract, ForgetsEventsByAgeAndRemembersTheHead) {
    if (!home->forgets()) GTEST_SKIP() << "this store keeps everything";
    home->retention.events_age_max = std::chrono::hours(24);
    Desk desk(home->open());
    const AccountId account = must(desk.add_account("ana"));
    const BatchId batch = must(desk.add_batch(account, 2));
    const Timestamp start = desk.now;
    desk.now.micros += 3'600'000'000;
    must(desk.mark(batch, {0}, BetStatus::failed));
    const auto after_hours = [&](std::int64_t hours) { return Timestamp{start.micros + hours * 3'600'000'000 + 1}; };

    Store& store = home->open();
    desk.move_to(store);
    while (store.tidy(after_hours(23))) {
    }
    EXPECT_EQ(store.floor(), Seq{1});
    while (store.tidy(after_hours(24))) {
    }
    EXPECT_EQ(store.floor(), Seq{3});
    while (store.tidy(after_hours(26))) {
    }
    EXPECT_EQ(store.floor(), Seq{4});
    EXPECT_EQ(store.head(), Seq{3});

    Store& again = home->open();
    desk.move_to(again);
    EXPECT_EQ(again.head(), Seq{3});
    EXPECT_EQ(look(again)->head(), Seq{3});
    EXPECT_EQ(look(again)->floor(), Seq{4});
    must(desk.mark(batch, {1}, BetStatus::failed));
    const auto events = must(look(again)->events({})).events;
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].seq, Seq{4});
    EXPECT_EQ(events[0].account_seq, 4);
}

TEST_P(StoreContract, KeepsItsEpochAcrossRestart) {
    const std::string epoch = home->open().epoch();
    Desk desk(home->open());
    must(desk.add_account("ana"));
    Store& store = home->open();
    store.note_published(store.head());

    EXPECT_FALSE(epoch.empty());
    EXPECT_EQ(home->open().epoch(), epoch);
    EXPECT_FALSE(home->open().describe().empty());
}

std::string name_of(const ::testing::TestParamInfo<StoreKind>& kind) { return kind.param.name; }

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract, ::testing::ValuesIn(store_kinds()), name_of);

}  // namespace
}  // namespace bs::testing
