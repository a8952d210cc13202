#include "base/json.h"

#include "base/limits.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <map>

namespace bs::json {
namespace {

std::string refusal(std::string_view text) {
    const auto document = parse(text);
    return document ? "accepted " + document->root().to_string() : document.error().detail;
}

std::string minified(std::string_view text) {
    const auto document = parse(text);
    return document ? document->root().to_string() : "refused: " + document.error().detail;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, KeepsNumbersAsTheyWereWritten) {
    for (const std::string_view number :
         {"0", "-0", "10.05", "10.0500", "1e2", "1E+2", "1e400", "-1e-400", "9223372036854775807",
          "9223372036854775808", "18446744073709551616", "123456789012345678901234567890.12345678901234567890",
          "0.0000000000000000000001"}) {
        SCOPED_TRACE(number);
        EXPECT_EQ(minified(number), number);
        EXPECT_EQ(minified("[" + std::string(number) + " , 1]"), "[" + std::string(number) + ",1]");
    }
}

TEST(Json, WalksArraysAndObjectsInOrder) {
    const std::string text = R"( {"b": [1, [], {"x": null}, "two"], "a": true, "c": {}} )";
    const auto document = parse(text);
    ASSERT_TRUE(document.has_value());
    const Value root = document->root();

    ASSERT_TRUE(root.is(Kind::object));
    EXPECT_EQ(root.size(), 3U);
    std::string keys;
    root.each_member([&](std::string_view key, const Value& value) {
        keys += key;
        keys += value.to_string();
    });
    EXPECT_EQ(keys, R"(b[1,[],{"x":null},"two"]atruec{})");

    const Value list = root.find("b");
    ASSERT_TRUE(list.found());
    EXPECT_EQ(list.size(), 4U);
    std::vector<Kind> kinds;
    for (Value v = list.first(); !v.at_end_of(list); v = v.next()) kinds.push_back(v.kind());
    EXPECT_EQ(kinds, (std::vector{Kind::number, Kind::array, Kind::object, Kind::string}));
    EXPECT_TRUE(root.find("a").truth());
    EXPECT_FALSE(root.find("x").found()) << "find looks at its own members only";
    EXPECT_FALSE(list.find("x").found()) << "an array has no members";
}

TEST(Json, DecodesEscapesAndPointsAtTheRest) {
    const std::string text = R"(["plain", "a\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00z", "é😀"])";
    const auto document = parse(text);
    ASSERT_TRUE(document.has_value());
    const Value plain = document->root().first();

    EXPECT_EQ(plain.text(), "plain");
    EXPECT_EQ(plain.text().data(), text.data() + 2);
    EXPECT_EQ(plain.next().text(), "a\"\\/\b\f\n\r\tAé😀z");
    EXPECT_EQ(plain.next().next().text(), "é😀");
}

TEST(Json, DecodesLongStringsWithEscapesAnywhere) {
    // Longer than any buffer of the parser, the escape at every distance from its end.
    for (std::size_t before = 4080; before < 4110; ++before) {
        const std::string head(before, 'x');
        const std::string tail(5000, 'y');
        const std::string text = "[\"" + head + "\\u20ac\\ud83d\\ude00" + "€" + tail + "\"]";
        const auto document = parse(text);
        ASSERT_TRUE(document.has_value()) << before;
        EXPECT_EQ(document->root().first().text(), head + "€😀€" + tail) << before;
    }
}

TEST(Json, SurvivesBeingMoved) {
    const std::string text = R"(["s", "with \n escape"])";
    auto parsed = parse(text);
    ASSERT_TRUE(parsed.has_value());
    const Document moved = std::move(*parsed);

    EXPECT_EQ(moved.root().first().next().text(), "with \n escape");
}

TEST(Json, RefusesDuplicateKeysHoweverTheyAreSpelled) {
    const std::string reason = "an object ends here that has the same key twice";
    EXPECT_EQ(refusal(R"({"a":1,"a":1})"), "JSON, byte 12: " + reason);
    EXPECT_EQ(refusal(R"({"a":1,"b":2,"\u0061":3})"), "JSON, byte 23: " + reason);
    EXPECT_EQ(refusal(R"([{"x":{"":1,"":2}}])"), "JSON, byte 16: " + reason);
    EXPECT_EQ(minified(R"({"a":{"a":1},"b":{"a":1}})"), R"({"a":{"a":1},"b":{"a":1}})");
    EXPECT_EQ(minified(R"({"a":1,"A":1})"), R"({"a":1,"A":1})");
}

TEST(Json, RefusesWhatRfc8259DoesNotKnow) {
    for (const std::string_view text : {"",
                                        " ",
                                        "nul",
                                        "tru",
                                        "True",
                                        "NaN",
                                        "Infinity",
                                        "-Infinity",
                                        "-",
                                        "+1",
                                        "01",
                                        "1.",
                                        ".5",
                                        "1e",
                                        "0x10",
                                        "'a'",
                                        "\"a",
                                        "[1,]",
                                        "[,1]",
                                        "{\"a\":1,}",
                                        "{a:1}",
                                        "{\"a\"}",
                                        "{\"a\":}",
                                        "{1:2}",
                                        "[1 2]",
                                        "[",
                                        "{",
                                        "]",
                                        "}",
                                        "[1]]",
                                        "1 2",
                                        "{} {}",
                                        "// c\n1",
                                        "/**/1",
                                        "\"\\x\"",
                                        "\"\\u12\"",
                                        "\"\\u12g4\"",
                                        "\"tab\there\"",
                                        "\"line\nbreak\"",
                                        "\xEF\xBB\xBF{}",
                                        "\xFE\xFF",
                                        "[1,\v2]"}) {
        EXPECT_TRUE(refusal(text).starts_with("JSON, byte ")) << text << ": " << refusal(text);
    }
    EXPECT_TRUE(refusal(std::string_view("1\0", 2)).starts_with("JSON, byte 1: "));
    EXPECT_TRUE(refusal(std::string_view("\"a\0b\"", 5)).starts_with("JSON, byte 2: "));
}

TEST(Json, RefusesInvalidUtf8) {
    for (const std::string_view bytes :
         {"\x80", "\xC0\x80", "\xC3", "\xC3\x28", "\xE0\x80\x80", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x80\x80\x80",
          "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "\xE2\x82"}) {
        for (const std::string_view prefix : {"", "x", "\\n", "0123456789abcdef0123456789abcdef"}) {
            const std::string text = "\"" + std::string(prefix) + std::string(bytes) + "\"";
            EXPECT_TRUE(refusal(text).starts_with("JSON, byte ")) << text;
            EXPECT_TRUE(refusal("{" + text + ":1}").starts_with("JSON, byte ")) << text;
        }
    }
}

TEST(Json, RefusesLoneSurrogatesAndNul) {
    for (const std::string_view text :
         {R"("\ud800")", R"("\udc00")", R"("\ud800x")", R"("\ud800\n")", R"("\ud800\u0041")", R"("\ud800\ud800")",
          R"("\udfff\ud800")", R"(["\ud83d", "\ude00"])", R"({"\ud800":1})"}) {
        EXPECT_TRUE(refusal(text).starts_with("JSON, byte ")) << text << ": " << refusal(text);
    }
    EXPECT_EQ(refusal(R"("a\u0000b")"), "JSON, byte 9: a string before here contains U+0000");
    EXPECT_EQ(refusal(R"({"\u0000":1})"), "JSON, byte 8: a string before here contains U+0000");
}

TEST(Json, SaysWhereAndWhat) {
    EXPECT_EQ(refusal("[1,2"), "JSON, byte 4: the text ends too early");
    EXPECT_EQ(refusal("[1] x"), "JSON, byte 4: something follows the value");
    EXPECT_EQ(refusal("\xEF\xBB\xBF{}"), "JSON, byte 0: a byte order mark");
    EXPECT_EQ(refusal("[1 x]"), "JSON, byte 3: not valid JSON");
    EXPECT_EQ(refusal(R"(["\ud800\u0041"])"), "JSON, byte 10: a lone surrogate");
}

TEST(Json, IsAsDeepAsTheLimitAndNoDeeper) {
    EXPECT_EQ(minified(nested(limits::json_depth_max)), nested(limits::json_depth_max));
    EXPECT_TRUE(refusal(nested(limits::json_depth_max + 1)).ends_with("nested too deeply"));
    EXPECT_TRUE(refusal(std::string(1'000'000, '[')).ends_with("nested too deeply"));
}

TEST(Json, BoundsTheNumberOfValues) {
    std::string text = "[";
    for (std::size_t i = 0; i < limits::json_values_max; ++i) text += "1,";
    text.back() = ']';

    EXPECT_TRUE(refusal(text).ends_with("too many values"));
    text.replace(text.size() - 3, 2, "  ");  // one value less: with the array itself exactly the limit
    EXPECT_TRUE(parse(text).has_value()) << refusal(text);
}

// Keys that collide must not make a body expensive; a hash table could be made to.
TEST(Json, ChecksManyKeysOfOneObject) {
    std::string text = "{";
    for (int i = 0; i < 100'000; ++i) text += "\"" + std::string(40, 'k') + std::to_string(i) + "\":0,";
    text.back() = '}';
    EXPECT_TRUE(parse(text).has_value());
    text.insert(text.size() - 1, ",\"" + std::string(40, 'k') + "777\":0");
    EXPECT_TRUE(refusal(text).ends_with("the same key twice"));
}

// A value that can print itself in more than one way.
struct Generated {
    std::string text;      // with white space and escapes
    std::string minified;  // as append_to writes it
};

std::string spaces() { return *rc::gen::container<std::string>(rc::gen::element(' ', '\n', '\t', '\r')); }

Generated generate_string() {
    // Letters that need care: quote, backslash, controls, two to four bytes, a separator.
    static const std::map<std::string, std::vector<std::string>> spellings = {
        {"a", {"a", "\\u0061"}},
        {"\\\"", {"\\\"", "\\u0022"}},
        {"\\\\", {"\\\\", "\\u005c", "\\u005C"}},
        {"/", {"/", "\\/"}},
        {"\\n", {"\\n", "\\u000a"}},
        {"\\u0001", {"\\u0001"}},
        {"é", {"é", "\\u00e9"}},
        {"€", {"€", "\\u20AC"}},
        {"\\u2028", {"\xE2\x80\xA8", "\\u2028"}},
        {"😀", {"😀", "\\ud83d\\ude00"}},
    };
    Generated out{"\"", "\""};
    const auto length = *rc::gen::inRange(0, 12);
    for (int i = 0; i < length; ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, spellings.size());
        const auto& [canonical, ways] = *std::next(spellings.begin(), static_cast<std::ptrdiff_t>(at));
        out.text += *rc::gen::elementOf(ways);
        out.minified += canonical;
    }
    out.text += '"';
    out.minified += '"';
    return out;
}

Generated generate_value(int depth);

Generated generate_container(int depth, bool object) {
    Generated out{object ? "{" : "[", object ? "{" : "["};
    const auto count = *rc::gen::inRange(0, 5);
    for (int i = 0; i < count; ++i) {
        if (i > 0) {
            out.text += ',';
            out.minified += ',';
        }
        if (object) {
            const std::string key = "\"k" + std::to_string(i) + "\"";
            out.text += spaces() + key + spaces() + ":";
            out.minified += key + ":";
        }
        const Generated child = generate_value(depth - 1);
        out.text += spaces() + child.text + spaces();
        out.minified += child.minified;
    }
    out.text += object ? '}' : ']';
    out.minified += object ? '}' : ']';
    return out;
}

Generated generate_value(int depth) {
    const auto choice = *rc::gen::inRange(0, depth > 0 ? 5 : 3);
    if (choice == 0) return generate_string();
    if (choice >= 3) return generate_container(depth, choice == 3);
    const std::string word = *rc::gen::element<std::string>("null", "true", "false", "0", "-1.50", "1e9", "10.0");
    return {word, word};
}

RC_GTEST_PROP(Json, SurvivesReadingAndWriting, ()) {
    const Generated value = generate_value(4);

    const auto first = parse(value.text);
    RC_ASSERT(first.has_value());
    const std::string written = first->root().to_string();
    RC_ASSERT(written == value.minified);
    const auto second = parse(written);
    RC_ASSERT(second.has_value());
    RC_ASSERT(second->root().to_string() == written);
}

RC_GTEST_PROP(Json, RefusesEveryBeginningOfAnObject, ()) {
    const std::string whole = generate_container(3, true).text;
    const auto length = *rc::gen::inRange<std::size_t>(0, whole.size());
    RC_ASSERT(!parse(std::string_view(whole).substr(0, length)).has_value());
}

TEST(Json, ParsesAFullBatchInMilliseconds) {
    std::string text = R"({"meta":{"name":"n"},"bets":[)";
    for (int i = 0; i < 10'000; ++i) {
        text += R"({"id":)" + std::to_string(i) + R"(,"selection":"1/2/3","stake":10.05,"cost":100.5,"note":"a"},)";
    }
    text.back() = ']';
    text += '}';

    const auto start = std::chrono::steady_clock::now();
    const auto document = parse(text);
    const auto took = std::chrono::steady_clock::now() - start;

    ASSERT_TRUE(document.has_value());
    EXPECT_EQ(document->root().find("bets").size(), 10'000U);
    RecordProperty("microseconds", std::to_string(took / std::chrono::microseconds(1)));
    EXPECT_LT(took, std::chrono::seconds(2)) << "quadratic work somewhere";
}

}  // namespace
}  // namespace bs::json
