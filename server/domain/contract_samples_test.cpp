// The history that contract/events/ tells, told again by the rules: every sample must come out as it stands there,
// byte by byte.
#include "base/json.h"
#include "domain/apply.h"
#include "domain/testing/builders.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace bs {
namespace {

// The test runs somewhere in the repository.
std::filesystem::path samples() {
    for (auto folder = std::filesystem::current_path(); folder != folder.root_path(); folder = folder.parent_path()) {
        if (std::filesystem::exists(folder / "contract" / "events")) return folder / "contract" / "events";
    }
    return "contract/events";
}

std::string read_sample(EventType type) {
    std::ifstream file(samples() / (std::string(to_word(type)) + ".json"));
    return {std::istreambuf_iterator<char>(file), {}};
}

// The members of a sample that are the event's own; the others are columns of the log.
std::string payload_of(const json::Document& sample) {
    const std::set<std::string_view> columns = {"type",  "seq",        "account_seq", "at",
                                                "actor", "account_id", "request_id",  "traceparent"};
    std::string payload;
    sample.root().each_member([&](std::string_view key, json::Value value) {
        if (columns.contains(key)) return;
        payload.append(payload.empty() ? "\"" : ",\"").append(key).append("\":").append(value.to_string());
    });
    return payload;
}

// What the rules make of the history so far.
class Desk {
public:
    void take(const Result<Events>& decision) {
        ASSERT_TRUE(decision.has_value()) << decision.error().detail;
        for (const Event& event : *decision) {
            apply(state_, event);
            expect_as_in_the_contract(event);
            told_.insert(event.type);
        }
    }

    [[nodiscard]] const Account& account() const { return state_.accounts.at({1}); }
    [[nodiscard]] const Batch& batch() const { return state_.batches.at({9}); }
    [[nodiscard]] const Bet& bet(std::int64_t id) const { return state_.bets.at({id}); }
    [[nodiscard]] std::size_t told() const { return told_.size(); }

private:
    static void expect_as_in_the_contract(const Event& event) {
        SCOPED_TRACE(to_word(event.type));
        const std::string sample_text = read_sample(event.type);
        const auto sample = json::parse(sample_text);
        ASSERT_TRUE(sample.has_value()) << "no sample in " << samples();
        EXPECT_EQ(encode_payload(event), payload_of(*sample));
    }

    State state_;
    std::set<EventType> told_;
};

Stamp stamp(std::int64_t seconds, std::string actor, std::int64_t micros = 0) {
    return a_stamp(a_time(seconds * 1'000'000 + micros), std::move(actor));
}

CreateBatch evening_card() {
    CreateBatch command;
    command.meta = R"({"name":"Evening card","strategy":"kelly","bet_type":"TRIFECTA","race_id":5,)"
                   R"("start_time":"2026-01-31T12:05:00Z"})";
    command.bets = {
        {1, "1/2/3", {100'000}, {25'000}, {}, {}},
        {2, "4/5/6 ** lay off later", {152'500}, {25'000}, {}, {}},
        {3, "7/8/9", {50'000}, {-2'500}, {}, "rebate"},
    };
    return command;
}

ReplaceMeta later_start() {
    std::string meta = evening_card().meta;
    meta.replace(meta.find("12:05"), 5, "12:06");
    return {meta, {}};
}

TEST(ContractSamples, AreWhatTheRulesSay) {
    using enum BetStatus;
    Desk desk;

    desk.take(decide(CreateAccount{"ana", "vendor.example", "EUR"}, AccountId{1}, stamp(0, "admin")));
    desk.take(decide(desk.account(), ReplaceAccount{"ana-2", "vendor.example", {}, 1}, stamp(30, "admin")));
    desk.take(decide(desk.account(), evening_card(), BatchId{9}, BetId{31}, stamp(60, "model-7", 250'000)));
    desk.take(decide(desk.batch(), desk.bet(31), {{31}, successful, {}, "B-4471", Money{24'000}, 1},
                     stamp(120, "ana", 120'000)));
    desk.take(decide(desk.batch(), later_start(), stamp(150, "model-7")));
    desk.take(decide(desk.batch(), std::vector{desk.bet(32), desk.bet(33)},
                     std::vector{a_mark({32}, failed), a_mark({33}, successful)}, stamp(180, "mk")));
    desk.take(decide(desk.batch(), {}, SubmitBatch{}, stamp(240, "ana")));
    desk.take(decide(desk.batch(), ReopenBatch{"two bets were marked on the wrong race", {}}, stamp(300, "mk")));
    desk.take(decide(desk.account(), DeleteAccount{}, stamp(360, "admin")));

    EXPECT_EQ(desk.told(), event_type_count);
}

}  // namespace
}  // namespace bs
