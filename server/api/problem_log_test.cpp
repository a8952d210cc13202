#include "api/problem_log.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

using namespace std::chrono_literals;

constexpr LineBudget::Time start{1000s};

TEST(LineBudget, AllowsSoManyInASecond) {
    LineBudget budget;
    for (std::size_t i = 0; i < limits::failure_lines_per_second; ++i) EXPECT_EQ(budget.take(start), 0U);
    EXPECT_EQ(budget.take(start), std::nullopt);
    EXPECT_EQ(budget.take(start + 999ms), std::nullopt);
}

TEST(LineBudget, SaysAfterwardsHowManyWereLeftOut) {
    LineBudget budget;
    for (std::size_t i = 0; i < limits::failure_lines_per_second + 3; ++i) static_cast<void>(budget.take(start));
    EXPECT_EQ(budget.take(start + 1s), 3U);
    EXPECT_EQ(budget.take(start + 1s), 0U);
}

TEST(ProblemLog, CountsEachCodeByItself) {
    ProblemLog problems;
    const RouteMetrics route;
    problems.note({ErrorCode::not_found, ""}, route, {}, start);
    problems.note({ErrorCode::not_found, ""}, route, {}, start);
    EXPECT_EQ(problems.count(ErrorCode::not_found), 2U);
    EXPECT_EQ(problems.count(ErrorCode::internal), 0U);
}

}  // namespace
}  // namespace bs
