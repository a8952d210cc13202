// Appends minified JSON to a string. No tree, no virtual call: the caller writes keys and values in order.
#pragma once

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace bs {

// Appends `text` as a JSON string with its quotes. `text` must be valid UTF-8. Control characters, quote and backslash
// are escaped, and so are U+2028/U+2029, so that one event is one line for every client.
void append_json_string(std::string& out, std::string_view text);

class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }

    // `name` must need no escaping: keys are our own words.
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(Money amount);
    JsonWriter& value(Timestamp at);
    JsonWriter& boolean(bool truth);
    // Without this a bool would be written as 0 or 1.
    template <std::same_as<bool> Bool>
    JsonWriter& value(Bool truth) {
        return boolean(truth);
    }
    JsonWriter& null();
    // Text that is JSON already, such as a stored `meta`.
    JsonWriter& raw(std::string_view json);

    template <class Tag>
    JsonWriter& value(Id<Tag> id) {
        return value(id.value);
    }

    template <class Value>
    JsonWriter& field(std::string_view name, const Value& v) {
        return key(name).value(v);
    }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    void separate();

    std::string& out_;
    bool needs_comma_ = false;
};

}  // namespace bs
