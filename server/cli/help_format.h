// How --help looks.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace bs::cli {

class HelpFormat final : public CLI::Formatter {
public:
    HelpFormat() { column_width(32); }

    std::string make_usage(const CLI::App* app, std::string name) const override;
    std::string make_option_name(const CLI::Option* option, bool is_positional) const override;
    std::string make_option_opts(const CLI::Option* option) const override;
};

// "betstream config show".
[[nodiscard]] std::string full_name(const CLI::App& command);

}  // namespace bs::cli
