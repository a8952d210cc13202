// What an error looks like on the wire: the only place that knows. One row for each ErrorCode.
#pragma once

#include "base/result.h"

#include <span>
#include <string_view>

namespace bs {

struct ErrorRow {
    ErrorCode code;
    int status;
    std::string_view name;  // `code` of the problem, and the last part of its `type`
    std::string_view title;
    std::string_view meaning;  // for the page at /problems/<name>
    bool retry_later = false;  // the same request may succeed in a moment: Retry-After is sent
};

[[nodiscard]] std::span<const ErrorRow> error_rows();
[[nodiscard]] const ErrorRow& row_of(ErrorCode code);

}  // namespace bs
