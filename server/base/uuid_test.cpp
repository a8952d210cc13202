#include "base/uuid.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace bs {
namespace {

class AllOnes final : public RandomSource {
public:
    void fill(std::span<std::byte> out) override { std::fill(out.begin(), out.end(), std::byte{0xFF}); }
};

class AllZeros final : public RandomSource {
public:
    void fill(std::span<std::byte> out) override { std::fill(out.begin(), out.end(), std::byte{0}); }
};

// The example of RFC 9562, appendix A.6: 2022-02-22T19:22:22.000Z is 017f22e2-79b0.
TEST(Uuid, HasTimeVersionAndVariantWhereTheRfcPutsThem) {
    const Timestamp at = *parse_timestamp("2022-02-22T19:22:22Z");
    AllOnes ones;
    AllZeros zeros;

    EXPECT_EQ(make_uuid(at, ones), "017f22e2-79b0-7fff-bfff-ffffffffffff");
    EXPECT_EQ(make_uuid(at, zeros), "017f22e2-79b0-7000-8000-000000000000");
}

TEST(Uuid, SortsByTime) {
    SystemRandom random;
    EXPECT_LT(make_uuid(Timestamp{1'000'000}, random), make_uuid(Timestamp{1'001'000}, random));
    EXPECT_NE(make_uuid(Timestamp{1'000'000}, random), make_uuid(Timestamp{1'000'000}, random));
}

}  // namespace
}  // namespace bs
