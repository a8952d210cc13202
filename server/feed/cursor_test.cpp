#include "feed/cursor.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

TEST(Cursor, ReadsWhatItWrites) {
    const Cursor cursor{"k3f9", Seq{57}};

    EXPECT_EQ(to_string(cursor), "k3f9-57");
    EXPECT_EQ(parse_cursor("k3f9-57"), cursor);
    EXPECT_EQ(parse_cursor("a-0"), (Cursor{"a", Seq{0}}));
    EXPECT_EQ(parse_cursor("z-9223372036854775807"), (Cursor{"z", Seq{9223372036854775807}}));
}

TEST(Cursor, RefusesEverythingElse) {
    for (const std::string_view text :
         {"", "-", "k3f9", "k3f9-", "-57", "k3f9-57 ", " k3f9-57", "k3f9-057", "k3f9--57", "k3f9--0", "k3f9-+57",
          "k3f9-5.7", "K3F9-57", "k3f9_57", "k3f9-9223372036854775808", "k3f9-57-1", "k 3-57", "aaaaaaaaaaaaaaaaa-1",
          "k3f9-57\n"}) {
        EXPECT_FALSE(parse_cursor(text)) << text;
    }
}

}  // namespace
}  // namespace bs
