#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace bs {
namespace {

TEST(Utf8, AcceptsTheBoundsOfEveryLength) {
    for (const std::string_view text : {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                                        "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_valid_utf8(text)) << text;
    }
    EXPECT_TRUE(is_valid_utf8(std::string_view("\0", 1)));
}

TEST(Utf8, RefusesEverythingElse) {
    for (const std::string_view text : {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\xC2", "\xE0\x9F\xBF",
                                        "\xE2\x82", "\xE2\x82x", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
                                        "\xF0\x9F\x98", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF"}) {
        EXPECT_FALSE(is_valid_utf8(text)) << text;
        EXPECT_FALSE(is_valid_utf8("ok" + std::string(text))) << text;
        EXPECT_FALSE(is_valid_utf8(std::string(text) + "ok")) << text;
    }
}

// Table 3-7 of the Unicode standard, for two bytes.
TEST(Utf8, KnowsEverySequenceOfTwoBytes) {
    for (unsigned lead = 0x80; lead <= 0xFF; ++lead) {
        for (unsigned next = 0; next <= 0xFF; ++next) {
            const std::string text{static_cast<char>(lead), static_cast<char>(next)};
            const bool expected = lead >= 0xC2 && lead <= 0xDF && next >= 0x80 && next <= 0xBF;
            ASSERT_EQ(is_valid_utf8(text), expected) << lead << " " << next;
        }
    }
}

TEST(Utf8, DecodesCodePoints) {
    EXPECT_EQ(first_code_point("\xC3\xA9x").value, U'é');
    EXPECT_EQ(first_code_point("€").value, U'€');
    EXPECT_EQ(first_code_point("😀").value, U'😀');
    EXPECT_EQ(first_code_point("😀").bytes, 4U);
    EXPECT_FALSE(first_code_point("\xC3").valid);
    EXPECT_EQ(first_code_point("\xC3").bytes, 1U);
}

TEST(Utf8, CountsCodePointsNotBytes) {
    EXPECT_EQ(count_code_points(""), 0U);
    EXPECT_EQ(count_code_points("abc"), 3U);
    EXPECT_EQ(count_code_points("é€😀"), 3U);
}

TEST(Utf8, FindsTheControlsThatPlayTricks) {
    EXPECT_EQ(find_control("4/5/6 ** fast finisher é€😀"), std::nullopt);
    EXPECT_EQ(find_control("a\nb"), U'\n');
    EXPECT_EQ(find_control("a\tb"), U'\t');
    EXPECT_EQ(find_control("\x7F"), char32_t{0x7F});
    EXPECT_EQ(find_control("x\xC2\x85"), char32_t{0x85});
    EXPECT_EQ(find_control("\xC2\x9F"), char32_t{0x9F});
    EXPECT_EQ(find_control("\xC2\xA0"), std::nullopt);
    EXPECT_EQ(find_control("pay \xE2\x80\xAE"
                           "001"),
              char32_t{0x202E});
    EXPECT_EQ(find_control("\xE2\x81\xA6"), char32_t{0x2066});
    EXPECT_EQ(find_control(std::string_view("\0", 1)), char32_t{0});
}

TEST(Utf8, NamesExactlyTheseControls) {
    int controls = 0;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) controls += is_control(c) ? 1 : 0;
    EXPECT_EQ(controls, 32 + 1 + 32 + 5 + 4);
}

}  // namespace
}  // namespace bs
