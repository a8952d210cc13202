// What one field of an input must be like, for those who judge it. A check says what is wrong; the list knows
// where the value stood, so that a caller learns of everything that is wrong at once.
#pragma once

#include "base/limits.h"
#include "base/money.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bs {

struct Flaw {
    std::string_view code;
    std::string detail;
};

// Empty: the value is acceptable.
using Verdict = std::optional<Flaw>;

class FieldErrors {
public:
    // `object` is the pointer of what holds the field: "" or "/bets/17".
    void add(std::string_view object, std::string_view field, Verdict verdict);

    [[nodiscard]] bool empty() const { return errors_.empty(); }
    [[nodiscard]] std::vector<FieldError> take() { return std::move(errors_); }

private:
    std::vector<FieldError> errors_;
};

// `errors` must not be empty. One sentence for all of them: quotes the first.
[[nodiscard]] std::string summarise(std::span<const FieldError> errors);
[[nodiscard]] Error refuse_fields(std::vector<FieldError> errors);

struct TextRule {
    std::size_t chars_max = 0;
    bool required = false;  // not empty, and something of it can be seen
    bool may_break_lines = false;
};

inline constexpr TextRule name_rule{limits::name_chars_max, true, false};
inline constexpr TextRule hostname_rule{limits::hostname_chars_max, false, false};
inline constexpr TextRule selection_rule{limits::selection_chars_max, true, false};
inline constexpr TextRule reference_rule{limits::reference_chars_max, false, false};
inline constexpr TextRule note_rule{limits::note_chars_max, false, true};
inline constexpr TextRule reason_rule{limits::reason_chars_max, true, true};

[[nodiscard]] Verdict check_text(std::string_view text, const TextRule& rule);
[[nodiscard]] Verdict check_optional_text(const std::optional<std::string>& text,
                                          const TextRule& rule);  // absent is fine
// The caller's own number of a bet.
[[nodiscard]] Verdict check_external_id(std::int64_t id);
// A number that we gave to something.
[[nodiscard]] Verdict check_id(std::int64_t id);
[[nodiscard]] Verdict check_currency(std::string_view currency);
[[nodiscard]] Verdict check_meta(std::string_view meta);
// |amount| below the limit of money: what parse_money() gives is, but commands need not come from there.
[[nodiscard]] Verdict check_amount(Money amount);
[[nodiscard]] Verdict check_stake(Money stake);
[[nodiscard]] Verdict check_count(std::size_t count, std::size_t count_max);

// The places of keys that stood earlier in the list already, in rising order.
[[nodiscard]] std::vector<std::size_t> find_repeated(std::span<const std::int64_t> keys);

}  // namespace bs
