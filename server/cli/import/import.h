// `betstream import`: bets out of a file into an account, all of them or none.
#pragma once

#include "cli/api_client.h"
#include "cli/exit_code.h"

#include <cstddef>
#include <optional>
#include <string>

namespace bs::cli {

struct ImportOptions {
    std::string file;     // "-": standard input
    std::string account;  // name or id
    ServerAddress server;
    std::string name;               // of the batch; empty: the value of `batch`, or the name of the file
    std::string meta;               // a JSON object; empty: none
    std::string label;              // tells intended repetitions of the same file apart
    std::size_t split = 0;          // bets per batch; 0: one batch, or one per value of `batch`
    std::optional<char> delimiter;  // of CSV; absent: guessed
    char decimal = '.';             // of CSV
    bool dry_run = false;
    bool json = false;
};

// Checks every row first and stores nothing when one is bad. A file that makes several batches is stored batch by
// batch: interrupted, the same command run again stores what is missing, and nothing twice.
[[nodiscard]] ExitCode import_file(const ImportOptions& options);

}  // namespace bs::cli
