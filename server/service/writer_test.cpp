#include "service/writer.h"

#include "service/commands.h"
#include "store/testing/memory_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>

namespace bs {
namespace {

class StoppedClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return {1'700'000'000'000'000}; }
};

template <class T>
Rendered render(const Result<T>& result, const Caller&) {
    return {result ? 200 : 409, "", result ? "done" : result.error().detail};
}

// Everything that the writer needs, and what it told.
struct House {
    std::unique_ptr<Writer> start() {
        const auto note = [this](std::span<const StoredEvent> events) {
            published.insert(published.end(), events.begin(), events.end());
        };
        store.follow({.committed = note, .heard = {}, .lost = {}});
        Writer::Hooks hooks;
        hooks.on_doubt = [this] { ++doubts; };
        hooks.answer_together = [this](const std::function<void()>& answer_all) {
            ++bundles;
            answer_all();
        };
        return std::make_unique<Writer>(store, clock, std::move(hooks));
    }

    // Keeps the writer busy until `release` is called, so that what is queued meanwhile becomes one group.
    std::promise<void> hold() {
        std::promise<void> release;
        auto held = std::make_shared<std::latch>(1);
        struct Hold final : WriteJob {
            Hold(std::future<void> until, std::shared_ptr<std::latch> here)
                : WriteJob({}), released(std::move(until)), started(std::move(here)) {}
            void collect(Keys&) const override {}
            void decide(Group&, const Stamp&) override {
                started->count_down();
                released.get();
            }
            [[nodiscard]] Rendered render() const override { return {}; }
            void end(Ending) override {}
            void fail(const Error&) override {}
            std::future<void> released;
            std::shared_ptr<std::latch> started;
        };
        EXPECT_FALSE(writer->submit(std::make_unique<Hold>(release.get_future(), held)));
        held->wait();
        return release;
    }

    template <class T>
    std::pair<Answering<T>, std::future<Outcome<T>>> expecting() {
        auto promise = std::make_shared<std::promise<Outcome<T>>>();
        auto future = promise->get_future();
        return {Answering<T>{render<T>, [promise](Outcome<T> outcome) { promise->set_value(std::move(outcome)); }},
                std::move(future)};
    }

    std::future<Outcome<Account>> create_account(std::string name, CommandContext context = {}) {
        auto [answering, outcome] = expecting<Account>();
        commands.create_account(std::move(context), {std::move(name), "book.example", "USD"}, std::move(answering));
        return std::move(outcome);
    }

    std::future<Outcome<CreatedBatch>> create_batch(AccountId account, std::size_t bets) {
        auto [answering, outcome] = expecting<CreatedBatch>();
        CreateBatch command;
        for (std::size_t i = 0; i < bets; ++i) {
            command.bets.push_back({static_cast<std::int64_t>(i), "1/2", Money{100'000}, Money{25'000}, {}, {}});
        }
        commands.create_batch({}, account, std::move(command), std::move(answering));
        return std::move(outcome);
    }

    std::future<Outcome<Bet>> mark(BatchPath path, BetId bet, BetStatus status,
                                   std::optional<std::int64_t> version = {}, CommandContext context = {}) {
        auto [answering, outcome] = expecting<Bet>();
        MarkBet command;
        command.bet_id = bet;
        command.status = status;
        command.expected_version = version;
        commands.mark_bet(std::move(context), path, command, std::move(answering));
        return std::move(outcome);
    }

    std::future<Outcome<Preferences>> prefer(std::string value, std::optional<std::int64_t> version = {},
                                             CommandContext context = {}) {
        auto [answering, outcome] = expecting<Preferences>();
        commands.replace_preferences(std::move(context), "ana", {std::move(value), version}, std::move(answering));
        return std::move(outcome);
    }

    MemoryStore store;
    StoppedClock clock;
    std::vector<StoredEvent> published;
    int doubts = 0;
    int bundles = 0;  // groups that were answered
    std::unique_ptr<Writer> writer = start();
    Commands commands{*writer};
};

CommandContext with_key(std::string key, std::uint8_t hash = 1) {
    CommandContext context;
    context.idempotency = IdempotencyKey{std::move(key), {hash}};
    return context;
}

TEST(Writer, CommitsOneGroupForManyCommands) {
    House house;
    auto release = house.hold();
    std::vector<std::future<Outcome<Account>>> outcomes;
    for (int i = 0; i < 20; ++i) outcomes.push_back(house.create_account("account " + std::to_string(i)));

    release.set_value();

    for (auto& outcome : outcomes) EXPECT_TRUE(outcome.get().result.has_value());
    EXPECT_EQ(house.store.stats().commits, 1u);
    EXPECT_EQ(house.published.size(), 20u);
    EXPECT_EQ(house.bundles, 2);  // what held the writer was a group of its own
}

TEST(Writer, TellsEachCallerItsOwnLastEvent) {
    House house;
    auto release = house.hold();
    auto first = house.create_account("a");
    auto refused = house.create_account("a");
    auto second = house.create_account("b");

    release.set_value();

    EXPECT_EQ(first.get().ending.cursor, Seq{1});
    EXPECT_EQ(second.get().ending.cursor, Seq{2});
    EXPECT_EQ(refused.get().result.error().code, ErrorCode::name_taken);
}

TEST(Writer, StoresPreferencesWithoutAnEvent) {
    House house;
    const auto first = house.prefer(R"({"a":1})", 0).get();
    ASSERT_TRUE(first.result) << first.result.error().detail;
    EXPECT_EQ(first.result->version, 1);
    EXPECT_EQ(house.prefer(R"({"a":1})", 1).get().result->version, 1) << "the same again";
    EXPECT_EQ(house.store.stats().commits, 1u);
    EXPECT_EQ(house.prefer("{}").get().result->version, 2);

    EXPECT_EQ(house.store.head(), Seq{0});
    EXPECT_TRUE(house.published.empty());
    const auto stored = house.store.load({.preference_owners = {"ana"}});
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->preferences.at("ana"), (Preferences{"ana", 2, "{}"}));
}

TEST(Writer, LetsLaterPreferencesOfAGroupSeeEarlierOnes) {
    House house;
    auto release = house.hold();
    auto first = house.prefer(R"({"a":1})", 0);
    auto late = house.prefer(R"({"b":1})", 0);
    auto second = house.prefer(R"({"c":1})", 1);
    release.set_value();

    EXPECT_EQ(first.get().result->version, 1);
    const auto conflict = late.get();
    ASSERT_FALSE(conflict.result);
    EXPECT_EQ(conflict.result.error().code, ErrorCode::version_conflict);
    EXPECT_EQ(conflict.result.error().current, R"({"version":1,"value":{"a":1}})");
    EXPECT_EQ(second.get().result->version, 2);
}

TEST(Writer, FailsPreferencesThatCouldNotBeCommitted) {
    House house;
    house.store.fail_next_commit(ErrorCode::storage_full);
    const auto failed = house.prefer("{}").get();
    ASSERT_FALSE(failed.result);
    EXPECT_EQ(failed.result.error().code, ErrorCode::storage_full);
    EXPECT_EQ(house.prefer("{}", 0).get().result->version, 1) << "nothing was stored before";
}

TEST(Writer, RepeatsTheAnswerToPreferencesUnderTheirKey) {
    House house;
    EXPECT_FALSE(house.prefer("{}", 0, with_key("k")).get().ending.replayed);
    const auto again = house.prefer("{}", 0, with_key("k")).get();
    EXPECT_TRUE(again.ending.replayed);
    EXPECT_EQ(again.ending.rendered->status, 200);
}

TEST(Writer, LetsLaterCommandsOfAGroupSeeEarlierOnes) {
    House house;
    const AccountId account = house.create_account("a").get().result->id;
    const CreatedBatch batch = *house.create_batch(account, 3).get().result;
    const BatchPath path{account, batch.id};
    auto release = house.hold();
    auto ana = house.mark(path, BetId{1}, BetStatus::successful, 1);
    auto mk = house.mark(path, BetId{1}, BetStatus::failed, 1);

    release.set_value();

    EXPECT_EQ(ana.get().result->version, 2);
    EXPECT_EQ(mk.get().result.error().code, ErrorCode::version_conflict);
    EXPECT_EQ(house.store.head(), Seq{4});  // account, batch, activated, one mark
}

TEST(Writer, SubmitSeesABetThatTheSameGroupSetBackToPending) {
    House house;
    const AccountId account = house.create_account("a").get().result->id;
    const BatchPath path{account, house.create_batch(account, 1).get().result->id};
    ASSERT_TRUE(house.mark(path, BetId{1}, BetStatus::failed).get().result.has_value());
    auto release = house.hold();
    auto back = house.mark(path, BetId{1}, BetStatus::pending);
    auto [answering, submitted] = house.expecting<Batch>();
    house.commands.submit_batch({}, path, {.pending = PendingBets::fail, .expect = {}, .expected_version = {}},
                                std::move(answering));

    release.set_value();

    const Outcome<Batch> outcome = submitted.get();
    EXPECT_EQ(outcome.result->status, BatchStatus::completed);
    EXPECT_EQ(outcome.result->summary.of(BetStatus::failed).count, 1);
    EXPECT_EQ(outcome.result->summary.of(BetStatus::pending).count, 0);
}

TEST(Writer, AnswersTheSameKeyWithTheSameAnswer) {
    House house;
    auto first = house.create_account("a", with_key("k")).get();
    auto again = house.create_account("a", with_key("k")).get();
    auto other = house.create_account("b", with_key("k", 2)).get();

    EXPECT_FALSE(first.ending.replayed);
    EXPECT_TRUE(again.ending.replayed);
    EXPECT_EQ(again.ending.rendered->body, first.ending.rendered->body);
    EXPECT_EQ(again.ending.cursor, first.ending.cursor);
    EXPECT_EQ(other.result.error().code, ErrorCode::id_reused);
    EXPECT_EQ(house.store.head(), Seq{1});
}

TEST(Writer, AnswersTheSameKeyWithTheSameAnswerInsideOfOneGroup) {
    House house;
    auto release = house.hold();
    auto first = house.create_account("a", with_key("k"));
    auto again = house.create_account("a", with_key("k"));

    release.set_value();

    EXPECT_TRUE(again.get().ending.replayed);
    EXPECT_EQ(first.get().ending.rendered->status, 200);
    EXPECT_EQ(house.store.head(), Seq{1});
}

TEST(Writer, KeepsRefusalsUnderTheirKeyToo) {
    House house;
    ASSERT_TRUE(house.create_account("a").get().result.has_value());
    auto refused = house.create_account("a", with_key("k")).get();
    auto again = house.create_account("a", with_key("k")).get();

    EXPECT_EQ(refused.ending.rendered->status, 409);
    EXPECT_TRUE(again.ending.replayed);
    EXPECT_EQ(again.ending.rendered->status, 409);
}

TEST(Writer, FailsWhatRestsOnAFailedCommitAndNothingElse) {
    House house;
    ASSERT_TRUE(house.create_account("taken").get().result.has_value());
    auto release = house.hold();
    auto before = house.create_account("taken");
    auto written = house.create_account("new");
    auto after = house.create_account("new");
    house.store.fail_next_commit(ErrorCode::storage_full);

    release.set_value();

    EXPECT_EQ(before.get().result.error().code, ErrorCode::name_taken);
    EXPECT_EQ(written.get().result.error().code, ErrorCode::storage_full);
    // "name taken" would have been true only if the one before had been stored.
    EXPECT_EQ(after.get().result.error().code, ErrorCode::storage_full);
    EXPECT_EQ(house.published.size(), 1u);
    EXPECT_TRUE(house.create_account("new").get().result.has_value());
}

TEST(Writer, DecidesAgainWhatAnotherProcessWasFasterWith) {
    House house;
    auto release = house.hold();
    auto first = house.create_account("a");
    auto second = house.create_account("a");
    house.store.fail_next_commit(ErrorCode::collided);

    release.set_value();

    EXPECT_TRUE(first.get().result.has_value());
    EXPECT_EQ(second.get().result.error().code, ErrorCode::name_taken);
    EXPECT_EQ(house.published.size(), 1U);
    EXPECT_EQ(house.writer->metrics().collisions.value(), 1U);
}

TEST(Writer, RefusesWhatCollidesAgainAndAgain) {
    House house;
    house.store.fail_next_commit(ErrorCode::collided, 1'000);
    EXPECT_EQ(house.create_account("a").get().result.error().code, ErrorCode::collided);
    house.store.fail_next_commit(ErrorCode::collided, 0);
    EXPECT_TRUE(house.create_account("a").get().result.has_value());
    EXPECT_EQ(house.doubts, 0);
}

TEST(Writer, CountsWhatItCommittedOnceHoweverOftenItWasDecided) {
    House house;
    const AccountId account = house.create_account("a").get().result->id;
    const CreatedBatch batch = *house.create_batch(account, 3).get().result;
    house.store.fail_next_commit(ErrorCode::collided, 2);
    EXPECT_TRUE(house.mark({account, batch.id}, BetId{1}, BetStatus::failed, {}, with_key("k")).get().result);
    house.store.fail_next_commit(ErrorCode::storage_full);
    EXPECT_FALSE(house.mark({account, batch.id}, BetId{2}, BetStatus::failed).get().result);
    EXPECT_TRUE(house.mark({account, batch.id}, BetId{1}, BetStatus::failed, {}, with_key("k")).get().ending.replayed);

    const WriterMetrics& metrics = house.writer->metrics();
    const auto events = [&](EventType type) { return metrics.events[static_cast<std::size_t>(type)].value(); };
    EXPECT_EQ(events(EventType::account_created), 1U);
    EXPECT_EQ(events(EventType::batch_created), 1U);
    EXPECT_EQ(events(EventType::bet_status_updated), 1U);
    EXPECT_EQ(metrics.bets.value(), 3U);
    EXPECT_EQ(metrics.marks[static_cast<std::size_t>(BetStatus::failed)].value(), 1U);
    EXPECT_EQ(metrics.marks[static_cast<std::size_t>(BetStatus::successful)].value(), 0U);
    EXPECT_EQ(metrics.replays.value(), 1U);
}

TEST(Writer, StoresTheTraceOfTheCallerInOneForm) {
    House house;
    CommandContext context;
    context.caller.trace = CallerTrace{
        parse_traceparent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-more").value(), {1, 2, 3}};
    EXPECT_TRUE(house.create_account("a", context).get().result);
    EXPECT_TRUE(house.create_account("b").get().result);

    EXPECT_EQ(house.published[0].traceparent, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03");
    EXPECT_EQ(house.published[1].traceparent, "");
}

TEST(Writer, SaysOnceThatTheStoreIsInDoubt) {
    House house;
    house.store.fail_next_commit(ErrorCode::outcome_unknown);
    EXPECT_EQ(house.create_account("a").get().result.error().code, ErrorCode::outcome_unknown);
    house.store.fail_next_commit(ErrorCode::outcome_unknown);
    EXPECT_EQ(house.create_account("b").get().result.error().code, ErrorCode::outcome_unknown);

    house.writer.reset();

    EXPECT_EQ(house.doubts, 1);
}

TEST(Writer, DoesChoresBetweenGroups) {
    House house;
    std::promise<void> release = house.hold();
    std::promise<void> done;
    std::atomic<int> calls = 0;
    house.writer->add_chore([&] {
        ++calls;
        done.set_value();
        return Writer::Chore::done;
    });
    EXPECT_EQ(calls, 0);
    release.set_value();
    done.get_future().get();
    EXPECT_TRUE(house.create_account("ana").get().result.has_value());
    EXPECT_EQ(calls, 1);
}

TEST(Writer, AsksChoresAtOnceWhenItIsTold) {
    House house;
    std::atomic<int> calls = 0;
    house.writer->add_chore([&] {
        ++calls;
        calls.notify_one();
        return Writer::Chore::later;
    });
    calls.wait(0);
    for (int told = 0; told < 100; ++told) {
        const int before = calls;
        house.writer->ask_chores();
        calls.wait(before);
    }
    house.writer->stop();
    EXPECT_GT(calls, 100);
}

TEST(Writer, AsksALaterChoreAgain) {
    House house;
    std::promise<void> asked_twice;
    std::atomic<int> calls = 0;
    house.writer->add_chore([&] {
        if (++calls < 2) return Writer::Chore::later;
        asked_twice.set_value();
        return Writer::Chore::done;
    });
    asked_twice.get_future().get();
    EXPECT_EQ(calls, 2);
}

TEST(Writer, DestroysItsChoresWhenItStops) {
    House house;
    auto token = std::make_shared<int>(1);
    house.writer->add_chore([token] { return Writer::Chore::later; });
    house.writer->stop();
    EXPECT_EQ(token.use_count(), 1);
}

TEST(Writer, RefusesWhenItsQueueIsFull) {
    House house;
    auto release = house.hold();
    std::vector<std::future<Outcome<Account>>> queued;
    for (std::size_t i = 0; i < limits::writer_queue_max; ++i)
        queued.push_back(house.create_account(std::to_string(i)));

    auto refused = house.create_account("one too many");

    EXPECT_EQ(refused.get().result.error().code, ErrorCode::overloaded);
    release.set_value();
    for (auto& outcome : queued) EXPECT_TRUE(outcome.get().result.has_value());
}

TEST(Writer, EndsWhatIsQueuedBeforeItStops) {
    House house;
    auto release = house.hold();
    auto queued = house.create_account("a");
    release.set_value();

    house.writer.reset();

    EXPECT_TRUE(queued.get().result.has_value());
}

TEST(Commands, HidesWhatBelongsToAnotherAccount) {
    House house;
    const AccountId mine = house.create_account("mine").get().result->id;
    const AccountId other = house.create_account("other").get().result->id;
    const BatchId batch = house.create_batch(mine, 1).get().result->id;

    EXPECT_EQ(house.mark({other, batch}, BetId{1}, BetStatus::failed).get().result.error().code, ErrorCode::not_found);
    EXPECT_EQ(house.mark({mine, BatchId{99}}, BetId{1}, BetStatus::failed).get().result.error().code,
              ErrorCode::not_found);
    EXPECT_EQ(house.mark({mine, batch}, BetId{2}, BetStatus::failed).get().result.error().code, ErrorCode::not_found);
}

TEST(Commands, CountsOpenBatches) {
    House house;
    const AccountId account = house.create_account("a").get().result->id;
    const BatchId batch = house.create_batch(account, 1).get().result->id;
    ASSERT_TRUE(house.create_batch(account, 0).get().result.has_value());
    auto [answering, submitted] = house.expecting<Batch>();
    house.commands.submit_batch({}, {account, batch}, {}, std::move(answering));
    ASSERT_TRUE(submitted.get().result.has_value());

    const auto reader = house.store.open_reader().value();

    EXPECT_EQ(reader->snapshot().value()->find_account(account).value()->open_batches, 1);
}

TEST(Commands, FreesTheNameOfADeletedAccount) {
    House house;
    const AccountId account = house.create_account("a").get().result->id;
    auto release = house.hold();
    auto [answering, deleted] = house.expecting<Nothing>();
    house.commands.delete_account({}, account, {}, std::move(answering));
    auto batch = house.create_batch(account, 1);
    release.set_value();

    EXPECT_TRUE(deleted.get().result.has_value());
    EXPECT_EQ(batch.get().result.error().code, ErrorCode::not_found);
    EXPECT_NE(house.create_account("a").get().result->id, account);
}

TEST(Commands, MarksWhatCanBeMarkedAndNamesTheRest) {
    House house;
    const AccountId account = house.create_account("a").get().result->id;
    const BatchPath path{account, house.create_batch(account, 2).get().result->id};
    const auto marks = [](std::int64_t bet, std::optional<std::int64_t> version) {
        MarkBet command;
        command.bet_id = BetId{bet};
        command.status = BetStatus::successful;
        command.expected_version = version;
        return command;
    };
    auto [answering, outcome] = house.expecting<std::vector<MarkedItem>>();
    house.commands.mark_bets_partially({}, path, {marks(77, {}), marks(1, 9), marks(2, 1)}, std::move(answering));

    const std::vector<MarkedItem> items = *outcome.get().result;

    ASSERT_EQ(items.size(), 3u);
    EXPECT_EQ(items[0].error->code, ErrorCode::not_found);
    EXPECT_EQ(items[1].error->code, ErrorCode::version_conflict);
    EXPECT_EQ(items[2].bet->status, BetStatus::successful);
}

}  // namespace
}  // namespace bs
