// What this program is: for `betstream version`, the banner of `serve`, and bug reports.
#pragma once

#include "cli/exit_code.h"

#include <string>
#include <string_view>

namespace bs::cli {

struct BuildInfo {
    std::string_view version;   // of the project
    std::string_view commit;    // "unknown" when built without git; ends in "-dirty" with uncommitted changes
    std::string_view compiler;  // "g++ 12.2.0"
};

[[nodiscard]] const BuildInfo& build_info();
// "betstream 0.1.0 (1a2b3c4d5e6f)".
[[nodiscard]] std::string version_line();

[[nodiscard]] ExitCode show_version(bool json);

}  // namespace bs::cli
