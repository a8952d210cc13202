#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <set>
#include <thread>
#include <vector>

namespace bs {
namespace {

// Hands out the numbers that it was given.
class Scripted final : public RandomSource {
public:
    explicit Scripted(std::deque<std::uint64_t> numbers) : numbers_(std::move(numbers)) {}

    void fill(std::span<std::byte> out) override {
        ASSERT_EQ(out.size(), sizeof(std::uint64_t));
        ASSERT_FALSE(numbers_.empty());
        const auto bytes = std::as_bytes(std::span(&numbers_.front(), 1));
        std::copy(bytes.begin(), bytes.end(), out.begin());
        numbers_.pop_front();
    }

    [[nodiscard]] std::size_t left() const { return numbers_.size(); }

private:
    std::deque<std::uint64_t> numbers_;
};

constexpr auto most = std::numeric_limits<std::uint64_t>::max();

TEST(RandomSource, ThrowsAwayWhatWouldFavourSmallNumbers) {
    // 2^64 is 1 modulo 3 and 5: the largest number alone is one too many.
    Scripted random({most, most - 1});
    EXPECT_EQ(random.below(5), (most - 1) % 5);
    EXPECT_EQ(random.left(), 0U);
}

TEST(RandomSource, KeepsEveryNumberWhenTheBoundDividesThem) {
    Scripted random({most, 0, most});
    EXPECT_EQ(random.below(8), 7U);
    EXPECT_EQ(random.below(1), 0U);
    EXPECT_EQ(random.below(std::uint64_t{1} << 63U), most >> 1U);
}

TEST(RandomSource, CoversARangeWithBothEnds) {
    Scripted random({0, 4, most, 0});
    EXPECT_EQ(random.between(-2, 2), -2);
    EXPECT_EQ(random.between(-2, 2), 2);
    constexpr auto low = std::numeric_limits<std::int64_t>::min();
    constexpr auto high = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(random.between(low, high), high);
    EXPECT_EQ(random.between(7, 7), 7);
}

TEST(RandomSource, MakesWordsOfBase36) {
    Scripted random({0, 9, 10, 35});
    EXPECT_EQ(random.base36_word(4), "09az");
}

TEST(SystemRandom, FillsEveryByteSoonerOrLater) {
    SystemRandom random;
    for (const std::size_t size : {1U, 16U, 511U, 512U, 513U, 5000U}) {
        std::vector<std::byte> ever(size);
        for (int round = 0; round < 64; ++round) {
            std::vector<std::byte> bytes(size);
            random.fill(bytes);
            for (std::size_t i = 0; i < size; ++i) ever[i] |= bytes[i];
        }
        EXPECT_EQ(std::count(ever.begin(), ever.end(), std::byte{}), 0) << size;
    }
}

TEST(SystemRandom, NeverRepeatsAcrossThreads) {
    std::array<std::vector<std::uint64_t>, 4> drawn;
    std::vector<std::jthread> threads;
    for (auto& numbers : drawn) {
        threads.emplace_back([&numbers] {
            SystemRandom random;
            for (int i = 0; i < 1000; ++i) numbers.push_back(random.next());
        });
    }
    threads.clear();
    std::set<std::uint64_t> all;
    for (const auto& numbers : drawn) all.insert(numbers.begin(), numbers.end());
    EXPECT_EQ(all.size(), 4000U);
}

}  // namespace
}  // namespace bs
