// Durations as people write them: 500ms, 10s, 15m, 2h, 30d.
#pragma once

#include "base/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace bs::cli {

// A whole number and a unit; "0" needs none. At most ten years.
[[nodiscard]] Result<std::chrono::milliseconds> parse_duration(std::string_view text);
// In the largest unit that divides it.
[[nodiscard]] std::string to_text(std::chrono::milliseconds duration);

}  // namespace bs::cli
