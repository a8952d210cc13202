#include "domain/field_checks.h"

#include <gtest/gtest.h>

#include <string>

namespace bs {
namespace {

std::string code_of(const Verdict& verdict) { return verdict ? std::string(verdict->code) : "fine"; }

std::string repeat(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

constexpr TextRule line{5, true, false};
constexpr TextRule text{5, false, true};

TEST(TextCheck, CountsCodePointsNotBytes) {
    EXPECT_EQ(code_of(check_text("12345", line)), "fine");
    EXPECT_EQ(code_of(check_text("123456", line)), "too_long");
    EXPECT_EQ(code_of(check_text(repeat("\u00E9", 5), line)), "fine");
    EXPECT_EQ(code_of(check_text(repeat("\U0001F40E", 5), line)), "fine");
    EXPECT_EQ(code_of(check_text(repeat("\U0001F40E", 6), line)), "too_long");
    EXPECT_EQ(check_text("123456", line)->detail, "must have at most 5 characters, not 6");
}

TEST(TextCheck, KnowsEmptyFromBlank) {
    EXPECT_EQ(code_of(check_text("", line)), "required");
    EXPECT_EQ(code_of(check_text(" ", line)), "blank");
    EXPECT_EQ(code_of(check_text("\u00A0\u3000\u200B\uFEFF", line)), "blank");
    EXPECT_EQ(code_of(check_text(" a ", line)), "fine");
    EXPECT_EQ(code_of(check_text("", text)), "fine");
    EXPECT_EQ(code_of(check_text("  ", text)), "fine");
}

TEST(TextCheck, RefusesEveryControlCharacter) {
    for (int c = 0; c < 0x20; ++c) {
        SCOPED_TRACE(c);
        const std::string with_control = std::string("a") + static_cast<char>(c);
        EXPECT_EQ(code_of(check_text(with_control, line)), "control_character");
        const bool may_stand = c == '\n' || c == '\t';
        EXPECT_EQ(code_of(check_text(with_control, text)), may_stand ? "fine" : "control_character");
    }
    for (const std::string_view control :
         {"\x7F", "\u0080", "\u0085", "\u009F", "\u202A", "\u202E", "\u2066", "\u2069"}) {
        EXPECT_EQ(code_of(check_text(control, line)), "control_character");
        EXPECT_EQ(code_of(check_text(control, text)), "control_character");
    }
    EXPECT_EQ(check_text("\u202E", line)->detail, "must not hold the control character U+202E");
}

TEST(TextCheck, AcceptsWritingOfEveryDirection) {
    for (const std::string_view word : {"\u05D0\u05D1", "\u0633\u0628\u0642", "\u99AC", "\u00C5sa", "** 1/2"}) {
        EXPECT_EQ(code_of(check_text(word, {20, true, false})), "fine") << word;
    }
}

TEST(TextCheck, RefusesWhatIsNotUtf8) {
    for (const std::string_view broken : {"a\xFF", "\xC3", "\xED\xA0\x80", "\xC0\xAF", "\xF4\x90\x80\x80"}) {
        EXPECT_EQ(code_of(check_text(broken, line)), "invalid_text");
    }
}

TEST(TextCheck, LetsAnOptionalTextBeAbsent) {
    EXPECT_EQ(code_of(check_optional_text(std::nullopt, line)), "fine");
    EXPECT_EQ(code_of(check_optional_text("123456", line)), "too_long");
}

TEST(IdCheck, EndsWhereAReaderOfJsonWouldRound) {
    for (const std::int64_t good : {std::int64_t{1}, limits::json_integer_max})
        EXPECT_EQ(code_of(check_id(good)), "fine");
    for (const std::int64_t bad : {std::int64_t{0}, std::int64_t{-1}}) EXPECT_EQ(code_of(check_id(bad)), "too_small");
    EXPECT_EQ(code_of(check_id(limits::json_integer_max + 1)), "too_large");
    EXPECT_EQ(code_of(check_external_id(-limits::json_integer_max)), "fine");
    EXPECT_EQ(code_of(check_external_id(-limits::json_integer_max - 1)), "too_small");
}

TEST(CurrencyCheck, WantsThreeCapitalLetters) {
    for (const std::string_view good : {"USD", "EUR", "JPY", "XXX"}) EXPECT_EQ(code_of(check_currency(good)), "fine");
    for (const std::string_view bad : {"", "US", "USDT", "usd", "U$D", "US ", "\u00C9U"}) {
        EXPECT_EQ(code_of(check_currency(bad)), "invalid_format") << bad;
    }
}

TEST(MetaCheck, CountsBytes) {
    EXPECT_EQ(code_of(check_meta(std::string(limits::meta_bytes_max, ' '))), "fine");
    EXPECT_EQ(code_of(check_meta(std::string(limits::meta_bytes_max + 1, ' '))), "too_large");
}

TEST(AmountCheck, EndsBelowTheLimitOfMoney) {
    EXPECT_EQ(code_of(check_amount({money_units_limit - 1})), "fine");
    EXPECT_EQ(code_of(check_amount({money_units_limit})), "too_large");
    EXPECT_EQ(code_of(check_amount({1 - money_units_limit})), "fine");
    EXPECT_EQ(code_of(check_amount({-money_units_limit})), "too_small");
    EXPECT_EQ(code_of(check_stake({0})), "fine");
    EXPECT_EQ(code_of(check_stake({-1})), "too_small");
    EXPECT_EQ(code_of(check_stake({money_units_limit})), "too_large");
}

TEST(FindRepeated, NamesEveryPlaceButTheFirst) {
    using Keys = std::vector<std::int64_t>;
    using Places = std::vector<std::size_t>;
    EXPECT_EQ(find_repeated(Keys{}), Places{});
    EXPECT_EQ(find_repeated(Keys{1, 2, 3}), Places{});
    EXPECT_EQ(find_repeated(Keys{3, 1, 2}), Places{});
    EXPECT_EQ(find_repeated(Keys{1, 1}), Places{1});
    EXPECT_EQ(find_repeated(Keys{7, 3, 7, 5, 3, 7}), (Places{2, 4, 5}));
}

TEST(FieldErrors, AreQuotedByTheirWhole) {
    FieldErrors errors;
    errors.add("/bets/3", "stake", Flaw{"too_small", "must not be negative"});
    errors.add("", "name", std::nullopt);
    errors.add("", "meta", Flaw{"too_large", "is too large"});

    const Error error = refuse_fields(errors.take());

    EXPECT_EQ(error.code, ErrorCode::invalid_field);
    EXPECT_EQ(error.detail, "bets/3/stake: must not be negative (and 1 more)");
    EXPECT_EQ(error.fields, (std::vector<FieldError>{{"/bets/3/stake", "too_small", "must not be negative"},
                                                     {"/meta", "too_large", "is too large"}}));
}

}  // namespace
}  // namespace bs
