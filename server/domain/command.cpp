#include "domain/command.h"

#include "domain/words.h"

namespace bs {

namespace {

constexpr std::array<std::string_view, 3> words = {"keep", "fail", "refuse"};

}  // namespace

std::string_view to_word(PendingBets choice) { return word_of(words, choice); }

std::optional<PendingBets> parse_pending_bets(std::string_view word) { return find_word<PendingBets>(words, word); }

}  // namespace bs
