#include "base/distance.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <string>

namespace bs {
namespace {

TEST(EditDistance, CountsSlips) {
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("limit", "limit"), 0U);
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("limt", "limit"), 1U);
    EXPECT_EQ(edit_distance("limmit", "limit"), 1U);
    EXPECT_EQ(edit_distance("lomit", "limit"), 1U);
    EXPECT_EQ(edit_distance("limti", "limit"), 1U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

RC_GTEST_PROP(EditDistance, IsTheSameBothWaysAndBounded, (const std::string& a, const std::string& b)) {
    const std::size_t there = edit_distance(a, b);
    RC_ASSERT(there == edit_distance(b, a));
    RC_ASSERT(there <= std::max(a.size(), b.size()));
    RC_ASSERT((there == 0) == (a == b));
}

TEST(DidYouMean, SuggestsTheClosestKnownWord) {
    constexpr auto known = std::to_array<std::string_view>({"account", "batch", "bet", "limit", "since", "types"});

    EXPECT_EQ(did_you_mean("acount", known), "account");
    EXPECT_EQ(did_you_mean("accounts", known), "account");
    EXPECT_EQ(did_you_mean("type", known), "types");
    EXPECT_EQ(did_you_mean("limti", known), "limit");
    EXPECT_EQ(did_you_mean("be", known), "bet");
    EXPECT_EQ(did_you_mean("zzz", known), std::nullopt);
    EXPECT_EQ(did_you_mean("", known), std::nullopt);
    EXPECT_EQ(did_you_mean("verylongwordwithoutanymeaning", known), std::nullopt);
    EXPECT_EQ(did_you_mean(std::string(1'000'000, 'a'), known), std::nullopt);
    EXPECT_EQ(did_you_mean("limit", {}), std::nullopt);
}

}  // namespace
}  // namespace bs
