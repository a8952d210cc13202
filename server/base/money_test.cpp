#include "base/money.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <charconv>
#include <limits>
#include <string>

namespace bs {
namespace {

constexpr Money largest{money_units_limit - 1};

std::string refusal(std::string_view text) {
    const auto money = parse_money(text);
    return money ? "accepted " + to_string(*money) : money.error().detail;
}

TEST(Money, ReadsExactDecimals) {
    struct Row {
        std::string_view text;
        std::int64_t units;
    };
    for (const Row& row : {
             Row{"0", 0},
             Row{"-0", 0},
             Row{"-0.0", 0},
             Row{"10", 100'000},
             Row{"10.05", 100'500},
             Row{"0.0001", 1},
             Row{"-3.1415", -31'415},
             Row{"1e2", 1'000'000},
             Row{"1E+2", 1'000'000},
             Row{"12.5e-1", 12'500},
             Row{"100e-6", 1},
             Row{"0.00001e1", 1},
             Row{"10.0500000000000000000000000000", 100'500},
             Row{"0e999999999999999999999999", 0},
             Row{"0.000000000000000000000000000000000000000", 0},
             Row{"0.00000000000000000001e20", 10'000},
             Row{"100000000000000000000e-20", 10'000},
             Row{"99999999999.9999", money_units_limit - 1},
             Row{"-99999999999.9999", 1 - money_units_limit},
             Row{"10000000000", 100'000'000'000'000},
         }) {
        SCOPED_TRACE(row.text);
        const auto money = parse_money(row.text);
        ASSERT_TRUE(money.has_value()) << money.error().detail;
        EXPECT_EQ(money->units, row.units);
    }
}

TEST(Money, RefusesFiveDecimals) {
    for (const std::string_view text : {"0.00001", "1.00001", "99999999999.99999", "1e-5", "12345e-5", "-0.12345",
                                        "0.000000000000000000000000000000001", "1e-999999999999999999"}) {
        EXPECT_EQ(refusal(text), "more than 4 decimals") << text;
    }
}

TEST(Money, RefusesWhatIsTooLarge) {
    for (const std::string_view text :
         {"100000000000", "100000000000.0", "-100000000000", "1e11", "1e999999999999999", "9223372036854775807",
          "9223372036854775808", "123456789012345678901234567890", "0.1e12", "100000000000.00001"}) {
        EXPECT_EQ(refusal(text), "too large: amounts are below 100000000000") << text;
    }
}

TEST(Money, RefusesWhatIsNoJsonNumber) {
    for (const std::string_view text :
         {"",   " ",  "-",     "+1",   "1.",  ".5",  "01",       "-01",       "00",    "1e",  "1e+",   "e5",      "1,5",
          "1 ", " 1", "1.5.5", "0x10", "NaN", "nan", "Infinity", "-Infinity", "1e5.5", "--1", "1_000", "\xD9\xA1"}) {
        EXPECT_EQ(refusal(text), "not a decimal number such as 10.05") << text;
    }
    EXPECT_EQ(refusal(std::string_view("1\0", 2)), "not a decimal number such as 10.05");
}

TEST(Money, IsWrittenWithAtLeastOneDecimalAndNoNeedlessZeros) {
    EXPECT_EQ(to_string(Money{0}), "0.0");
    EXPECT_EQ(to_string(Money{100'000}), "10.0");
    EXPECT_EQ(to_string(Money{5'000}), "0.5");
    EXPECT_EQ(to_string(Money{-31'415}), "-3.1415");
    EXPECT_EQ(to_string(Money{1}), "0.0001");
    EXPECT_EQ(to_string(Money{100'010}), "10.001");
    EXPECT_EQ(to_string(largest), "99999999999.9999");
    EXPECT_EQ(to_string(Money{std::numeric_limits<std::int64_t>::min()}), "-922337203685477.5808");
}

RC_GTEST_PROP(Money, SurvivesWritingAndReading, ()) {
    const auto units = *rc::gen::inRange(1 - money_units_limit, money_units_limit);

    const auto again = parse_money(to_string(Money{units}));

    RC_ASSERT(again.has_value());
    RC_ASSERT(again->units == units);
}

// 15 significant digits survive a double, which is why the limit is where it is.
RC_GTEST_PROP(Money, SurvivesAClientThatUsesDoubles, ()) {
    const Money money{*rc::gen::inRange(1 - money_units_limit, money_units_limit)};

    const auto client = std::stod(to_string(money));
    std::array<char, 64> shortest{};
    const auto end = std::to_chars(shortest.data(), shortest.data() + shortest.size(), client).ptr;

    const auto again = parse_money({shortest.data(), static_cast<std::size_t>(end - shortest.data())});
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == money);
}

TEST(Money, AddsAndSubtracts) {
    Money sum{1};
    sum += Money{2};
    sum -= Money{5};

    EXPECT_EQ(sum, Money{-2});
    EXPECT_EQ(Money{1} + Money{2}, Money{3});
    EXPECT_EQ(Money{1} - Money{2}, Money{-1});
}

TEST(MoneyDeathTest, AbortsInsteadOfOverflowing) {
    const Money most{std::numeric_limits<std::int64_t>::max()};
    EXPECT_DEATH(static_cast<void>(most + Money{1}), "overflow");
    EXPECT_DEATH(static_cast<void>(Money{-2} - most), "overflow");
}

}  // namespace
}  // namespace bs
