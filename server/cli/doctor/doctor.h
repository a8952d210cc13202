// `betstream doctor`: looks at everything that an installation often has wrong, and names the repair of each.
#pragma once

#include "cli/api_client.h"
#include "cli/exit_code.h"

#include <string>

namespace bs::cli {

struct DoctorOptions {
    ServerAddress server;  // as its clients reach it: through the proxy, where there is one
    std::string database;  // as for `serve`; empty: only what can be seen from outside
    bool json = false;
};

// `failure` when something is wrong; warnings alone are fine.
[[nodiscard]] ExitCode examine(const DoctorOptions& options);

}  // namespace bs::cli
