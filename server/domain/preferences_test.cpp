#include "domain/preferences.h"

#include "base/limits.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

const Preferences nobodys{"ana", 0, "{}"};
const Preferences anas{"ana", 4, R"({"theme":"dark"})"};

TEST(Preferences, BeginAtVersionOneAndRiseByOne) {
    EXPECT_EQ(decide(nobodys, {R"({"a":1})", {}}, 0), (Preferences{"ana", 1, R"({"a":1})"}));
    EXPECT_EQ(decide(anas, {R"({"a":1})", {}}, 1), (Preferences{"ana", 5, R"({"a":1})"}));
    EXPECT_EQ(decide(nobodys, {"{}", 0}, 0), (Preferences{"ana", 1, "{}"}));
}

TEST(Preferences, TheSameAgainChangesNothing) { EXPECT_EQ(decide(anas, {anas.value, 4}, 1), anas); }

TEST(Preferences, AnotherVersionIsAConflictThatShowsWhatTheyAre) {
    for (const std::int64_t other : {-1, 0, 3, 5}) {
        const auto conflict = decide(anas, {"{}", other}, 1);
        ASSERT_FALSE(conflict);
        EXPECT_EQ(conflict.error().code, ErrorCode::version_conflict);
        EXPECT_EQ(conflict.error().current, R"({"version":4,"value":{"theme":"dark"}})");
    }
    EXPECT_FALSE(decide(nobodys, {"{}", 1}, 0));
    EXPECT_TRUE(decide(anas, {"{}", 4}, 1));
}

TEST(Preferences, HaveASize) {
    const std::string fits = R"({"a":")" + std::string(limits::preferences_bytes_max - 8, 'x') + R"("})";
    ASSERT_EQ(fits.size(), limits::preferences_bytes_max);
    EXPECT_TRUE(decide(anas, {fits, {}}, 1));
    const auto refused = decide(anas, {fits + " ", {}}, 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_field);
    EXPECT_EQ(refused.error().fields.at(0).code, "too_large");
}

TEST(Preferences, AreKeptForSoManyOwnersAndThoseMayGoOn) {
    EXPECT_TRUE(decide(nobodys, {"{}", {}}, limits::preference_owners_max - 1));
    const auto refused = decide(nobodys, {"{}", {}}, limits::preference_owners_max);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).code, "too_many");
    EXPECT_TRUE(decide(anas, {"{}", {}}, limits::preference_owners_max));
}

TEST(Preferences, BelongToANameThatPeopleCanRead) {
    for (const char* good : {"ana", "desk", "Ana María 2", "\xE7\x8E\x8B"}) EXPECT_TRUE(check_owner(good)) << good;
    EXPECT_TRUE(check_owner(std::string(limits::actor_chars_max, 'x')));
    for (const std::string& bad : {std::string(), std::string(" "), std::string("a\nb"), std::string("\xFF"),
                                   std::string(limits::actor_chars_max + 1, 'x')}) {
        const auto refused = check_owner(bad);
        ASSERT_FALSE(refused) << bad;
        EXPECT_EQ(refused.error().code, ErrorCode::malformed_request);
    }
}

}  // namespace
}  // namespace bs
