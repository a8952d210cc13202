#include "cli/tail/sse_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace bs::cli {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::IsEmpty;

using Parsed = std::tuple<std::string, std::string, std::string>;  // type, data, id

std::vector<Parsed> parse(const std::string& text, std::size_t piece = 1'000'000) {
    SseParser parser;
    std::vector<Parsed> events;
    for (std::size_t at = 0; at < text.size(); at += piece) {
        EXPECT_TRUE(parser.feed(std::string_view(text).substr(at, piece), [&events](const SseEvent& event) {
            events.emplace_back(event.type, event.data, event.id);
        }));
    }
    return events;
}

TEST(SseParser, ReadsTypeDataAndId) {
    EXPECT_THAT(parse("id: k-1\nevent: ping\ndata: {}\n\n"), ElementsAre(Parsed{"ping", "{}", "k-1"}));
}

TEST(SseParser, KeepsTheIdUntilAnotherComes) {
    EXPECT_THAT(parse("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n"),
                ElementsAre(Parsed{"message", "a", "1"}, Parsed{"message", "b", "1"}, Parsed{"message", "c", ""}));
}

TEST(SseParser, JoinsLinesOfData) {
    EXPECT_THAT(parse("data: a\ndata:b\ndata\n\n"), ElementsAre(Parsed{"message", "a\nb\n", ""}));
}

TEST(SseParser, DropsEventsWithoutData) { EXPECT_THAT(parse("event: x\n\n: comment\n\nid: 3\n\n"), IsEmpty()); }

TEST(SseParser, DropsAnEventThatIsNotComplete) {
    EXPECT_THAT(parse("data: a\n\ndata: b\n"), ElementsAre(Parsed{"message", "a", ""}));
}

TEST(SseParser, TakesEveryKindOfLineEnd) {
    EXPECT_THAT(parse("data: a\r\rdata: b\r\n\r\ndata: c\n\n", 1),
                ElementsAre(Parsed{"message", "a", ""}, Parsed{"message", "b", ""}, Parsed{"message", "c", ""}));
}

TEST(SseParser, SkipsAByteOrderMarkAndUnknownFields) {
    EXPECT_THAT(parse("\xEF\xBB\xBF"
                      "data: a\nfoo: bar\n\n"),
                ElementsAre(Parsed{"message", "a", ""}));
}

TEST(SseParser, IgnoresAnIdWithNul) {
    EXPECT_THAT(parse("id: a\nid: b\0\ndata: x\n\n"s), ElementsAre(Parsed{"message", "x", "a"}));
}

TEST(SseParser, HonoursRetryOnlyWhenItIsANumber) {
    SseParser parser;
    const auto ignore = [](const SseEvent&) {};
    ASSERT_TRUE(parser.feed("retry: soon\nretry: -1\n", ignore));
    EXPECT_EQ(parser.retry(), std::nullopt);
    ASSERT_TRUE(parser.feed("retry: 3127\n", ignore));
    EXPECT_EQ(parser.retry(), std::chrono::milliseconds(3127));
}

TEST(SseParser, GivesUpOnAnEndlessEvent) {
    SseParser parser;
    const std::string piece(SseParser::event_bytes_max / 4, 'x');
    bool good = parser.feed("data: ", [](const SseEvent&) {});
    for (int i = 0; i < 5; ++i) good = good && parser.feed(piece, [](const SseEvent&) {});
    EXPECT_FALSE(good);
}

RC_GTEST_PROP(SseParser, ReadsTheSameWhateverThePieces, ()) {
    const auto words = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
        "data: x", "data", "id: 7", "event: e", ":", "\n", "\r", "\r\n", "\n\n", "retry: 5", " "}));
    std::string text;
    for (const std::string& word : words) text += word;
    RC_ASSERT(parse(text) == parse(text, *rc::gen::inRange<std::size_t>(1, 6)));
}

}  // namespace
}  // namespace bs::cli
