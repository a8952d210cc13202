// `betstream backup`, `restore` and `verify`.
#pragma once

#include "cli/api_client.h"
#include "cli/exit_code.h"

#include <string>

namespace bs::cli {

struct BackupOptions {
    ServerAddress server;
    std::string database;  // of a server that is stopped; empty: ask the running one
    std::string file;
    bool json = false;
};

// The file appears when it is complete, flushed and verified; until then one of this name stays as it was.
[[nodiscard]] ExitCode back_up(const BackupOptions& options);

struct RestoreCommand {
    std::string file;
    std::string database;
    bool replace = false;
    bool json = false;
};
[[nodiscard]] ExitCode restore(const RestoreCommand& options);

struct VerifyOptions {
    std::string file;
    bool json = false;
};
[[nodiscard]] ExitCode verify(const VerifyOptions& options);

}  // namespace bs::cli
