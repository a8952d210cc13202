#include "http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bs::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST(RouteTable, FindsTheRouteAndItsParameters) {
    RouteTable table;
    table.add(Method::get, "/");
    const std::size_t bet = table.add(Method::patch, "/api/v1/accounts/{id}/batches/{batch_id}/bets/{pid}");

    const auto match = table.find(Method::patch, "/api/v1/accounts/1/batches/22/bets/%33");

    ASSERT_EQ(match.route, bet);
    ASSERT_EQ(match.params.count, 3U);
    EXPECT_EQ(match.params.values[0], "1");
    EXPECT_EQ(match.params.values[1], "22");
    EXPECT_EQ(match.params.values[2], "%33");
    EXPECT_EQ(table.path_template(bet), "/api/v1/accounts/{id}/batches/{batch_id}/bets/{pid}");
}

TEST(RouteTable, PrefersLiteralSegmentsWhateverTheOrder) {
    RouteTable table;
    const std::size_t any = table.add(Method::get, "/a/{x}/c");
    const std::size_t literal = table.add(Method::get, "/a/b/{y}");

    EXPECT_EQ(table.find(Method::get, "/a/b/c").route, literal);
    EXPECT_EQ(table.find(Method::get, "/a/z/c").route, any);
}

TEST(RouteTable, ServesHeadWhereItServesGet) {
    RouteTable table;
    const std::size_t get = table.add(Method::get, "/health");

    EXPECT_EQ(table.find(Method::head, "/health").route, get);
    EXPECT_EQ(table.find(Method::post, "/health").route, RouteTable::none);
}

TEST(RouteTable, NamesTheMethodsThatThePathHas) {
    RouteTable table;
    table.add(Method::get, "/a/{x}");
    table.add(Method::delete_, "/a/{x}");

    EXPECT_THAT(table.find(Method::post, "/a/1").allowed,
                UnorderedElementsAre(Method::get, Method::head, Method::delete_));
    EXPECT_THAT(table.find(Method::post, "/b").allowed, ElementsAre());
}

TEST(RouteTable, TellsASlashAtTheEndFromAParameter) {
    RouteTable table;
    const std::size_t folder = table.add(Method::get, "/docs/");
    const std::size_t file = table.add(Method::get, "/docs/{file}");

    EXPECT_EQ(table.find(Method::get, "/docs/").route, folder);
    EXPECT_EQ(table.find(Method::get, "/docs/start.js").route, file);
    EXPECT_EQ(table.find(Method::get, "/docs").route, RouteTable::none);
}

TEST(RouteTable, TakesNoEmptySegmentForAParameterAndNoSlashTooMany) {
    RouteTable table;
    const std::size_t root = table.add(Method::get, "/");
    table.add(Method::get, "/a/{x}");

    EXPECT_EQ(table.find(Method::get, "/").route, root);
    for (const auto* path :
         {"/a/", "/a", "/a/1/", "//", "", "*", "a/1", "/a//1", "/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8"}) {
        EXPECT_EQ(table.find(Method::get, path).route, RouteTable::none) << path;
    }
}

TEST(PercentDecode, DecodesAndRefusesWhatIsBroken) {
    EXPECT_EQ(percent_decode("a%20b%2Fc+d", false), "a b/c+d");
    EXPECT_EQ(percent_decode("a+b", true), "a b");
    EXPECT_EQ(percent_decode("%c3%A9", false), "\xc3\xa9");
    for (const auto* broken : {"%", "%4", "a%zz", "%00", "%4g"}) {
        EXPECT_EQ(percent_decode(broken, false), std::nullopt) << broken;
    }
}

TEST(ParseQuery, KeepsOrderAndRepetitions) {
    const auto parsed = parse_query("a=1&b&a=x%26y&&c=%2B+=");

    EXPECT_THAT(parsed, Optional(ElementsAre(Pair("a", "1"), Pair("b", ""), Pair("a", "x&y"), Pair("c", "+ ="))));
    EXPECT_EQ(parse_query("a=%4"), std::nullopt);
    EXPECT_THAT(parse_query(""), Optional(IsEmpty()));
}

}  // namespace
}  // namespace bs::http
