#include "base/random.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <string_view>
#include <sys/random.h>

namespace bs {

namespace {

void fill_from_kernel(std::span<std::byte> out) {
    while (!out.empty()) {
        const ssize_t got = getrandom(out.data(), out.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        BS_ASSERT(got > 0);
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

// What a thread has fetched and not used yet: a system call per request id would cost more than the id.
struct Pool {
    std::array<std::byte, 512> bytes{};
    std::size_t used = bytes.size();
};

}  // namespace

std::uint64_t RandomSource::next() {
    std::uint64_t number = 0;
    fill(std::as_writable_bytes(std::span(&number, 1)));
    return number;
}

std::uint64_t RandomSource::below(std::uint64_t bound) {
    BS_ASSERT(bound > 0);
    // Numbers of the last, incomplete round of `bound` are thrown away: they would favour the small ones.
    const std::uint64_t incomplete = (std::numeric_limits<std::uint64_t>::max() % bound + 1) % bound;
    std::uint64_t number = next();
    while (number > std::numeric_limits<std::uint64_t>::max() - incomplete) number = next();
    return number % bound;
}

std::int64_t RandomSource::between(std::int64_t low, std::int64_t high) {
    BS_ASSERT(low <= high);
    const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
    const std::uint64_t offset = width == std::numeric_limits<std::uint64_t>::max() ? next() : below(width + 1);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
}

std::string RandomSource::base36_word(std::size_t length) {
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::string word(length, '0');
    for (char& c : word) c = digits[below(digits.size())];
    return word;
}

void SystemRandom::fill(std::span<std::byte> out) {
    thread_local Pool pool;
    if (out.size() > pool.bytes.size()) return fill_from_kernel(out);
    if (out.size() > pool.bytes.size() - pool.used) {
        fill_from_kernel(pool.bytes);
        pool.used = 0;
    }
    const std::span<std::byte> taken = std::span(pool.bytes).subspan(pool.used, out.size());
    std::copy(taken.begin(), taken.end(), out.begin());
    std::fill(taken.begin(), taken.end(), std::byte{});
    pool.used += taken.size();
}

}  // namespace bs
