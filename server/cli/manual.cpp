#include "cli/manual.h"

#include "base/ascii.h"
#include "cli/options.h"
#include "cli/text.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace bs::cli {
namespace {

std::string bold(std::string_view text) { return "\\fB" + roff_escaped(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff_escaped(text) + "\\fR"; }

// Full sentences stand alone, words of a list do not end in a point.
std::string sentence(std::string_view text) {
    const bool is_closed = text.ends_with('.') || text.ends_with(']');
    return roff_escaped(text) + (is_closed ? "" : ".") + "\n";
}

std::string item(const std::string& title, const std::string& lines) { return ".TP\n" + title + "\n" + lines; }

// Lines that are indented are an example, an empty line begins a paragraph.
std::string prose(std::string_view text) {
    std::string out;
    bool begins = true;
    bool in_example = false;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.empty()) {
            begins = true;
            continue;
        }
        const bool is_example = line.starts_with("  ");
        if (in_example && !is_example) out += ".RE\n.fi\n";
        if (begins || in_example != is_example) out += ".PP\n";
        if (is_example && !in_example) out += ".nf\n.RS\n";
        out += roff_escaped(ascii::trim(line)) + "\n";
        in_example = is_example;
        begins = false;
    }
    return out + (in_example ? ".RE\n.fi\n" : "");
}

// A long list of words may break after each of them.
std::string value_of(const OptionSpec& option) {
    std::string out;
    for (const std::string& word : split(option.value, '|')) out += (out.empty() ? "" : "|\\:") + roff_escaped(word);
    return "\\fI" + out + "\\fR";
}

std::string option_item(const OptionSpec& option) {
    std::string title = option.flag.empty() ? value_of(option) : bold(option.flag);
    if (!option.flag.empty() && !option.value.empty()) title += " " + value_of(option);
    return item(title, sentence(option.help));
}

bool is_setting(const OptionSpec& option) {
    return std::ranges::any_of(settings(), [&](const Setting& setting) { return flag_of(setting) == option.flag; });
}

// The settings are flags of several commands: CONFIGURATION says each of them once.
std::string command_section(const CommandSpec& command, const std::string& path) {
    std::string text = ".SS " + roff_escaped(path) + "\n" + sentence(command.help);
    bool has_settings = false;
    for (const OptionSpec& option : command.options) {
        if (option.flag == "--help") continue;
        if (is_setting(option)) {
            has_settings = true;
        } else {
            text += option_item(option);
        }
    }
    if (has_settings) text += ".PP\nFurther flags are those of " + bold("CONFIGURATION") + ", below.\n";
    if (!command.notes.empty()) text += prose(command.notes);
    return text;
}

std::string command_sections(const CommandSpec& parent, const std::string& path) {
    std::string text;
    for (const CommandSpec& command : parent.commands) {
        const std::string own = path + " " + command.name;
        text += command_section(command, own);
        text += command_sections(command, own);
    }
    return text;
}

std::string configuration() {
    std::string text =
        "A value is taken from the first of these that has it: a flag, the environment, the file given with " +
        bold("--config") + ", the default. The file holds lines of TOML such as\n" +
        ".PP\n.nf\n.RS\nlog_level = \"debug\"\nlisten = [\"127.0.0.1:3001\", \"[::1]:3001\"]\n.RE\n.fi\n.PP\n" +
        "An unknown key, and an unknown variable that begins with BETSTREAM_, is an error. " +
        "The settings, as they are called in the file, with their flags:\n";
    const ServeOptions standard;
    for (const Setting& setting : settings()) {
        std::string title = bold(setting.name) + ", " + bold(flag_of(setting));
        if (!setting.value.empty()) title += " " + italic(setting.value);
        std::string lines = sentence(setting.help);
        const std::string value = setting.show(standard);
        if (!value.empty()) lines += "The default is " + roff_escaped(value) + ".\n";
        if (setting.is_list) lines += "May be given several times; in the file it is a list.\n";
        text += item(title, lines);
    }
    return text;
}

// Variables of flags, in the order in which they come.
void add_variables(const CommandSpec& command, std::set<std::string>& seen, std::string& text) {
    for (const OptionSpec& option : command.options) {
        const bool is_known = std::ranges::any_of(
            settings(), [&](const Setting& setting) { return setting.variable == option.variable; });
        if (option.variable.empty() || is_known || !seen.insert(option.variable).second) continue;
        text += item(bold(option.variable), "For " + bold(option.flag) + ".\n");
    }
    for (const CommandSpec& child : command.commands) add_variables(child, seen, text);
}

std::string environment(const CommandSpec& root) {
    std::string text;
    for (const Setting& setting : settings()) {
        std::string title = bold(setting.variable);
        if (!setting.second_variable.empty()) title += ", " + bold(setting.second_variable);
        text += item(title, "For " + bold(flag_of(setting)) + ".\n");
    }
    std::set<std::string> seen;
    add_variables(root, seen, text);
    text += item(bold("NO_COLOR"), "Set to anything: no colours on a terminal.\n");
    return text;
}

std::string exit_status() {
    std::string text;
    for (const auto& [statuses, meaning] : exit_meanings()) text += item(bold(statuses), sentence(meaning));
    return text;
}

// Where the Debian package puts them.
std::string files() {
    return item(italic("/etc/betstream/betstream.toml"), "The configuration of the service.\n") +
           item(italic("/var/lib/betstream/betstream.db"), "Its data, with further files beside it.\n") +
           item(italic("/usr/share/doc/betstream"), "Documentation.\n");
}

std::string examples(const std::string& name) {
    const auto example = [&](const std::string& why, const std::string& arguments) {
        return ".PP\n" + why + "\n.PP\n.nf\n.RS\n" + roff_escaped(name + " " + arguments) + "\n.RE\n.fi\n";
    };
    return example("Run a server on a file, and look where each setting comes from:",
                   "serve --database sqlite:betstream.db") +
           example("See what a file of settings comes to:", "config show --config /etc/betstream/betstream.toml") +
           example("Follow what happens, for a program:", "tail --json --since start") +
           example("Write everything to a file while the server runs:", "backup betstream.backup");
}

std::string section(std::string_view title, const std::string& text) {
    return ".SH " + std::string(title) + "\n" + text;
}

// "A tool: it does." -> "a tool: it does", as whatis(1) lists it.
std::string one_line(std::string_view help) {
    std::string text(help);
    if (!text.empty()) text.front() = ascii::to_lower(text.front());
    if (text.ends_with('.')) text.pop_back();
    return roff_escaped(text);
}

}  // namespace

std::string roff_escaped(std::string_view text) {
    std::string out;
    bool at_line_start = true;
    for (const char c : text) {
        if (at_line_start && (c == '.' || c == '\'')) out += "\\&";
        at_line_start = c == '\n';
        switch (c) {
            case '\\':
                out += "\\(rs";
                break;
            case '-':
                out += "\\-";
                break;
            case '\'':
                out += "\\(aq";
                break;
            case '`':
                out += "\\(ga";
                break;
            case '^':
                out += "\\(ha";
                break;
            case '~':
                out += "\\(ti";
                break;
            default:
                out.push_back(c);
        }
    }
    return out;
}

std::string manual(const CommandSpec& root, std::string_view version) {
    std::string upper;
    for (const char c : root.name) upper.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    std::string own_flags;
    for (const OptionSpec& option : root.options) own_flags += option_item(option);
    std::string description = sentence(root.help);
    if (!root.notes.empty()) description += prose(root.notes);
    return ".\\\" Written by `" + root.name + " manual`.\n.TH " + roff_escaped(upper) + " 1 \"\" \"" +
           roff_escaped(version) + "\" \"User Commands\"\n.ad l\n" +
           section("NAME", roff_escaped(root.name) + " \\- " + one_line(root.help) + "\n") +
           section("SYNOPSIS", bold(root.name) + " " + italic("COMMAND") + " [" + italic("FLAGS") + "]\n") +
           section("DESCRIPTION", description) + section("OPTIONS", own_flags) +
           section("COMMANDS", command_sections(root, root.name)) + section("CONFIGURATION", configuration()) +
           section("ENVIRONMENT", environment(root)) + section("EXIT STATUS", exit_status()) +
           section("FILES", files()) + section("EXAMPLES", examples(root.name));
}

}  // namespace bs::cli
