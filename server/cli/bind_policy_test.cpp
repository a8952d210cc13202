#include "cli/bind_policy.h"

#include <gtest/gtest.h>

namespace bs::cli {
namespace {

TEST(BindPolicy, LetsLoopbackThrough) {
    for (const char* address : {"127.0.0.1:3001", "127.8.9.10:0", "localhost:3001", "[::1]:3001"}) {
        EXPECT_FALSE(refuse_addresses({address}, false)) << address;
    }
}

TEST(BindPolicy, RefusesEverythingElseWithoutTheExplicitWord) {
    for (const char* address :
         {"0.0.0.0:3001", "[::]:3001", "192.168.1.5:3001", "127.evil.example:3001", "desk.example:80", ":3001"}) {
        EXPECT_TRUE(refuse_addresses({"127.0.0.1:1", address}, false)) << address;
        EXPECT_FALSE(refuse_addresses({address}, true)) << address;
    }
}

TEST(BindPolicy, ShowsLoopbackAsABrowserWantsIt) {
    EXPECT_EQ(url_of("127.0.0.1:3001"), "http://localhost:3001");
    EXPECT_EQ(url_of("[::1]:3001"), "http://[::1]:3001");
}

}  // namespace
}  // namespace bs::cli
