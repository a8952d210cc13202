// `betstream healthcheck`: is the server there and ready to take writes?
#pragma once

#include "cli/exit_code.h"

#include <string>

namespace bs::cli {

// One line, and an answer within a few seconds; ok or failure.
[[nodiscard]] ExitCode healthcheck(const std::string& url);

}  // namespace bs::cli
