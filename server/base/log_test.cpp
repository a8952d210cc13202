#include "base/log.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <thread>
#include <vector>

namespace bs {
namespace {

constexpr Timestamp at{1'769'860'800'123'456};

std::string line(LogFormat format, std::string_view message, LogFields fields) {
    return log_line(format, LogLevel::info, at, message, {fields.begin(), fields.size()});
}

TEST(LogLine, IsJsonForPrograms) {
    EXPECT_EQ(line(LogFormat::json, "listening", {{"url", "http://x"}, {"threads", 2}, {"ok", true}, {"u", 3U}}),
              R"({"at":"2026-01-31T12:00:00.123456Z","level":"info","message":"listening",)"
              R"("url":"http://x","threads":2,"ok":true,"u":3})");
}

TEST(LogLine, IsWordsForPeople) {
    EXPECT_EQ(line(LogFormat::human, "listening", {{"url", "http://x"}, {"threads", 2}, {"note", "two words"}}),
              R"(12:00:00.123 info    listening  url=http://x  threads=2  note="two words")");
}

TEST(LogLine, GoesWithoutAFieldThatHasNoValue) {
    const std::optional<std::string> none;
    const std::optional<std::string> some = "4bf9";
    EXPECT_TRUE(line(LogFormat::json, "m", {{"a", none}, {"b", some}}).ends_with(R"("message":"m","b":"4bf9"})"));
    EXPECT_TRUE(line(LogFormat::human, "m", {{"a", none}, {"b", some}}).ends_with("  m  b=4bf9"));
}

TEST(LogLine, CannotBeForged) {
    const std::string_view evil = "x\n{\"level\":\"error\"}\r\x1b[2J\xC2\x9B\xE2\x80\xAE\xE2\x80\xA8%v%n{}\"";
    EXPECT_EQ(line(LogFormat::human, evil, {}),
              R"(12:00:00.123 info    x\n{\"level\":\"error\"}\u000d\u001b[2J\u009b\u202e\u2028%v%n{}\")");
    EXPECT_EQ(line(LogFormat::human, "m", {{"a=b c", "v"}}), R"(12:00:00.123 info    m  "a=b c"=v)");
}

TEST(LogLine, CapsItsValues) {
    const std::string long_text(100'000, 'x');
    const std::string json = line(LogFormat::json, long_text, {{"value", long_text}});

    EXPECT_LT(json.size(), 3 * limits::log_value_bytes_max);
    const auto document = json::parse(json);
    ASSERT_TRUE(document.has_value());
    EXPECT_EQ(document->root().find("value").text(), std::string(limits::log_value_bytes_max, 'x') + "...");
    EXPECT_EQ(document->root().find("message").text().size(), limits::log_value_bytes_max + 3);
}

bool is_one_clean_line(std::string_view text) {
    return is_valid_utf8(text) && !find_control(text).has_value() &&
           text.find("\xE2\x80\xA8") == std::string_view::npos;
}

RC_GTEST_PROP(LogLine, IsOneParseableLineWhateverItHolds, (const std::string& message, const std::string& value)) {
    const std::string json = line(LogFormat::json, message, {{"value", value}});
    RC_ASSERT(is_one_clean_line(json));
    RC_ASSERT(json::parse(json).has_value());
    RC_ASSERT(is_one_clean_line(line(LogFormat::human, message, {{"value", value}})));
}

// Values made of what hurts: controls, quotes, broken and whole sequences, around the cap.
RC_GTEST_PROP(LogLine, SurvivesHostileBytes, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "\n", "\r", "\x1b", "\"", "\\", "\xC2", "\x85", "\xE2\x80", "\xA8", "\xF0\x9F\x98", "\x80", "\xED\xA0\x80", "é",
        std::string(1, '\0'), std::string(1020, 'x')));
    std::string value;
    for (const std::string& piece : pieces) value += piece;
    const std::string json = line(LogFormat::json, "m", {{"value", value}});
    RC_ASSERT(is_one_clean_line(json));
    RC_ASSERT(json::parse(json).has_value());
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t from = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', from)) {
        lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    EXPECT_EQ(from, text.size()) << "the last line is not whole";
    return lines;
}

TEST(LogWriter, WritesEveryQueuedLineWholeBeforeItEnds) {
    constexpr int threads_count = 4;
    constexpr int lines_each = 200;
    testing::internal::CaptureStderr();
    {
        const LogWriter writer({LogLevel::info, LogFormat::json});
        std::vector<std::jthread> threads;
        for (int t = 0; t < threads_count; ++t) {
            threads.emplace_back([] {
                for (int i = 0; i < lines_each; ++i) log_info("%v {} \n", {{"i", i}});
            });
        }
        threads.clear();
        log_debug("below the level");
    }
    const auto lines = lines_of(testing::internal::GetCapturedStderr());

    EXPECT_EQ(lines.size(), static_cast<std::size_t>(threads_count * lines_each));
    for (const std::string& each : lines) {
        const auto document = json::parse(each);
        ASSERT_TRUE(document.has_value()) << each;
        EXPECT_EQ(document->root().find("message").text(), "%v {} \n");
    }
    EXPECT_EQ(log_lines_dropped(), 0U);
}

TEST(LogWriter, LeavesTheCallerToWriteWhenThereIsNone) {
    testing::internal::CaptureStderr();
    log_warning("early", {{"n", 1}});
    const auto lines = lines_of(testing::internal::GetCapturedStderr());

    ASSERT_EQ(lines.size(), 1U);
    EXPECT_NE(lines[0].find("early"), std::string::npos);
}

}  // namespace
}  // namespace bs
