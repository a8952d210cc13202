#include "cli/config_file.h"

#include "base/ascii.h"
#include "cli/text.h"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

namespace bs::cli {
namespace {

// The reader of CLI11 keeps no line numbers: the line on which `key` stands before a "=", from `from` on.
std::size_t line_of(std::string_view key, std::string_view text, std::size_t from) {
    std::size_t number = 0;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        std::string_view word = ascii::trim(line.substr(0, line.find('=')));
        if (word.size() >= 2 && (word.front() == '"' || word.front() == '\'')) word = word.substr(1, word.size() - 2);
        if (++number > from && word == key) return number;
    }
    return 0;
}

// What that reader leaves behind when a quoted value holds a comment sign: half of the value.
bool has_lost_quote(const std::string& value) {
    return !value.empty() && (value.front() == '"' || value.front() == '\'');
}

}  // namespace

Result<ConfigFile> load_config_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) {
        // An empty file leaves the stream without a character to copy, which is no failure.
        if (!file.is_open() || file.bad()) {
            return fail(ErrorCode::not_found, "cannot read the configuration " + path + ": " + std::strerror(errno));
        }
    }
    return parse_config_file(path, text.str());
}

Result<ConfigFile> parse_config_file(std::string path, std::string_view text) {
    ConfigFile file;
    file.path = std::move(path);
    std::istringstream stream{std::string(text)};
    std::vector<CLI::ConfigItem> items;
    try {
        items = CLI::ConfigTOML().from_config(stream);
    } catch (const CLI::Error& error) {
        return fail(ErrorCode::invalid_field, file.path + ": " + error.what());
    }
    std::map<std::string, std::size_t> last_lines;
    for (CLI::ConfigItem& item : items) {
        if (item.name == "--" || item.name == "++") continue;  // where a section ends and begins
        const std::string key = item.fullname();
        std::size_t& last_line = last_lines[key];
        last_line = line_of(item.name, text, last_line);
        const std::string place = file.path + (last_line > 0 ? ":" + std::to_string(last_line) : "");
        if (!item.parents.empty()) {
            return fail(ErrorCode::invalid_field, place + ": '" + printable(key) + "': there are no sections");
        }
        for (const std::string& value : item.inputs) {
            if (has_lost_quote(value))
                return fail(ErrorCode::invalid_field, place + ": a quoted value cannot hold a #");
        }
        file.entries.push_back({key, std::move(item.inputs), last_line});
    }
    return file;
}

}  // namespace bs::cli
