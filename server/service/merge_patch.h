// JSON merge patch (RFC 7396) on texts that are JSON already. What the patch does not name keeps its place and its
// spelling; new members come last, in the order of the patch.
#pragma once

#include <string>
#include <string_view>

namespace bs {

// Both must be valid JSON, `patch` an object.
[[nodiscard]] std::string apply_merge_patch(std::string_view target, std::string_view patch);

}  // namespace bs
