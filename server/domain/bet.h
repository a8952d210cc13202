// One bet of a batch, and the totals that a batch keeps of its bets.
#pragma once

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bs {

enum class BetStatus : std::uint8_t { pending, successful, failed };
inline constexpr std::size_t bet_status_count = 3;

[[nodiscard]] std::string_view to_word(BetStatus status);
[[nodiscard]] std::optional<BetStatus> parse_bet_status(std::string_view word);

struct Bet {
    BetId id;                      // ours; `pid` on the wire
    std::int64_t external_id = 0;  // the caller's own number; `id` on the wire
    BatchId batch_id;
    std::string selection;
    Money stake;
    Money cost;
    BetStatus status = BetStatus::pending;
    std::int64_t version = 1;  // +1 with every change
    Timestamp updated_at;
    std::string updated_by;                // who made the last change; empty: unknown
    std::optional<std::string> reference;  // the vendor's bet id
    std::optional<std::string> note;

    friend bool operator==(const Bet&, const Bet&) = default;
};

// The order in which a batch shows its bets: by the caller's number, then by ours.
[[nodiscard]] bool comes_before(const Bet& a, const Bet& b);

// Totals of the bets of a batch that have one status.
struct Totals {
    std::int64_t count = 0;
    Money stake;
    Money cost;

    friend bool operator==(const Totals&, const Totals&) = default;
};

// Kept by the same transaction as the bets, so that nobody sums 10,000 rows to draw a bar.
struct Summary {
    std::array<Totals, bet_status_count> by_status{};

    [[nodiscard]] const Totals& of(BetStatus status) const { return by_status[static_cast<std::size_t>(status)]; }
    [[nodiscard]] std::int64_t bets() const;

    void add(const Bet& bet);
    void remove(const Bet& bet);

    friend bool operator==(const Summary&, const Summary&) = default;
};

}  // namespace bs
