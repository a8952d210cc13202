#include "domain/preferences.h"

#include "base/json_writer.h"
#include "base/limits.h"
#include "domain/field_checks.h"

#include <utility>

namespace bs {
namespace {

Verdict check_size(std::string_view value) {
    if (value.size() <= limits::preferences_bytes_max) return std::nullopt;
    return Flaw{"too_large", "must have at most " + std::to_string(limits::preferences_bytes_max) + " bytes, not " +
                                 std::to_string(value.size())};
}

Verdict check_owners(const Preferences& before, std::size_t owners) {
    if (before.version > 0 || owners < limits::preference_owners_max) return std::nullopt;
    return Flaw{"too_many", "there are preferences of " + std::to_string(owners) + " owners, and no more are kept"};
}

std::string to_json(const Preferences& preferences) {
    std::string text;
    JsonWriter(text)
        .begin_object()
        .field("version", preferences.version)
        .key("value")
        .raw(preferences.value)
        .end_object();
    return text;
}

}  // namespace

Result<> check_owner(std::string_view owner) {
    const Verdict verdict = check_text(owner, TextRule{limits::actor_chars_max, true, false});
    if (!verdict) return {};
    return fail({ErrorCode::malformed_request,
                 "the owner in the path " + verdict->detail,
                 {{"owner", std::string(verdict->code), verdict->detail}},
                 {}});
}

Result<Preferences> decide(const Preferences& before, const ReplacePreferences& command, std::size_t owners) {
    FieldErrors errors;
    errors.add("", "", check_size(command.value));
    errors.add("", "", check_owners(before, owners));
    if (!errors.empty()) return fail(refuse_fields(errors.take()));

    if (command.expected_version && *command.expected_version != before.version) {
        return fail({ErrorCode::version_conflict,
                     "these preferences are at version " + std::to_string(before.version) + " now, not at version " +
                         std::to_string(*command.expected_version) + ": they were changed in between",
                     {},
                     to_json(before)});
    }
    if (before.version > 0 && command.value == before.value) return before;
    return Preferences{before.owner, before.version + 1, command.value};
}

}  // namespace bs
