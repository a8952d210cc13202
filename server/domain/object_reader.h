// Reads the members of a JSON object by name and type, and collects what is wrong with them. A wrong or missing member
// gives a default value: whoever reads asks `errors` in the end.
#pragma once

#include "base/json.h"
#include "base/money.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bs {

class ObjectReader {
public:
    // `pointer` leads to the object: "" for the body itself, "/bets/17".
    ObjectReader(const json::Value& object, std::string_view parent, std::optional<std::size_t> index,
                 std::vector<FieldError>& errors)
        : object_(object), parent_(parent), index_(index), errors_(errors) {}
    ObjectReader(const json::Value& object, std::vector<FieldError>& errors) : ObjectReader(object, "", {}, errors) {}

    // False, and an error, when the value is not an object at all.
    [[nodiscard]] bool is_object();

    [[nodiscard]] std::string text(std::string_view name);
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view name);
    // null clears: an empty string. Absent: nothing.
    [[nodiscard]] std::optional<std::string> clearable_text(std::string_view name);
    [[nodiscard]] std::int64_t integer(std::string_view name);
    [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name);
    // An integer that we may have given to something.
    [[nodiscard]] std::int64_t id(std::string_view name);
    // A JSON number or a string with one.
    [[nodiscard]] Money money(std::string_view name);
    [[nodiscard]] std::optional<Money> optional_money(std::string_view name);
    // The member itself, when it is there and of this kind.
    [[nodiscard]] std::optional<json::Value> member(std::string_view name, json::Kind kind);
    [[nodiscard]] bool has(std::string_view name) const { return object_.find(name).found(); }

    void refuse(std::string_view name, std::string code, std::string detail);

private:
    [[nodiscard]] std::string pointer(std::string_view name) const;
    // The member, of whatever kind; its absence is an error.
    [[nodiscard]] std::optional<json::Value> required(std::string_view name);
    [[nodiscard]] std::optional<std::string> as_text(std::string_view name, const json::Value& value);
    [[nodiscard]] std::optional<std::int64_t> as_integer(std::string_view name, const json::Value& value);
    [[nodiscard]] std::optional<Money> as_money(std::string_view name, const json::Value& value);

    json::Value object_;
    std::string_view parent_;
    std::optional<std::size_t> index_;
    std::vector<FieldError>& errors_;
};

}  // namespace bs
