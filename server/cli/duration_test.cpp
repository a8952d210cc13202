#include "cli/duration.h"

#include <gtest/gtest.h>

namespace bs::cli {
namespace {

using std::chrono::milliseconds;

TEST(Duration, IsANumberAndAUnit) {
    EXPECT_EQ(*parse_duration("500ms"), milliseconds(500));
    EXPECT_EQ(*parse_duration("10s"), milliseconds(10'000));
    EXPECT_EQ(*parse_duration("15m"), milliseconds(900'000));
    EXPECT_EQ(*parse_duration("2h"), milliseconds(7'200'000));
    EXPECT_EQ(*parse_duration("30d"), milliseconds(2'592'000'000));
    EXPECT_EQ(*parse_duration("0"), milliseconds(0));
}

TEST(Duration, IsNothingElse) {
    for (const char* text : {"", "10", "s", "-1s", "1.5s", "10 s", "10sec", "99999999999999999999s", "3651d", "1e3s"}) {
        EXPECT_FALSE(parse_duration(text).has_value()) << text;
    }
}

TEST(Duration, IsShownInTheLargestUnitThatDividesIt) {
    for (const char* text : {"0", "1ms", "1500ms", "90s", "61m", "25h", "400d"})
        EXPECT_EQ(to_text(*parse_duration(text)), text);
    EXPECT_EQ(to_text(milliseconds(86'400'000)), "1d");
}

}  // namespace
}  // namespace bs::cli
