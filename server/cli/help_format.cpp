#include "cli/help_format.h"

namespace bs::cli {

std::string HelpFormat::make_usage(const CLI::App* app, std::string /*name*/) const {
    std::string usage = "Usage: " + full_name(*app);
    for (const CLI::Option* option : app->get_options([](const CLI::Option* each) { return each->get_positional(); })) {
        usage += " " + option->get_type_name();
    }
    for (const CLI::Option* option : app->get_options([](const CLI::Option* each) { return each->nonpositional(); })) {
        if (option->get_required()) usage += " " + option->get_name() + " " + option->get_type_name();
    }
    if (!app->get_subcommands([](const CLI::App*) { return true; }).empty()) usage += " COMMAND";
    return "\n" + usage + " [flags]\n";
}

std::string HelpFormat::make_option_name(const CLI::Option* option, bool is_positional) const {
    if (is_positional) return option->get_type_name();
    std::string name;
    for (const std::string& flag : option->get_snames()) name += "-" + flag + ", ";
    for (const std::string& flag : option->get_lnames()) name += "--" + flag + ", ";
    return name.substr(0, name.size() - 2);
}

std::string HelpFormat::make_option_opts(const CLI::Option* option) const {
    if (option->get_positional() || option->get_type_size() == 0) return "";
    std::string text = " " + option->get_type_name();
    if (!option->get_default_str().empty()) text += " (" + option->get_default_str() + ")";
    return text;
}

std::string full_name(const CLI::App& command) {
    const CLI::App* parent = command.get_parent();
    return (parent == nullptr ? "" : full_name(*parent) + " ") + command.get_name();
}

}  // namespace bs::cli
