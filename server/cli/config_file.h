// Reads the file given with --config.
#pragma once

#include "base/result.h"
#include "cli/options.h"

#include <string>
#include <string_view>

namespace bs::cli {

// `not_found`: it cannot be read. `invalid_field`: it is not a list of `key = value` lines.
[[nodiscard]] Result<ConfigFile> load_config_file(const std::string& path);
[[nodiscard]] Result<ConfigFile> parse_config_file(std::string path, std::string_view text);

}  // namespace bs::cli
