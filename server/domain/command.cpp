#include "domain/command.h"

#include "domain/words.h"

namespace bs {

namespace {

constexpr std::array<std::string_view, 3> pending_bets_words = {"keep", "fail", "refuse"};

}  // namespace

std::string_view to_word(PendingBets choice) { return word_of(pending_bets_words, choice); }

std::optional<PendingBets> parse_pending_bets(std::string_view word) {
    return find_word<PendingBets>(pending_bets_words, word);
}

}  // namespace bs
