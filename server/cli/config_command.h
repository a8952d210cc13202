// `betstream config show|check`.
#pragma once

#include "cli/exit_code.h"
#include "cli/options.h"

namespace bs::cli {

// Prints every setting, its value and where that came from.
[[nodiscard]] ExitCode show_config(const Configuration& configuration, bool json);

// Beyond what resolve() found: can the server use these values here and now? Does not touch the database file.
[[nodiscard]] ExitCode check_config(const Configuration& configuration);

// What resolve() refused, one line each on stderr.
[[nodiscard]] ExitCode refuse_config(const Error& error);

}  // namespace bs::cli
