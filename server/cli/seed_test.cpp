#include "cli/seed.h"

#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace bs::cli {
namespace {

TEST(Seed, IsTheListOfTheRepository) {
    const auto requests = parse_seed(seed_text());
    ASSERT_TRUE(requests.has_value());
    std::set<std::string> keys;
    std::size_t accounts = 0;
    std::size_t batches = 0;
    for (const SeedRequest& request : *requests) {
        EXPECT_TRUE(keys.insert(request.key).second) << request.key;
        EXPECT_FALSE(request.actor.empty());
        EXPECT_TRUE(json::parse(request.body).has_value());
        accounts += request.path == "/api/v1/accounts" ? 1U : 0U;
        batches += request.method == "POST" && request.path.ends_with("/batches") ? 1U : 0U;
    }
    EXPECT_EQ(accounts, 5U);
    EXPECT_EQ(batches, 22U);
}

TEST(Seed, FillsInIds) {
    EXPECT_EQ(*fill_in_ids("/a/{@x}/b/{@x.1}", {{"x", "7"}, {"x.1", "9"}}), "/a/7/b/9");
    EXPECT_FALSE(fill_in_ids("/a/{@y}", {{"x", "7"}}).has_value());
    EXPECT_FALSE(fill_in_ids("/a/{@x", {{"x", "7"}}).has_value());
}

TEST(Seed, FillsInTimes) {
    const Timestamp start = *parse_timestamp("2026-02-28T23:58:31.5Z");
    EXPECT_EQ(fill_in_times(R"({"a":"{+4}","b":"{-12}","c":"x"})", start),
              R"({"a":"2026-03-01T00:02:00Z","b":"2026-02-28T23:46:00Z","c":"x"})");
}

}  // namespace
}  // namespace bs::cli
