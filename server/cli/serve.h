// `betstream serve`: the server, until somebody asks it to stop.
#pragma once

#include "cli/options.h"

namespace bs::cli {

// Runs until SIGTERM or SIGINT was answered with a drain; returns the exit status of the process.
[[nodiscard]] int serve(ServeOptions options);

}  // namespace bs::cli
