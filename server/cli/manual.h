// The man page betstream(1), generated from the commands, flags and settings that really exist.
#pragma once

#include "cli/completion.h"

#include <string>
#include <string_view>

namespace bs::cli {

// In roff, for man(1).
[[nodiscard]] std::string manual(const CommandSpec& root, std::string_view version);

// A text so that man shows just that: no character of it is taken for a request or for typography.
[[nodiscard]] std::string roff_escaped(std::string_view text);

}  // namespace bs::cli
