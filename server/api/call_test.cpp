#include "api/call.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

TEST(ParseId, TakesPositiveNumbersAsTheyAreWritten) {
    EXPECT_EQ(parse_id("1"), 1);
    EXPECT_EQ(parse_id("9223372036854775807"), 9223372036854775807);
    for (const std::string_view text :
         {"", "0", "-1", "+1", "01", "1.0", "1e3", " 1", "1 ", "9223372036854775808", "abc", "1;drop", "%31"}) {
        EXPECT_FALSE(parse_id(text)) << text;
    }
}

}  // namespace
}  // namespace bs
