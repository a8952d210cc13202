// `betstream tail`: the stream of events in a terminal or a pipe, without gaps across broken connections and restarts.
#pragma once

#include "cli/api_client.h"
#include "cli/exit_code.h"

#include <string>
#include <vector>

namespace bs::cli {

struct TailOptions {
    ServerAddress server;
    std::string since;                  // a cursor; "start": everything that the log still has; empty: from now on
    std::vector<std::string> accounts;  // names or ids; empty: all
    std::vector<std::string> types;     // empty: all
    bool json = false;                  // the data of each event as it came, one line each
};

// Runs until it is interrupted or nobody reads stdout any more.
[[nodiscard]] ExitCode tail(const TailOptions& options);

}  // namespace bs::cli
