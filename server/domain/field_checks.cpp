#include "domain/field_checks.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <algorithm>
#include <numeric>

namespace bs {

namespace {

// Spaces of all widths, none included: a text of these alone shows nothing on a screen.
bool is_invisible(char32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0xAD || c == 0x1680 || c == 0x180E ||
           (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x202F || (c >= 0x205F && c <= 0x2064) ||
           c == 0x2800 || c == 0x3000 || c == 0x3164 || c == 0xFEFF;
}

// What there is to know about a text, from one walk over it.
struct TextTraits {
    std::size_t chars = 0;
    bool is_utf8 = true;
    bool has_visible = false;
    std::optional<char32_t> control;
};

TextTraits inspect(std::string_view text, bool may_break_lines) {
    TextTraits traits;
    while (!text.empty()) {
        const auto byte = static_cast<unsigned char>(text.front());
        const CodePoint c = byte > 0x20 && byte < 0x7F ? CodePoint{byte, 1, true} : first_code_point(text);
        text.remove_prefix(c.bytes);
        ++traits.chars;
        if (!c.valid) traits.is_utf8 = false;
        if (!is_invisible(c.value)) traits.has_visible = true;
        const bool breaks_lines = c.value == '\n' || c.value == '\t';
        if (is_control(c.value) && !(breaks_lines && may_break_lines) && !traits.control) traits.control = c.value;
    }
    return traits;
}

std::string name_of(char32_t c) {
    std::string name = "U+";
    ascii::append_hex4(name, c, ascii::hex_digits_upper);
    return name;
}

}  // namespace

void FieldErrors::add(std::string_view object, std::string_view field, Verdict verdict) {
    if (!verdict) return;
    std::string pointer(object);
    if (!field.empty()) pointer.append("/").append(field);
    errors_.push_back({std::move(pointer), std::string(verdict->code), std::move(verdict->detail)});
}

std::string summarise(std::span<const FieldError> errors) {
    const FieldError& first = errors.front();
    std::string sentence = first.pointer.empty() ? first.detail : first.pointer.substr(1) + ": " + first.detail;
    if (errors.size() > 1) sentence += " (and " + std::to_string(errors.size() - 1) + " more)";
    return sentence;
}

Error refuse_fields(std::vector<FieldError> errors) {
    std::string detail = summarise(errors);
    return {ErrorCode::invalid_field, std::move(detail), std::move(errors), {}};
}

Verdict check_text(std::string_view text, const TextRule& rule) {
    if (text.empty()) return rule.required ? Verdict{{"required", "must not be empty"}} : std::nullopt;

    const TextTraits traits = inspect(text, rule.may_break_lines);
    if (!traits.is_utf8) return Flaw{"invalid_text", "is not valid UTF-8"};
    if (traits.control) {
        return Flaw{"control_character", "must not hold the control character " + name_of(*traits.control)};
    }
    if (rule.required && !traits.has_visible) return Flaw{"blank", "must not be blank"};
    if (traits.chars > rule.chars_max) {
        return Flaw{"too_long", "must have at most " + std::to_string(rule.chars_max) + " characters, not " +
                                    std::to_string(traits.chars)};
    }
    return std::nullopt;
}

Verdict check_optional_text(const std::optional<std::string>& text, const TextRule& rule) {
    return text ? check_text(std::string_view(*text), rule) : std::nullopt;
}

Verdict check_external_id(std::int64_t id) {
    if (id > limits::json_integer_max)
        return Flaw{"too_large", "must be at most " + std::to_string(limits::json_integer_max)};
    if (id < -limits::json_integer_max)
        return Flaw{"too_small", "must be at least " + std::to_string(-limits::json_integer_max)};
    return std::nullopt;
}

Verdict check_id(std::int64_t id) {
    if (id < 1) return Flaw{"too_small", "must be above zero"};
    return check_external_id(id);
}

Verdict check_currency(std::string_view currency) {
    const bool letters = std::ranges::all_of(currency, ascii::is_upper);
    if (currency.size() == 3 && letters) return std::nullopt;
    return Flaw{"invalid_format", "must be three capital letters (ISO 4217), such as USD"};
}

Verdict check_meta(std::string_view meta) {
    if (meta.size() <= limits::meta_bytes_max) return std::nullopt;
    return Flaw{"too_large", "must have at most " + std::to_string(limits::meta_bytes_max) + " bytes, not " +
                                 std::to_string(meta.size())};
}

Verdict check_amount(Money amount) {
    if (amount.units > -money_units_limit && amount.units < money_units_limit) return std::nullopt;
    return Flaw{amount.units < 0 ? "too_small" : "too_large", "must be an amount below 100000000000"};
}

Verdict check_stake(Money stake) {
    if (stake.units < 0) return Flaw{"too_small", "must not be negative"};
    return check_amount(stake);
}

Verdict check_count(std::size_t count, std::size_t count_max) {
    if (count <= count_max) return std::nullopt;
    return Flaw{"too_many",
                "must have at most " + std::to_string(count_max) + " entries, not " + std::to_string(count)};
}

std::vector<std::size_t> find_repeated(std::span<const std::int64_t> keys) {
    std::vector<std::size_t> places(keys.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    const auto by_key = [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; };
    // Nearly every caller counts upwards, and then there is nothing to sort.
    if (!std::is_sorted(places.begin(), places.end(), by_key)) std::stable_sort(places.begin(), places.end(), by_key);

    std::vector<std::size_t> repeated;
    for (std::size_t i = 1; i < places.size(); ++i) {
        if (keys[places[i]] == keys[places[i - 1]]) repeated.push_back(places[i]);
    }
    std::sort(repeated.begin(), repeated.end());
    return repeated;
}

}  // namespace bs
