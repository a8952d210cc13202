#include "base/trace_context.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

namespace bs {
namespace {

const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string span = "00f067aa0ba902b7";
const std::string valid = "00-" + trace + "-" + span + "-01";

std::string read_again(std::string_view header) {
    const auto context = parse_traceparent(header);
    return context ? to_string(*context) : "";
}

TEST(TraceContext, ReadsWhatItWrites) {
    const auto context = parse_traceparent(valid);
    ASSERT_TRUE(context);
    EXPECT_EQ(to_hex(context->trace_id), trace);
    EXPECT_EQ(to_hex(context->span_id), span);
    EXPECT_EQ(context->flags, 1);
    EXPECT_EQ(to_string(*context), valid);
}

TEST(TraceContext, DropsFlagsThatMeanNothingYet) {
    const std::string before = "00-" + trace + "-" + span + "-";
    EXPECT_EQ(read_again(before + "00"), before + "00");
    EXPECT_EQ(read_again(before + "02"), before + "02");
    EXPECT_EQ(read_again(before + "ff"), before + "03");
    EXPECT_EQ(read_again(before + "08"), before + "00");
}

TEST(TraceContext, ReadsWhatLaterVersionsShareWithOurs) {
    const std::string later = "cc" + valid.substr(2);
    EXPECT_EQ(read_again(later), valid);
    EXPECT_EQ(read_again("01" + valid.substr(2)), valid);
    EXPECT_EQ(read_again(later + "-what-the-future-will-be-like"), valid);
    EXPECT_EQ(read_again(later + "-"), valid);
    EXPECT_EQ(read_again(later + ".what-the-future-will-be-like"), "");
    EXPECT_EQ(read_again(later + "0"), "");
    EXPECT_EQ(read_again(later.substr(0, 54)), "");
}

TEST(TraceContext, TakesNothingElse) {
    const std::string zeros(32, '0');
    for (const std::string& header : {
             std::string(),
             std::string("00"),
             "ff" + valid.substr(2),
             "ff" + valid.substr(2) + "-more",
             ".0" + valid.substr(2),
             "0" + valid,
             valid.substr(1),
             valid + "-",
             valid + "-more",
             valid + " ",
             " " + valid,
             valid.substr(0, 54),
             "00-" + zeros + "-" + span + "-01",
             "00-" + trace + "-" + zeros.substr(16) + "-01",
             "00-" + trace + "0-" + span.substr(1) + "-01",
             "00-" + trace.substr(1) + "-0" + span + "-01",
             "00-" + trace + "-" + span + "-0g",
             "00-" + trace + "-" + span + "-.0",
             "00-" + trace + "-" + span + "_01",
             "00_" + trace + "-" + span + "-01",
             "00-" + trace + "_" + span + "-01",
         }) {
        EXPECT_EQ(read_again(header), "") << header;
    }
}

TEST(TraceContext, TakesNoUpperCase) {
    for (std::size_t i = 0; i < valid.size(); ++i) {
        std::string header = valid;
        if (header[i] < 'a') continue;
        header[i] = static_cast<char>(header[i] - 'a' + 'A');
        EXPECT_EQ(read_again(header), "") << header;
    }
}

RC_GTEST_PROP(TraceContext, SurvivesItsText, (TraceId trace_id, SpanId span_id)) {
    trace_id.front() |= 1;
    span_id.back() |= 1;
    const TraceContext context{trace_id, span_id, 3};
    RC_ASSERT(to_string(context).size() == 55U);
    RC_ASSERT(parse_traceparent(to_string(context)) == context);
}

class AllZeros final : public RandomSource {
public:
    void fill(std::span<std::byte> out) override { std::ranges::fill(out, std::byte{0}); }
};

TEST(SpanId, IsNeverTheOneThatIsInvalid) {
    AllZeros zeros;
    EXPECT_EQ(to_hex(make_span_id(zeros)), "0000000000000001");
    SystemRandom random;
    EXPECT_NE(make_span_id(random), make_span_id(random));
}

}  // namespace
}  // namespace bs
