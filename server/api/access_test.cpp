#include "api/access.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

http::Request a_request(http::Method method, std::vector<http::Field> fields) {
    http::Request request;
    request.method = method;
    request.path = "/api/v1/accounts";
    request.fields = std::move(fields);
    return request;
}

bool may_pass(const AccessRules& rules, const http::Request& request) { return !refuse_access(rules, request); }

using enum http::Method;

TEST(Access, LocalModeAnswersOnlyToItsOwnNames) {
    const AccessRules rules;
    for (const char* host :
         {"localhost", "localhost:3001", "LOCALHOST:3001", "127.0.0.1:3001", "[::1]:3001", "[::1]"}) {
        EXPECT_TRUE(may_pass(rules, a_request(get, {{"host", host}}))) << host;
    }
    // A name that an attacker points at 127.0.0.1 is still that attacker's name.
    for (const char* host :
         {"evil.example", "evil.example:3001", "localhost.evil.example", "127.0.0.1.evil.example", "[::1].evil"}) {
        EXPECT_FALSE(may_pass(rules, a_request(get, {{"host", host}}))) << host;
    }
}

TEST(Access, KnowsTheHostsThatTheOperatorAdded) {
    const AccessRules rules{.cors_origins = {}, .local = true, .extra_hosts = {"bets.desk.example"}};

    EXPECT_TRUE(may_pass(rules, a_request(get, {{"host", "bets.desk.example:443"}})));
    EXPECT_FALSE(may_pass(rules, a_request(get, {{"host", "desk.example"}})));
}

TEST(Access, FollowsTheTableOfOrigins) {
    struct Row {
        http::Method method;
        std::vector<http::Field> fields;
        bool want;
    };
    const AccessRules rules;
    for (const Row& row : {
             Row{post, {}, true},  // a bot: no browser, no Origin
             Row{post, {{"origin", "http://localhost:3001"}, {"sec-fetch-site", "same-origin"}}, true},
             Row{post, {{"origin", "http://localhost:3000"}, {"sec-fetch-site", "same-site"}}, false},
             Row{post, {{"origin", "https://evil.example"}, {"sec-fetch-site", "cross-site"}}, false},
             Row{post, {{"origin", "null"}}, false},
             Row{post, {{"sec-fetch-site", "cross-site"}}, false},
             Row{post, {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "navigate"}}, false},
             Row{get, {{"origin", "https://evil.example"}}, false},
             Row{get, {{"sec-fetch-site", "none"}, {"sec-fetch-mode", "navigate"}}, true},
             Row{get, {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "navigate"}}, true},
             Row{get, {{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "no-cors"}}, false},
             Row{options, {{"origin", "https://evil.example"}}, false},
         }) {
        std::vector<http::Field> fields = row.fields;
        fields.push_back({"host", "localhost:3001"});
        EXPECT_EQ(may_pass(rules, a_request(row.method, fields)), row.want)
            << http::to_word(row.method) << " " << (row.fields.empty() ? "" : row.fields.front().value);
    }
}

TEST(Access, LetsListedOriginsInAndTellsTheBrowserSo) {
    const AccessRules listed{.cors_origins = {"http://localhost:3000"}, .local = true, .extra_hosts = {}};
    const AccessRules everyone{.cors_origins = {"*"}, .local = true, .extra_hosts = {}};
    const auto from = [](const char* origin) {
        return a_request(post, {{"host", "localhost:3001"}, {"origin", origin}});
    };

    EXPECT_TRUE(may_pass(listed, from("http://localhost:3000")));
    EXPECT_EQ(allowed_origin(listed, from("http://localhost:3000")), "http://localhost:3000");
    EXPECT_FALSE(may_pass(listed, from("http://localhost:3002")));
    EXPECT_EQ(allowed_origin(listed, from("http://localhost:3002")), "");
    EXPECT_TRUE(may_pass(everyone, from("https://anywhere.example")));
    EXPECT_EQ(allowed_origin(everyone, from("https://anywhere.example")), "*");
    EXPECT_EQ(allowed_origin(everyone, a_request(post, {{"host", "localhost"}})), "");
}

}  // namespace
}  // namespace bs
