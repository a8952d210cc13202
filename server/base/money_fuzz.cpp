// What parse_money accepts, it writes in a form that it reads as the same amount and that a strict JSON parser accepts;
// and its verdict on the grammar is the one of the JSON parser.
#include "base/json.h"
#include "base/money.h"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

bool is_json_number(std::string_view text) {
    const auto document = bs::json::parse(text);
    return document && document->root().is(bs::json::Kind::number) && document->root().text() == text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto money = bs::parse_money(text);
    if (!money) {
        require(money.error().code == bs::ErrorCode::invalid_field);
        const bool grammar = money.error().detail.starts_with("not a decimal number");
        if (grammar) require(!is_json_number(text));
        return 0;
    }
    // Boost refuses exponents beyond an int, which our zero may have ("0e99999999999").
    require(is_json_number(text) || money->units == 0);
    require(money->units > -bs::money_units_limit && money->units < bs::money_units_limit);

    const std::string written = bs::to_string(*money);
    require(is_json_number(written));
    const auto again = bs::parse_money(written);
    require(again.has_value() && *again == *money);
    require(bs::to_string(*again) == written);
    return 0;
}
