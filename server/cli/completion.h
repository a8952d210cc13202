// Shell completion, generated from the commands and options that really exist.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

struct OptionSpec {
    std::string flag;   // "--listen"; empty: a positional
    std::string value;  // "FILE", "auto|json|human", "N"; empty: it takes none
    std::string help;
    std::string variable = {};  // in the environment
};

struct CommandSpec {
    std::string name;
    std::string help;
    std::vector<OptionSpec> options;
    std::vector<CommandSpec> commands;
    std::string notes = {};  // what --help says below the flags
};

// To be sourced, or put where the shell looks for such files.
[[nodiscard]] std::string bash_completion(const CommandSpec& root);
[[nodiscard]] std::string zsh_completion(const CommandSpec& root);
[[nodiscard]] std::string fish_completion(const CommandSpec& root);

}  // namespace bs::cli
