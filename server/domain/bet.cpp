#include "domain/bet.h"

#include "domain/words.h"

#include <tuple>

namespace bs {

namespace {

constexpr std::array<std::string_view, bet_status_count> bet_status_words = {"pending", "successful", "failed"};

}  // namespace

std::string_view to_word(BetStatus status) { return word_of(bet_status_words, status); }

std::optional<BetStatus> parse_bet_status(std::string_view word) {
    return find_word<BetStatus>(bet_status_words, word);
}

bool comes_before(const Bet& a, const Bet& b) { return std::tie(a.external_id, a.id) < std::tie(b.external_id, b.id); }

std::int64_t Summary::bets() const {
    std::int64_t count = 0;
    for (const Totals& totals : by_status) count += totals.count;
    return count;
}

void Summary::add(const Bet& bet) {
    Totals& totals = by_status[static_cast<std::size_t>(bet.status)];
    totals.count += 1;
    totals.stake += bet.stake;
    totals.cost += bet.cost;
}

void Summary::remove(const Bet& bet) {
    Totals& totals = by_status[static_cast<std::size_t>(bet.status)];
    totals.count -= 1;
    totals.stake -= bet.stake;
    totals.cost -= bet.cost;
}

}  // namespace bs
