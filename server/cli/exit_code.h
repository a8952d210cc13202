// How a command ended, for scripts. Numbers above 64 are those of sysexits.h.
#pragma once

#include "base/result.h"

namespace bs::cli {

enum class ExitCode : int {
    ok = 0,
    failure = 1,         // it was refused, or something is wrong with what it works on
    usage = 2,           // the command line itself
    unavailable = 69,    // EX_UNAVAILABLE: the server cannot be reached
    io_error = 74,       // EX_IOERR: a file cannot be read or written
    configuration = 78,  // EX_CONFIG: the configuration is wrong, or the data is not ours to open
};

[[nodiscard]] constexpr int to_int(ExitCode code) { return static_cast<int>(code); }

// What a failed request to the server means for the caller of the command.
[[nodiscard]] ExitCode exit_code_of(const Error& error);

}  // namespace bs::cli
