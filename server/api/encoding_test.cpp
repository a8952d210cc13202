#include "api/encoding.h"

#include "api/assets.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

TEST(AcceptEncoding, ListsWhatIsAccepted) {
    EXPECT_TRUE(accepts("gzip, deflate, br, zstd", Encoding::br));
    EXPECT_TRUE(accepts("gzip, deflate, br, zstd", Encoding::gzip));
    EXPECT_TRUE(accepts("GZIP", Encoding::gzip));
    EXPECT_TRUE(accepts("br;q=0.001", Encoding::br));
    EXPECT_FALSE(accepts("gzip", Encoding::br));
    EXPECT_FALSE(accepts("brotli", Encoding::br));
    EXPECT_FALSE(accepts("", Encoding::gzip));
}

TEST(AcceptEncoding, AWeightOfZeroRefuses) {
    EXPECT_FALSE(accepts("br;q=0, gzip", Encoding::br));
    EXPECT_FALSE(accepts("br ; Q=0.000", Encoding::br));
    EXPECT_FALSE(accepts("gzip;q=0", Encoding::gzip));
}

TEST(AcceptEncoding, TheStarStandsForWhatIsNotNamed) {
    EXPECT_TRUE(accepts("*", Encoding::br));
    EXPECT_TRUE(accepts("*;q=0.5", Encoding::gzip));
    EXPECT_FALSE(accepts("*, br;q=0", Encoding::br));
    EXPECT_FALSE(accepts("*;q=0", Encoding::br));
    EXPECT_TRUE(accepts("*;q=0, gzip", Encoding::gzip));
}

ServedAsset an_asset() {
    ServedAsset asset;
    asset.variants[0] = {std::make_shared<const std::string>("plain text"), "t"};
    asset.variants[1] = {std::make_shared<const std::string>("gz"), "t-gzip"};
    asset.variants[2] = {std::make_shared<const std::string>("b"), "t-br"};
    return asset;
}

TEST(ServedAsset, TakesTheSmallestThatIsAccepted) {
    EXPECT_EQ(an_asset().choose("gzip, br"), Encoding::br);
    EXPECT_EQ(an_asset().choose("gzip, br;q=0"), Encoding::gzip);
    EXPECT_EQ(an_asset().choose("zstd"), Encoding::identity);
    EXPECT_EQ(an_asset().choose(""), Encoding::identity);
}

TEST(ServedAsset, NeverTakesWhatItDoesNotHave) {
    ServedAsset asset = an_asset();
    asset.variants[2] = {};
    EXPECT_EQ(asset.choose("gzip, br"), Encoding::gzip);
    asset.variants[1] = {};
    EXPECT_EQ(asset.choose("gzip, br"), Encoding::identity);
}

TEST(EmbeddedAssets, EachEncodingHasATagOfItsOwn) {
    const ServedAsset* script = find_asset("swagger-ui/swagger-ui-bundle.js");
    ASSERT_NE(script, nullptr);
    EXPECT_NE(script->in(Encoding::br).etag, script->in(Encoding::gzip).etag);
    EXPECT_NE(script->in(Encoding::br).etag, script->in(Encoding::identity).etag);
    EXPECT_LT(script->in(Encoding::br).body->size(), script->in(Encoding::gzip).body->size());
    EXPECT_LT(script->in(Encoding::gzip).body->size(), script->in(Encoding::identity).body->size());
}

TEST(EmbeddedAssets, HaveTheConsoleAndNoMaps) {
    EXPECT_NE(find_asset("console/index.html"), nullptr);
    for (const Asset& asset : embedded_assets()) {
        EXPECT_FALSE(asset.path.ends_with(".map")) << asset.path;
        EXPECT_FALSE(asset.bytes.empty()) << asset.path;
    }
}

}  // namespace
}  // namespace bs
