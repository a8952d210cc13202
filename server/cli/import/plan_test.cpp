#include "cli/import/plan.h"

#include "base/json.h"
#include "base/limits.h"
#include "cli/import/batch_body.h"
#include "cli/import/csv_batches.h"
#include "cli/testing/text_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bs::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Planned {
    ImportPlan plan;
    std::uint64_t problems = 0;
    std::uint64_t bad_rows = 0;
    std::string messages;
};

Planned plan_of(const std::string& text, CsvOptions options = {}) {
    TextSource source(text);
    CsvBatchReader reader(source, options);
    ProblemReport report("x.csv", nullptr);
    testing::internal::CaptureStderr();
    const auto plan = make_plan(reader, report, [](const ImportPlan&) {});
    report.finish();
    const std::string messages = testing::internal::GetCapturedStderr();
    EXPECT_TRUE(plan.has_value());
    return {plan.value_or(ImportPlan{}), report.problems(), report.bad_rows(), messages};
}

std::string rows(std::size_t count, const std::string& rest = ",1/2,10.05,0.5\n") {
    std::string text = "id,selection,stake,cost\n";
    for (std::size_t i = 1; i <= count; ++i) text += std::to_string(i) + rest;
    return text;
}

TEST(Plan, CountsAndAddsUp) {
    const Planned planned = plan_of(rows(5), {.split = 2});
    EXPECT_EQ(planned.plan.rows, 5U);
    EXPECT_EQ(planned.plan.bets, 5U);
    EXPECT_EQ(planned.plan.batches, 3U);
    EXPECT_EQ(planned.plan.stake, Money{502'500});
    EXPECT_EQ(planned.problems, 0U);
}

TEST(Plan, SaysOnceThatAFileNeedsSplitting) {
    const Planned planned = plan_of(rows(3 * limits::bets_per_batch_max));
    EXPECT_EQ(planned.problems, 1U);
    EXPECT_THAT(planned.messages, HasSubstr("x.csv: row 10002 is beyond the 10,000 bets"));
    EXPECT_THAT(planned.messages, HasSubstr("--split 10000"));
}

TEST(Plan, RefusesABatchThatComesBack) {
    const Planned planned = plan_of("batch,id,selection,stake,cost\na,1,1,1,1\nb,2,1,1,1\na,3,1,1,1\n");
    EXPECT_EQ(planned.problems, 1U);
    EXPECT_THAT(planned.messages, HasSubstr("row 4, batch: comes back after other batches (before: row 2)"));
}

TEST(Plan, ShowsTheFirstHundredProblemsAndCountsTheRest) {
    const Planned planned = plan_of(rows(250, ",1/2,x,y\n"));
    EXPECT_EQ(planned.problems, 500U);
    EXPECT_EQ(planned.bad_rows, 250U);
    EXPECT_THAT(planned.messages, HasSubstr("row 51, "));
    EXPECT_THAT(planned.messages, Not(HasSubstr("row 52, ")));
    EXPECT_THAT(planned.messages, HasSubstr("... and 400 more"));
}

TEST(Plan, RefusesABatchThatIsTooLargeForARequest) {
    const std::string note(900, 'n');
    const Planned planned = plan_of("id,selection,stake,cost,note\n" + [&] {
        std::string text;
        for (int i = 1; i <= 10'000; ++i) text += std::to_string(i) + ",1,1,1," + note + "\n";
        return text;
    }());
    EXPECT_THAT(planned.messages, HasSubstr("say a smaller --split"));
}

TEST(Plan, SurvivesMoreMoneyThanItCanCount) {
    std::string text = "id,selection,stake,cost\n";
    for (int i = 1; i <= 9'300; ++i) text += std::to_string(i) + ",1,99999999999,0\n";
    const Planned planned = plan_of(text, {.split = 1});
    EXPECT_EQ(planned.problems, 0U);
    EXPECT_FALSE(planned.plan.sums_fit);
}

TEST(Body, IsWhatTheApiReads) {
    std::string body;
    const std::vector<NewBet> bets{{1, "1/2 \"x\"", Money{100'500}, Money{-5'000}, "r", std::nullopt}};
    append_body(body, R"({"name":"n"})", bets);
    EXPECT_EQ(
        body,
        R"({"meta":{"name":"n"},"bets":[{"id":1,"selection":"1/2 \"x\"","stake":10.05,"cost":-0.5,"reference":"r"}]})");
    EXPECT_GE(body_bytes_bound({R"({"name":"n"})", bets}), body.size());
}

TEST(ImportKey, TellsAccountPlaceContentAndLabelApart) {
    const std::string key = import_key(AccountId{1}, "", 0, "body");
    EXPECT_EQ(key, import_key(AccountId{1}, "", 0, "body"));
    EXPECT_NE(key, import_key(AccountId{2}, "", 0, "body"));
    EXPECT_NE(key, import_key(AccountId{1}, "again", 0, "body"));
    EXPECT_NE(key, import_key(AccountId{1}, "", 1, "body"));
    EXPECT_NE(key, import_key(AccountId{1}, "", 0, "body2"));
    EXPECT_LE(key.size(), limits::idempotency_key_chars_max);
}

TEST(Overlay, PutsMembersOverMembers) {
    EXPECT_EQ(*overlay(R"({"a":1,"b":{"x":1}})", R"({"b":2,"c\n":3.50})"), R"({"a":1,"b":2,"c\n":3.50})");
    EXPECT_EQ(*overlay("{}", "{ }"), "{}");
    EXPECT_FALSE(overlay("{}", "[]").has_value());
    EXPECT_FALSE(overlay("{}", "{").has_value());
}

}  // namespace
}  // namespace bs::cli
