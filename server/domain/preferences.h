// How somebody likes the console: one JSON object for each owner, an operator or the whole desk. Not part of the desk's
// history: replacing them makes no event.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bs {

struct Preferences {
    std::string owner;
    std::int64_t version = 0;  // 0: nobody stored any yet
    std::string value = "{}";  // minified JSON

    friend bool operator==(const Preferences&, const Preferences&) = default;
};

struct ReplacePreferences {
    std::string value;
    std::optional<std::int64_t> expected_version;
};

// `malformed_request`: too long for a name, or not to be read by people.
[[nodiscard]] Result<> check_owner(std::string_view owner);

// What they are afterwards; the same as before when nothing changes. `owners` is how many there are. Pure.
// `version_conflict` (its `current` is {version, value}), `invalid_field`: too large, or one owner too many.
[[nodiscard]] Result<Preferences> decide(const Preferences& before, const ReplacePreferences& command,
                                         std::size_t owners);

}  // namespace bs
