#include "cli/import/file_batch.h"

#include "domain/decide.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace bs::cli {
namespace {

struct BetPointer {
    std::size_t index;
    std::string_view member;
};

// "/bets/17/stake" -> 17, "stake".
std::optional<BetPointer> parse_bet_pointer(std::string_view pointer) {
    constexpr std::string_view prefix = "/bets/";
    if (!pointer.starts_with(prefix)) return std::nullopt;
    pointer.remove_prefix(prefix.size());
    BetPointer parsed{};
    const auto [end, error] = std::from_chars(pointer.data(), pointer.data() + pointer.size(), parsed.index);
    if (error != std::errc()) return std::nullopt;
    pointer.remove_prefix(static_cast<std::size_t>(end - pointer.data()));
    parsed.member = pointer.starts_with('/') ? pointer.substr(1) : pointer;
    return parsed;
}

}  // namespace

std::string RowProblem::path() const {
    if (place.bet < 0) return column;
    return "bets/" + std::to_string(place.bet) + (column.empty() ? "" : "/") + column;
}

void FileBatch::clear() {
    command.meta = "{}";
    command.bets.clear();
    places.clear();
    problems.clear();
    start = {};
    rows = 0;
    group.clear();
    has_meta = false;
    continues_previous = false;
}

void check_rules(FileBatch& batch) {
    // A batch of which nothing could be read has been reported row by row already.
    if (batch.command.bets.empty() && !batch.problems.empty()) return;
    for (FieldError& error : check(batch.command)) {
        const auto bet = parse_bet_pointer(error.pointer);
        if (bet && bet->index < batch.places.size()) {
            batch.problems.push_back({batch.places[bet->index], std::string(bet->member), std::move(error.detail)});
        } else {
            std::string_view path = error.pointer;
            if (path.starts_with('/')) path.remove_prefix(1);
            batch.problems.push_back({batch.start, std::string(path), std::move(error.detail)});
        }
    }
    std::ranges::stable_sort(batch.problems, {},
                             [](const RowProblem& problem) { return std::pair(problem.place.row, problem.place.bet); });
}

}  // namespace bs::cli
