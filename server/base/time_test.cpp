#include "base/time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bs {
namespace {

constexpr std::int64_t last_micros = 253'402'300'799'999'999;   // 9999-12-31T23:59:59.999999Z
constexpr std::int64_t first_micros = -62'167'219'200'000'000;  // 0000-01-01T00:00:00Z

TEST(Timestamp, IsWrittenInUtcWithSixDecimals) {
    EXPECT_EQ(to_string(Timestamp{0}), "1970-01-01T00:00:00.000000Z");
    EXPECT_EQ(to_string(Timestamp{-1}), "1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(to_string(Timestamp{951'782'400'000'001}), "2000-02-29T00:00:00.000001Z");
    EXPECT_EQ(to_string(Timestamp{1'769'860'800'000'000}), "2026-01-31T12:00:00.000000Z");
    EXPECT_EQ(to_string(Timestamp{last_micros}), "9999-12-31T23:59:59.999999Z");
    EXPECT_EQ(to_string(Timestamp{first_micros}), "0000-01-01T00:00:00.000000Z");
}

TEST(Timestamp, IsReadWithUpToNineDecimals) {
    struct Row {
        std::string_view text;
        std::int64_t micros;
    };
    for (const Row& row : {
             Row{"1970-01-01T00:00:00Z", 0},
             Row{"1970-01-01T00:00:00.5Z", 500'000},
             Row{"1970-01-01T00:00:00.000001Z", 1},
             Row{"1970-01-01T00:00:00.000001999Z", 1},
             Row{"1969-12-31T23:59:59.999999Z", -1},
             Row{"2026-01-31T12:00:00Z", 1'769'860'800'000'000},
         }) {
        SCOPED_TRACE(row.text);
        const auto at = parse_timestamp(row.text);
        ASSERT_TRUE(at.has_value());
        EXPECT_EQ(at->micros, row.micros);
    }
}

TEST(Timestamp, RefusesEverythingElse) {
    for (const std::string_view text : {"",
                                        "Z",
                                        "2026-01-31",
                                        "2026-01-31T12:00:00",
                                        "2026-01-31T12:00:00.Z",
                                        "2026-01-31T12:00:00.1234567890Z",
                                        "2026-01-31T12:00:00+00:00",
                                        "2026-01-31 12:00:00Z",
                                        "2026-01-31t12:00:00z",
                                        "2026-02-29T00:00:00Z",
                                        "2026-13-01T00:00:00Z",
                                        "2026-00-01T00:00:00Z",
                                        "2026-01-00T00:00:00Z",
                                        "2026-01-01T24:00:00Z",
                                        "2026-01-01T00:60:00Z",
                                        "2026-01-01T00:00:60Z",
                                        "2O26-01-01T00:00:00Z",
                                        "2026-01-01T00:00:00.12a4Z",
                                        "2026-1-01T00:00:00.0Z",
                                        "-026-01-01T00:00:00Z",
                                        "2026-01-01T-1:00:00Z",
                                        "2026/01/01T00:00:00Z",
                                        "2026-01-01T00:00:00Z ",
                                        "2026-01-01T00:00:00ZZ"}) {
        EXPECT_FALSE(parse_timestamp(text).has_value()) << text;
    }
}

RC_GTEST_PROP(Timestamp, SurvivesWritingAndReading, ()) {
    const Timestamp at{*rc::gen::inRange(first_micros, last_micros)};
    const auto again = parse_timestamp(to_string(at));
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == at);
}

TEST(SystemClock, IsInOurTime) {
    const Timestamp now = SystemClock{}.now();
    EXPECT_GT(now, *parse_timestamp("2025-01-01T00:00:00Z"));
    EXPECT_LT(now, *parse_timestamp("2100-01-01T00:00:00Z"));
}

}  // namespace
}  // namespace bs
