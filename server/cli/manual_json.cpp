// The manual as JSON: what the reference pages of the documentation are made of.
#include "base/json_writer.h"
#include "cli/manual.h"
#include "cli/options.h"

#include <array>

namespace bs::cli {
namespace {

// In the order of ExitCode.
constexpr auto meanings =
    std::to_array<ExitMeaning>({{"0", "Done"},
                                {"1", "Refused, or something is wrong with the data; the message says what"},
                                {"2", "The command line is wrong"},
                                {"69", "The server cannot be reached; of serve: PostgreSQL cannot be used"},
                                {"74", "A file cannot be read or written; of serve: the disk failed"},
                                {"78",
                                 "The configuration is wrong, or the data cannot be opened: a newer version wrote it, "
                                 "it is damaged, or another has it open"},
                                {"130, 143", "Interrupted"}});

void write_option(JsonWriter& out, const OptionSpec& option) {
    out.begin_object()
        .field("flag", std::string_view(option.flag))
        .field("value", std::string_view(option.value))
        .field("help", std::string_view(option.help))
        .field("variable", std::string_view(option.variable))
        .end_object();
}

void write_command(JsonWriter& out, const CommandSpec& command) {
    out.begin_object().field("name", std::string_view(command.name)).field("help", std::string_view(command.help));
    out.field("notes", std::string_view(command.notes)).key("options").begin_array();
    for (const OptionSpec& option : command.options) write_option(out, option);
    out.end_array().key("commands").begin_array();
    for (const CommandSpec& child : command.commands) write_command(out, child);
    out.end_array().end_object();
}

void write_setting(JsonWriter& out, const Setting& setting) {
    out.begin_object()
        .field("name", setting.name)
        .field("flag", std::string_view(flag_of(setting)))
        .field("variable", setting.variable)
        .field("second_variable", setting.second_variable)
        .field("value", setting.value)
        .field("help", setting.help)
        .field("default", std::string_view(setting.show(ServeOptions{})))
        .field("is_list", setting.is_list)
        .end_object();
}

}  // namespace

std::span<const ExitMeaning> exit_meanings() { return meanings; }

std::string manual_json(const CommandSpec& root) {
    std::string text;
    JsonWriter out(text);
    out.begin_object().field("name", std::string_view(root.name)).field("help", std::string_view(root.help));
    out.key("commands").begin_array();
    for (const CommandSpec& command : root.commands) write_command(out, command);
    out.end_array().key("settings").begin_array();
    for (const Setting& setting : settings()) write_setting(out, setting);
    out.end_array().key("exit_statuses").begin_array();
    for (const auto& [statuses, meaning] : exit_meanings()) {
        out.begin_object().field("statuses", statuses).field("meaning", meaning).end_object();
    }
    out.end_array().end_object();
    return text + "\n";
}

}  // namespace bs::cli
