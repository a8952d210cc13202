// The port to chance, so that tests can choose it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace bs {

class RandomSource {
public:
    virtual ~RandomSource() = default;

    // Fills `out` with bytes that nobody can guess. Cannot fail.
    virtual void fill(std::span<std::byte> out) = 0;

    [[nodiscard]] std::uint64_t next();
    // Uniform in [0, bound); `bound` is at least 1.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    // Uniform in [low, high], both included.
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high);
    // `length` characters of 0-9a-z.
    [[nodiscard]] std::string base36_word(std::size_t length);
};

// getrandom(2), a few hundred bytes at a time. Usable from any thread; a forked child must not go on using it.
class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::byte> out) override;
};

}  // namespace bs
