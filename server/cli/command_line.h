// The commands of `betstream` and their flags.
#pragma once

namespace bs::cli {

// Parses, runs the command that was asked for, and returns the exit status.
[[nodiscard]] int run(int argc, char** argv);

}  // namespace bs::cli
