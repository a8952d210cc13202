// Which SQLite this program runs with.
#pragma once

#include <string_view>

namespace bs {

// "3.40.1".
[[nodiscard]] std::string_view sqlite_version();

}  // namespace bs
