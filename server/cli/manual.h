// What the command line can do, generated from the commands, flags and settings that really exist: as the man page
// betstream(1) and, for what is made of it, as JSON.
#pragma once

#include "cli/completion.h"

#include <span>
#include <string>
#include <string_view>

namespace bs::cli {

// In roff, for man(1).
[[nodiscard]] std::string manual(const CommandSpec& root, std::string_view version);

// `{"name", "help", "commands": [{"name", "help", "notes", "options", "commands"}], "settings", "exit_statuses"}`.
[[nodiscard]] std::string manual_json(const CommandSpec& root);

struct ExitMeaning {
    std::string_view statuses;  // "130, 143"
    std::string_view meaning;
};
[[nodiscard]] std::span<const ExitMeaning> exit_meanings();

// A text so that man shows just that: no character of it is taken for a request or for typography.
[[nodiscard]] std::string roff_escaped(std::string_view text);

}  // namespace bs::cli
