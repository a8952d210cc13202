// Inside this room: the refusals that several rules share, in the words that a trader reads.
#pragma once

#include "base/result.h"
#include "domain/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bs {

[[nodiscard]] inline std::string_view noun_of(const Account&) { return "account"; }
[[nodiscard]] inline std::string_view noun_of(const Batch&) { return "batch"; }
[[nodiscard]] inline std::string_view noun_of(const Bet&) { return "bet"; }

template <class Resource>
[[nodiscard]] Result<> check_version(const Resource& resource, const std::optional<std::int64_t>& expected) {
    if (!expected || *expected == resource.version) return {};
    std::string detail = "this " + std::string(noun_of(resource)) + " is at version " +
                         std::to_string(resource.version) + " now, not at version " + std::to_string(*expected) +
                         ": it was changed in between";
    return fail(Error{ErrorCode::version_conflict, std::move(detail), {}, to_json(resource)});
}

// Deleted accounts answer as if they were not there.
[[nodiscard]] inline Result<> check_not_deleted(const Account& account) {
    if (!account.deleted_at) return {};
    return no_such("account");
}

[[nodiscard]] inline std::string closed_detail(const Batch& batch) {
    return "this batch is " + std::string(to_word(batch.status)) + "; reopen it first";
}

}  // namespace bs
