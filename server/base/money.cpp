#include "base/money.h"

#include "base/ascii.h"
#include "base/check.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bs {

namespace {

constexpr int decimals_max = 4;
// More digits than any accepted amount has, yet few enough for an int64.
constexpr std::int64_t digits_max = 15;
// Exponents beyond this are certainly out of range, unless the number is zero; clamping keeps the arithmetic small.
constexpr std::int64_t exponent_clamp = 1'000'000'000;

// (whole.fraction) * 10^exponent, as it was written.
struct Decimal {
    bool negative = false;
    std::string_view whole;     // digits before the point
    std::string_view fraction;  // digits after it
    std::int64_t exponent = 0;
};

std::string_view take_digits(std::string_view& text) {
    const auto end = std::find_if_not(text.begin(), text.end(), ascii::is_digit);
    const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty()) return false;
    for (const char wanted : any_of) {
        if (text.front() != wanted) continue;
        text.remove_prefix(1);
        return true;
    }
    return false;
}

bool take_exponent(std::string_view& text, std::int64_t& exponent) {
    const bool negative = !text.empty() && text.front() == '-';
    take(text, "+-");
    const std::string_view digits = take_digits(text);
    if (digits.empty()) return false;
    for (const char digit : digits) exponent = std::min(exponent * 10 + (digit - '0'), exponent_clamp);
    if (negative) exponent = -exponent;
    return true;
}

// The grammar of RFC 8259, section 6.
bool read_number(std::string_view text, Decimal& out) {
    out.negative = take(text, "-");
    out.whole = take_digits(text);
    if (out.whole.empty() || (out.whole.size() > 1 && out.whole.front() == '0')) return false;
    if (take(text, ".")) {
        out.fraction = take_digits(text);
        if (out.fraction.empty()) return false;
    }
    if (take(text, "eE") && !take_exponent(text, out.exponent)) return false;
    return text.empty();
}

std::unexpected<Error> refuse(std::string detail) { return fail(ErrorCode::invalid_field, std::move(detail)); }

}  // namespace

Result<Money> parse_money(std::string_view text) {
    Decimal number;
    if (!read_number(text, number)) return refuse("not a decimal number such as 10.05");

    // Significant digits are those between the first and the last that is not 0; `place` is the power of ten of the
    // digit that comes next, in units.
    std::int64_t units = 0;
    std::int64_t significant = 0;
    std::int64_t zeros = 0;
    std::int64_t last_place = 0;
    std::int64_t place = static_cast<std::int64_t>(number.whole.size()) - 1 + number.exponent + decimals_max;
    for (const std::string_view digits : {number.whole, number.fraction}) {
        for (const char digit : digits) {
            if (digit == '0') {
                zeros += significant > 0 ? 1 : 0;
            } else {
                if (significant == 0 && place >= digits_max) return refuse("too large: amounts are below 100000000000");
                significant += zeros + 1;
                if (significant > digits_max || place < 0) return refuse("more than 4 decimals");
                for (; zeros > 0; --zeros) units *= 10;
                units = units * 10 + (digit - '0');
                last_place = place;
            }
            --place;
        }
    }
    for (; last_place > 0; --last_place) units *= 10;
    return Money{number.negative ? -units : units};
}

void append_money(std::string& out, Money amount) {
    std::uint64_t magnitude = static_cast<std::uint64_t>(amount.units);
    if (amount.units < 0) {
        out.push_back('-');
        magnitude = 0 - magnitude;
    }
    constexpr auto per_one = static_cast<std::uint64_t>(money_units_per_one);
    std::array<char, 20> whole{};
    const auto [end, error] = std::to_chars(whole.data(), whole.data() + whole.size(), magnitude / per_one);
    out.append(whole.data(), end);

    std::array<char, decimals_max> fraction{};
    std::uint64_t rest = magnitude % per_one;
    for (std::size_t i = fraction.size(); i-- > 0; rest /= 10) fraction[i] = static_cast<char>('0' + rest % 10);
    std::size_t length = fraction.size();
    while (length > 1 && fraction[length - 1] == '0') --length;
    out.push_back('.');
    out.append(fraction.data(), length);
}

std::string to_string(Money amount) {
    std::string out;
    append_money(out, amount);
    return out;
}

Money operator+(Money a, Money b) {
    Money sum;
    const bool overflow = __builtin_add_overflow(a.units, b.units, &sum.units);
    BS_ASSERT(!overflow);
    return sum;
}

Money operator-(Money a, Money b) {
    Money difference;
    const bool overflow = __builtin_sub_overflow(a.units, b.units, &difference.units);
    BS_ASSERT(!overflow);
    return difference;
}

Money& operator+=(Money& a, Money b) { return a = a + b; }

Money& operator-=(Money& a, Money b) { return a = a - b; }

}  // namespace bs
