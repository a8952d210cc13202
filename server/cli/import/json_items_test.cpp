#include "cli/import/json_items.h"

#include "base/json.h"
#include "cli/testing/text_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace bs::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Reading {
    std::vector<std::string> items;
    std::vector<std::uint64_t> lines;
    std::string error;
};

Reading read_all(const std::string& text, std::size_t piece = 1'000'000, std::size_t item_bytes_max = 1'000'000) {
    TextSource source(text, piece);
    JsonItems items(source, item_bytes_max);
    Reading reading;
    for (;;) {
        const auto found = items.next();
        if (!found) reading.error = found.error().detail;
        if (!found || !*found) return reading;
        reading.items.emplace_back(items.text());
        reading.lines.push_back(items.line());
    }
}

TEST(JsonItems, AreTheElementsOfAnArray) {
    const Reading reading = read_all(" [ {\"a\":[1,2]} ,\n{\"b\":\"]},\\\"\"}\n] \n");
    EXPECT_THAT(reading.items, ElementsAre(R"({"a":[1,2]})", R"({"b":"]},\""})"));
    EXPECT_THAT(reading.lines, ElementsAre(1, 2));
    EXPECT_THAT(reading.error, IsEmpty());
}

TEST(JsonItems, AreOneObject) { EXPECT_THAT(read_all("{\"a\":1}\n").items, ElementsAre("{\"a\":1}")); }

TEST(JsonItems, MayBeNone) {
    EXPECT_THAT(read_all("[]").items, IsEmpty());
    EXPECT_THAT(read_all(" [ \n ] ").error, IsEmpty());
}

TEST(JsonItems, MayBeScalars) { EXPECT_THAT(read_all("[1, \"x\",null]").items, ElementsAre("1", "\"x\"", "null")); }

TEST(JsonItems, SkipAByteOrderMark) { EXPECT_THAT(read_all("\xEF\xBB\xBF[1]", 1).items, ElementsAre("1")); }

TEST(JsonItems, RefuseWhatIsNotJson) {
    for (const std::string text : {"", "  ", "1", "x", "[1 2]", "[1,]", "[,1]", "[1", "[1,", "{\"a\":1", "[1]]",
                                   "{} {}", "[\"x]", "[[1]", "\xFF\xFE["}) {
        SCOPED_TRACE(text);
        EXPECT_FALSE(read_all(text).error.empty());
    }
    EXPECT_FALSE(read_all(std::string("[1]\0", 4)).error.empty());
}

TEST(JsonItems, RefuseOneThatIsTooLong) {
    EXPECT_THAT(read_all("[\"" + std::string(5'000, 'x') + "\"]", 100, 1'000).error, HasSubstr("longer than 1000"));
}

RC_GTEST_PROP(JsonItems, AreTheSameWhateverThePieces, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("[]{},\"\\1 \n")));
    const auto piece = *rc::gen::inRange<std::size_t>(1, 8);

    const Reading whole = read_all("[" + text);
    const Reading pieces = read_all("[" + text, piece);

    RC_ASSERT(whole.items == pieces.items);
    RC_ASSERT(whole.error == pieces.error);
}

// Items are found by brackets and quotes alone; for a text that is JSON they must be what a real parser finds.
RC_GTEST_PROP(JsonItems, AreWhatAParserFinds, ()) {
    const auto values = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"1", "-2.5e3", "true", "null", "\"\"", "\"a]\"", "\"\\\"\"",
                                                    "\"\\\\\"", "{}", "[]", "{\"a\":[{}]}", "[[],\"}\"]"}));
    const auto blank = *rc::gen::element<std::string>("", " ", "\n\t ");
    std::string text = "[";
    for (std::size_t i = 0; i < values.size(); ++i) text += (i == 0 ? "" : ",") + blank + values[i] + blank;
    text += "]";
    RC_ASSERT(json::parse(text).has_value());
    RC_ASSERT(read_all(text, 3).items == values);
}

}  // namespace
}  // namespace bs::cli
