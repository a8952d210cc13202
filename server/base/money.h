// Money is exact: a count of 1/10,000 of the account's currency. No float touches it.
#pragma once

#include "base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace bs {

struct Money {
    std::int64_t units{};  // 1/10,000 of the currency

    friend auto operator<=>(const Money&, const Money&) = default;
};

inline constexpr std::int64_t money_units_per_one = 10'000;
// |amount| < 10^11: such values with 4 decimals survive a client that keeps them in a double (2^53 is about 9 * 10^15).
inline constexpr std::int64_t money_units_limit = 100'000'000'000 * money_units_per_one;

// Reads the text of a JSON number ("10", "10.05", "1e2"): exact or `invalid_field`, never rounded.
// The detail of the error says whether there were too many decimals, it was too large, or no number at all.
[[nodiscard]] Result<Money> parse_money(std::string_view text);

// "10.0", "0.5", "-3.1415": no exponent, at least one decimal, no needless zeros.
void append_money(std::string& out, Money amount);
[[nodiscard]] std::string to_string(Money amount);

// Abort on overflow: the rules bound every sum of a batch by money_units_limit (domain/decide.h).
[[nodiscard]] Money operator+(Money a, Money b);
[[nodiscard]] Money operator-(Money a, Money b);
Money& operator+=(Money& a, Money b);
Money& operator-=(Money& a, Money b);

}  // namespace bs
