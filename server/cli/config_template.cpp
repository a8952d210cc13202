#include "cli/config_template.h"

#include "cli/text.h"

namespace bs::cli {
namespace {

// An address may hold any character but these two unchanged.
std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(c);
    }
    return out + "\"";
}

std::string to_toml(const Setting& setting, const ServeOptions& options) {
    const std::string value = setting.show(options);
    if (setting.is_list) {
        std::vector<std::string> elements = split(value, ',');
        for (std::string& element : elements) element = in_quotes(element);
        return "[" + join(elements, ", ") + "]";
    }
    const bool is_bare = setting.value.empty() || setting.value == "N";
    return is_bare ? value : in_quotes(value);
}

}  // namespace

std::string config_template(const Configuration& configuration) {
    std::string text =
        "# Settings of `betstream serve`, in TOML, each with its default: to change one, remove the # before its "
        "name.\n"
        "# `betstream config check --config FILE` tells what is wrong, `betstream config show --config FILE` what "
        "holds.\n";
    for (std::size_t i = 0; i < settings().size(); ++i) {
        const Setting& setting = settings()[i];
        text += "\n# " + std::string(setting.help);
        if (setting.value.find('|') != std::string_view::npos) text += " (" + std::string(setting.value) + ")";
        text += configuration.origins[i] == "default" ? "\n#" : "\n";
        text += std::string(setting.name) + " = " + to_toml(setting, configuration.options) + "\n";
    }
    return text;
}

}  // namespace bs::cli
