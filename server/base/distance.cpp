#include "base/distance.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace bs {

namespace {

// Longer input is no slip of the keyboard, and must not cost a quadratic amount of work.
constexpr std::size_t word_length_max = 64;

std::size_t slips_allowed(std::string_view word) {
    if (word.size() < 3) return 1;
    return word.size() < 6 ? 2 : 3;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), 0U);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

std::optional<std::string_view> did_you_mean(std::string_view word, std::span<const std::string_view> known) {
    if (word.size() > word_length_max) return std::nullopt;
    std::optional<std::string_view> best;
    std::size_t best_distance = slips_allowed(word) + 1;
    for (const std::string_view candidate : known) {
        // Replacing every letter is not a slip.
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance && distance < candidate.size()) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

}  // namespace bs
