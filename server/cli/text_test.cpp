#include "cli/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bs::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Text, IsSplitAndTrimmed) {
    EXPECT_THAT(split(" a, b ,,c", ','), ElementsAre("a", "b", "c"));
    EXPECT_THAT(split(" , ", ','), IsEmpty());
    EXPECT_EQ(join(std::vector<std::string>{"a", "b"}, ", "), "a, b");
}

TEST(Text, IsMadeHarmlessForATerminal) {
    EXPECT_EQ(printable("a\x1b[31mb\xFF\xC3\xA9\n"), "a?[31mb?\xC3\xA9?");
    EXPECT_EQ(printable("abcdef", 3), "abc...");
    EXPECT_EQ(printable("\xC3\xA9\xC3\xA9", 3), "\xC3\xA9...");
}

TEST(Text, CountsThings) {
    EXPECT_EQ(counted(1, "bet"), "1 bet");
    EXPECT_EQ(counted(0, "bet"), "0 bets");
    EXPECT_EQ(counted(1234567, "batch"), "1,234,567 batches");
    EXPECT_EQ(with_separators(999), "999");
    EXPECT_EQ(with_separators(1000), "1,000");
}

}  // namespace
}  // namespace bs::cli
