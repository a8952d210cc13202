#include "domain/object_reader.h"

#include "domain/field_checks.h"

#include <charconv>
#include <utility>

namespace bs {
namespace {

std::string_view to_words(json::Kind kind) {
    switch (kind) {
        case json::Kind::null:
            return "null";
        case json::Kind::boolean:
            return "true or false";
        case json::Kind::number:
            return "a number";
        case json::Kind::string:
            return "a string";
        case json::Kind::array:
            return "an array";
        case json::Kind::object:
            return "an object";
    }
    return "";
}

std::string expected(std::string_view wanted, json::Kind found) {
    return "expected " + std::string(wanted) + ", found " + std::string(to_words(found));
}

}  // namespace

bool ObjectReader::is_object() {
    if (object_.is(json::Kind::object)) return true;
    errors_.push_back({pointer(""), "wrong_type", expected("an object", object_.kind())});
    return false;
}

std::string ObjectReader::pointer(std::string_view name) const {
    std::string text(parent_);
    if (index_) text += "/" + std::to_string(*index_);
    if (!name.empty()) text.append("/").append(name);
    return text;
}

void ObjectReader::refuse(std::string_view name, std::string code, std::string detail) {
    errors_.push_back({pointer(name), std::move(code), std::move(detail)});
}

std::optional<json::Value> ObjectReader::member(std::string_view name, json::Kind kind) {
    const json::Value value = object_.find(name);
    if (!value.found()) return std::nullopt;
    if (value.is(kind)) return value;
    refuse(name, "wrong_type", expected(to_words(kind), value.kind()));
    return std::nullopt;
}

std::optional<json::Value> ObjectReader::required(std::string_view name) {
    const json::Value value = object_.find(name);
    if (value.found()) return value;
    refuse(name, "required", "this field is required");
    return std::nullopt;
}

std::string ObjectReader::text(std::string_view name) {
    const auto value = required(name);
    return value ? as_text(name, *value).value_or("") : std::string();
}

std::optional<std::string> ObjectReader::optional_text(std::string_view name) {
    const json::Value value = object_.find(name);
    return value.found() ? as_text(name, value) : std::nullopt;
}

std::optional<std::string> ObjectReader::clearable_text(std::string_view name) {
    const json::Value value = object_.find(name);
    if (!value.found()) return std::nullopt;
    return value.is(json::Kind::null) ? std::string() : as_text(name, value);
}

std::optional<std::string> ObjectReader::as_text(std::string_view name, const json::Value& value) {
    if (value.is(json::Kind::string)) return std::string(value.text());
    refuse(name, "wrong_type", expected("a string", value.kind()));
    return std::nullopt;
}

std::int64_t ObjectReader::integer(std::string_view name) {
    const auto value = required(name);
    return value ? as_integer(name, *value).value_or(0) : 0;
}

std::optional<std::int64_t> ObjectReader::optional_integer(std::string_view name) {
    const json::Value value = object_.find(name);
    return value.found() ? as_integer(name, value) : std::nullopt;
}

std::int64_t ObjectReader::id(std::string_view name) {
    const auto value = required(name);
    const auto number = value ? as_integer(name, *value) : std::nullopt;
    if (!number) return 0;
    if (auto flaw = check_id(*number)) refuse(name, std::string(flaw->code), std::move(flaw->detail));
    return *number;
}

std::optional<std::int64_t> ObjectReader::as_integer(std::string_view name, const json::Value& value) {
    if (!value.is(json::Kind::number)) {
        refuse(name, "wrong_type", expected("an integer", value.kind()));
        return std::nullopt;
    }
    const std::string_view digits = value.text();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc{} && end == digits.data() + digits.size()) return number;
    refuse(name, "not_an_integer", "expected an integer of at most 64 bits");
    return std::nullopt;
}

Money ObjectReader::money(std::string_view name) {
    const auto value = required(name);
    return value ? as_money(name, *value).value_or(Money{}) : Money{};
}

std::optional<Money> ObjectReader::optional_money(std::string_view name) {
    const json::Value value = object_.find(name);
    return value.found() ? as_money(name, value) : std::nullopt;
}

std::optional<Money> ObjectReader::as_money(std::string_view name, const json::Value& value) {
    if (!value.is(json::Kind::number) && !value.is(json::Kind::string)) {
        refuse(name, "wrong_type", expected("an amount", value.kind()));
        return std::nullopt;
    }
    auto amount = parse_money(value.text());
    if (amount) return *amount;
    refuse(name, "not_an_amount", std::move(amount).error().detail);
    return std::nullopt;
}

}  // namespace bs
