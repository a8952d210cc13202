#include "base/time.h"

#include "base/ascii.h"
#include "base/check.h"

#include <array>
#include <chrono>

namespace bs {

namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::size_t fixed_length = 19;  // 2026-01-31T12:00:00
constexpr std::int64_t micros_per_second = 1'000'000;

template <std::size_t digits>
char* put(char* at, std::uint64_t number) {
    for (std::size_t i = digits; i-- > 0; number /= 10) at[i] = static_cast<char>('0' + number % 10);
    return at + digits;
}

// The digits at [from, from + count) of `text` as a number, or -1.
int digits_at(std::string_view text, std::size_t from, std::size_t count) {
    int number = 0;
    for (std::size_t i = from; i < from + count; ++i) {
        if (!ascii::is_digit(text[i])) return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

// ".123456789Z" or "Z" as microseconds, those beyond the sixth decimal cut off; or -1.
std::int64_t parse_fraction(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() < 3 || text.size() > 11 || text.front() != '.' || text.back() != 'Z') return -1;
    std::int64_t micros = 0;
    std::int64_t weight = micros_per_second;
    for (const char c : text.substr(1, text.size() - 2)) {
        if (!ascii::is_digit(c)) return -1;
        weight /= 10;
        micros += weight * (c - '0');
    }
    return micros;
}

std::optional<sys_days> parse_date(std::string_view text) {
    const int y = digits_at(text, 0, 4);
    const int m = digits_at(text, 5, 2);
    const int d = digits_at(text, 8, 2);
    if (y < 0 || m < 0 || d < 0) return std::nullopt;
    const year_month_day date{std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)},
                              std::chrono::day{static_cast<unsigned>(d)}};
    if (!date.ok()) return std::nullopt;
    return sys_days{date};
}

}  // namespace

void append_timestamp(std::string& out, Timestamp at) {
    const std::chrono::sys_time<microseconds> point{microseconds{at.micros}};
    const auto day = std::chrono::floor<days>(point);
    const year_month_day date{day};
    const auto in_day = static_cast<std::uint64_t>((point - day).count());
    const std::uint64_t second = in_day / micros_per_second;
    // RFC 3339 has four digits for the year; our clocks never leave them.
    const int year = static_cast<int>(date.year());
    BS_ASSERT(year >= 0 && year <= 9999);

    std::array<char, 27> text{};
    char* p = put<4>(text.data(), static_cast<std::uint64_t>(year));
    *p++ = '-';
    p = put<2>(p, static_cast<unsigned>(date.month()));
    *p++ = '-';
    p = put<2>(p, static_cast<unsigned>(date.day()));
    *p++ = 'T';
    p = put<2>(p, second / 3600);
    *p++ = ':';
    p = put<2>(p, second / 60 % 60);
    *p++ = ':';
    p = put<2>(p, second % 60);
    *p++ = '.';
    p = put<6>(p, in_day % micros_per_second);
    *p++ = 'Z';
    out.append(text.data(), p);
}

std::string to_string(Timestamp at) {
    std::string out;
    append_timestamp(out, at);
    return out;
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    if (text.size() < fixed_length + 1) return std::nullopt;
    if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
    const auto date = parse_date(text);
    const int h = digits_at(text, 11, 2);
    const int m = digits_at(text, 14, 2);
    const int s = digits_at(text, 17, 2);
    const std::int64_t fraction = parse_fraction(text.substr(fixed_length));
    if (!date || h < 0 || m < 0 || s < 0 || h > 23 || m > 59 || s > 59 || fraction < 0) return std::nullopt;

    const std::int64_t seconds = date->time_since_epoch().count() * 86'400LL + h * 3600 + m * 60 + s;
    return Timestamp{seconds * micros_per_second + fraction};
}

Timestamp SystemClock::now() const {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Timestamp{std::chrono::duration_cast<microseconds>(since_epoch).count()};
}

}  // namespace bs
