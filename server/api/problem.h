// Errors as application/problem+json (RFC 9457).
#pragma once

#include "base/result.h"
#include "service/caller.h"
#include "service/writer.h"

#include <optional>
#include <string>
#include <string_view>

namespace bs {

inline constexpr std::string_view problem_content_type = "application/problem+json";

// {"type","title","status","detail","code","request_id","trace_id","errors":[{pointer,code,detail}],"current"}
[[nodiscard]] std::string problem_json(const Error& error, const Caller& caller);
// With Retry-After where a retry may help. Its content type is problem_content_type.
[[nodiscard]] Rendered render_problem(const Error& error, const Caller& caller);

// Which kind a problem is that was written earlier: of an answer that was kept.
[[nodiscard]] std::optional<ErrorCode> find_problem_code(std::string_view problem);

}  // namespace bs
