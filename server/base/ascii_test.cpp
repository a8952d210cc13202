#include "base/ascii.h"

#include <gtest/gtest.h>

namespace bs::ascii {
namespace {

TEST(Ascii, KnowsDigitsAndNothingElse) {
    for (int c = -128; c < 128; ++c) {
        const auto ch = static_cast<char>(c);
        EXPECT_EQ(is_digit(ch), std::string_view("0123456789").find(ch) != std::string_view::npos) << c;
    }
}

TEST(Ascii, HexDigitsHaveTheirValueInBothCases) {
    for (int c = -128; c < 128; ++c) {
        const auto ch = static_cast<char>(c);
        const std::size_t lower = hex_digits.find(ch);
        const std::size_t upper = hex_digits_upper.find(ch);
        const std::size_t expected = std::min(lower, upper);
        EXPECT_EQ(hex_value(ch), expected == std::string_view::npos ? -1 : static_cast<int>(expected)) << c;
    }
}

TEST(Ascii, BytesAndCodePointsAreWrittenInFull) {
    std::string text;
    append_hex(text, 0x0F);
    append_hex(text, 0xA0, hex_digits_upper);
    append_hex4(text, U'\u2028');
    EXPECT_EQ(text, "0fA02028");
}

TEST(Ascii, LettersAndDigitsAreThoseOfAscii) {
    const std::string_view letters_and_digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int c = -128; c < 128; ++c) {
        const auto ch = static_cast<char>(c);
        const std::size_t at = letters_and_digits.find(ch);
        EXPECT_EQ(is_alphanumeric(ch), at != std::string_view::npos) << c;
        EXPECT_EQ(to_lower(ch), at != std::string_view::npos && at >= 36 ? letters_and_digits[at - 26] : ch) << c;
    }
    EXPECT_EQ(to_lower("Bet-\xC3\x84[Z]"), "bet-\xC3\x84[z]");
}

TEST(Ascii, TrimsBlanksAndTabsOnly) {
    EXPECT_EQ(trim(" \t a b\t "), "a b");
    EXPECT_EQ(trim("\na\r"), "\na\r");
    EXPECT_EQ(trim("\t "), "");
}

TEST(Ascii, CaseIsIgnoredForLettersOfAsciiOnly) {
    EXPECT_TRUE(equal_ignoring_case("Sec-Fetch-Site", "sec-FETCH-site"));
    EXPECT_FALSE(equal_ignoring_case("gzip", "gzi"));
    EXPECT_FALSE(equal_ignoring_case("[", "{")) << "32 apart, as letters are";
    EXPECT_FALSE(equal_ignoring_case("\xC3\x84", "\xC3\xA4"));
}

}  // namespace
}  // namespace bs::ascii
