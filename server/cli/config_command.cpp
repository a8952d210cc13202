#include "cli/config_command.h"

#include "base/json_writer.h"
#include "cli/bind_policy.h"
#include "cli/database.h"
#include "cli/terminal.h"
#include "cli/text.h"

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace bs::cli {
namespace {

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.resize(width, ' ');
    return text + "  ";
}

std::string shown(const Setting& setting, const Configuration& configuration) {
    const std::string value = setting.show(configuration.options);
    return value.empty() ? "-" : value;
}

std::string to_json_text(const Configuration& configuration) {
    std::string text;
    JsonWriter out(text);
    out.begin_object();
    for (std::size_t i = 0; i < settings().size(); ++i) {
        const Setting& setting = settings()[i];
        out.key(setting.name).begin_object();
        out.field("value", std::string_view(setting.show(configuration.options)));
        out.field("origin", std::string_view(configuration.origins[i])).end_object();
    }
    out.end_object();
    return text + "\n";
}

// SQLite writes files beside the database, so the directory itself must be writable.
std::string problem_with_directory(const ServeOptions& options) {
    if (is_postgres(options.database)) return {};
    const auto path = sqlite_path(options.database);
    if (!path) return "database: " + path.error().detail;
    std::filesystem::path directory = std::filesystem::path(*path).parent_path();
    if (directory.empty()) directory = ".";
    std::error_code error;
    if (!std::filesystem::is_directory(directory, error)) {
        return "database: there is no directory " + directory.string() + "; make it with: mkdir -p " +
               directory.string();
    }
    if (::access(directory.c_str(), W_OK | X_OK) != 0) {
        return "database: the directory " + directory.string() + " is not writable for us; fix it with: chown " +
               std::to_string(::geteuid()) + " " + directory.string();
    }
    return {};
}

}  // namespace

ExitCode show_config(const Configuration& configuration, bool json) {
    std::string text;
    if (json) {
        text = to_json_text(configuration);
    } else {
        std::size_t name_width = 0;
        std::size_t value_width = 0;
        for (const Setting& setting : settings()) {
            name_width = std::max(name_width, setting.name.size());
            value_width = std::max(value_width, shown(setting, configuration).size());
        }
        for (std::size_t i = 0; i < settings().size(); ++i) {
            const Setting& setting = settings()[i];
            text += padded(std::string(setting.name), name_width);
            text += padded(shown(setting, configuration), std::min<std::size_t>(value_width, 40));
            text += standard_output().paint(Style::dim, configuration.origins[i]) + "\n";
        }
    }
    return standard_output().write(text) ? ExitCode::ok : ExitCode::io_error;
}

ExitCode check_config(const Configuration& configuration) {
    const ServeOptions& options = configuration.options;
    std::vector<std::string> problems;
    if (std::string problem = problem_with_directory(options); !problem.empty()) problems.push_back(std::move(problem));
    if (const auto refusal = refuse_addresses(options.listen, options.insecure_no_auth)) {
        problems.push_back("listen: " + refusal->detail);
    }
    for (const std::string& problem : problems) say_error(problem);
    if (!problems.empty()) return ExitCode::configuration;
    say("the configuration is good");
    return ExitCode::ok;
}

ExitCode refuse_config(const Error& error) {
    if (error.fields.empty()) say_error(error.detail);
    bool only_flags = !error.fields.empty();
    for (const FieldError& field : error.fields) {
        say_error(field.pointer + ": " + field.detail);
        only_flags = only_flags && field.pointer.starts_with("--");
    }
    return only_flags ? ExitCode::usage : ExitCode::configuration;
}

}  // namespace bs::cli
