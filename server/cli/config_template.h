// A file of settings to begin with: each one with its help and its default, as a comment.
#pragma once

#include "cli/options.h"

#include <string>

namespace bs::cli {

// In TOML. What was set, by a flag or a variable, is no comment.
[[nodiscard]] std::string config_template(const Configuration& configuration);

}  // namespace bs::cli
