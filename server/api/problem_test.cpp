#include "api/problem.h"

#include "api/error_table.h"

#include <gtest/gtest.h>

#include <set>

namespace bs {
namespace {

Caller a_caller() {
    Caller caller;
    caller.request_id = "r-1";
    return caller;
}

TEST(Problem, HoldsEveryWrongFieldAndWhatIsThereNow) {
    const Error error{
        ErrorCode::version_conflict, "it \"moved\"", {{"/3/version", "stale", "expected 2"}}, R"({"pid":7})"};

    EXPECT_EQ(problem_json(error, a_caller()),
              R"({"type":"/problems/version_conflict","title":"Somebody else changed it first","status":412,)"
              R"("detail":"it \"moved\"","code":"version_conflict","request_id":"r-1",)"
              R"("errors":[{"pointer":"/3/version","code":"stale","detail":"expected 2"}],"current":{"pid":7}})");
}

TEST(Problem, NamesTheTraceWhenThereIsOne) {
    Caller caller = a_caller();
    caller.trace =
        CallerTrace{parse_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").value(), {}};
    const std::string json = problem_json({ErrorCode::not_found, "", {}, {}}, caller);
    EXPECT_NE(json.find(R"("request_id":"r-1","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"})"), std::string::npos);
}

TEST(Problem, TellsItsKindWhenItIsReadAgain) {
    for (const ErrorRow& row : error_rows()) {
        EXPECT_EQ(find_problem_code(problem_json({row.code, "", {}, {}}, a_caller())), row.code);
    }
    EXPECT_EQ(find_problem_code(R"({"code":"something_else"})"), std::nullopt);
    EXPECT_EQ(find_problem_code(R"({"id":1})"), std::nullopt);
    EXPECT_EQ(find_problem_code(R"([])"), std::nullopt);
    EXPECT_EQ(find_problem_code("no JSON"), std::nullopt);
}

TEST(Problem, SaysWhetherAnythingWasApplied) {
    const auto outcome = [](ErrorCode code) {
        const std::string json = problem_json({code, "", {}, {}}, Caller{});
        if (json.find(R"("outcome":"unknown")") != std::string::npos) return "unknown";
        return json.find(R"("outcome":"not_applied")") != std::string::npos ? "not_applied" : "";
    };

    EXPECT_STREQ(outcome(ErrorCode::outcome_unknown), "unknown");
    EXPECT_STREQ(outcome(ErrorCode::storage_full), "not_applied");
    EXPECT_STREQ(outcome(ErrorCode::overloaded), "not_applied");
    EXPECT_STREQ(outcome(ErrorCode::not_found), "");
}

TEST(ErrorTable, GivesEveryCodeANameOfItsOwn) {
    std::set<std::string_view> names;
    for (const ErrorRow& row : error_rows()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_GE(row.status, 400);
        EXPECT_FALSE(row.meaning.empty());
        EXPECT_EQ(row.retry_later,
                  render_problem({row.code, "", {}, {}}, Caller{}).fields.find("Retry-After") != std::string::npos);
    }
}

}  // namespace
}  // namespace bs
