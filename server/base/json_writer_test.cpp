#include "base/json_writer.h"

#include "base/json.h"
#include "base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

namespace bs {
namespace {

std::string json_string(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

std::string encode(char32_t c) {
    std::string out;
    const auto put = [&](char32_t bits) { out.push_back(static_cast<char>(bits)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
    return out;
}

TEST(JsonString, EscapesWhatWouldEndTheStringOrTheLine) {
    EXPECT_EQ(json_string(""), R"("")");
    EXPECT_EQ(json_string("1/2/3 ** note"), R"("1/2/3 ** note")");
    EXPECT_EQ(json_string("a\"b\\c"), R"("a\"b\\c")");
    EXPECT_EQ(json_string("\b\f\n\r\t\x01\x1F\x7F"), R"("\b\f\n\r\t\u0001\u001f\u007f")");
    EXPECT_EQ(json_string("é€😀"), R"("é€😀")");
    EXPECT_EQ(json_string("a\xE2\x80\xA8z\xE2\x80\xA9"), R"("a\u2028z\u2029")");
    EXPECT_EQ(json_string("\xE2\x80\xA7\xE2\x80\xAA\xE2\x82\xAC"), "\"\xE2\x80\xA7\xE2\x80\xAA\xE2\x82\xAC\"");
}

TEST(JsonString, ReadsBackAsItWasForEveryCodePoint) {
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        const std::string text = "a" + encode(c) + "z";
        const std::string json = json_string(text);
        const auto document = json::parse(json);
        ASSERT_TRUE(document.has_value()) << static_cast<std::uint32_t>(c);
        ASSERT_EQ(document->root().text(), text) << static_cast<std::uint32_t>(c);
        ASSERT_EQ(json.find('\n'), std::string::npos);
    }
}

TEST(JsonWriter, PutsCommasBetweenValuesOnly) {
    std::string out;
    JsonWriter json(out);

    json.begin_object().field("id", std::int64_t{7}).key("empty").begin_object().end_object();
    json.key("list").begin_array().value("a").begin_array().end_array().null().boolean(true).end_array();
    json.field("done", false).key("meta").raw(R"({"x":1})").end_object();

    EXPECT_EQ(out, R"({"id":7,"empty":{},"list":["a",[],null,true],"done":false,"meta":{"x":1}})");
}

TEST(JsonWriter, WritesOurTypes) {
    std::string out;
    JsonWriter json(out);

    json.begin_array().value(Money{100'500}).value(BetId{-3}).value(Timestamp{0}).value("a \"word\"");
    json.value(std::numeric_limits<std::int64_t>::min()).end_array();

    EXPECT_EQ(out, R"([10.05,-3,"1970-01-01T00:00:00.000000Z","a \"word\"",-9223372036854775808])");
}

}  // namespace
}  // namespace bs
