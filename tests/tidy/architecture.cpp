#include "tests/tidy/architecture.h"

#include "tests/tidy/source_tree.h"

#include <algorithm>
#include <stdexcept>

namespace bs::tidy {

namespace {

std::string trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t`");
    if (from == std::string_view::npos) return "";
    return std::string(text.substr(from, text.find_last_not_of(" \t`") - from + 1));
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find(separator, from), text.size());
        parts.push_back(trimmed(text.substr(from, end - from)));
        from = end + 1;
    }
    return parts;
}

std::vector<std::string> cells_of(std::string_view line) {
    if (!line.starts_with('|')) return {};
    line.remove_prefix(1);
    if (line.ends_with('|')) line.remove_suffix(1);
    return split(line, '|');
}

// "store (port only)" is the room store: that adapters are out of bounds holds for every room.
std::string without_remark(const std::string& cell) {
    return trimmed(std::string_view(cell).substr(0, cell.find('(')));
}

std::vector<std::vector<std::string>> required_table(std::string_view text, const std::vector<std::string>& header) {
    auto table = table_of(text, header);
    if (!table || table->empty())
        throw std::runtime_error("ARCHITECTURE.md has no table | " + header.front() + " | ...");
    return *table;
}

}  // namespace

std::optional<std::vector<std::vector<std::string>>> table_of(std::string_view markdown,
                                                              const std::vector<std::string>& header) {
    const auto lines = lines_of(markdown);
    auto at = std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return cells_of(line) == header; });
    if (at == lines.end()) return std::nullopt;
    std::vector<std::vector<std::string>> rows;
    for (++at; at != lines.end() && at->starts_with('|'); ++at) {
        if (at->find("---") == std::string::npos) rows.push_back(cells_of(*at));
    }
    return rows;
}

Law read_law(std::string_view architecture) {
    Law law;
    for (const auto& row : required_table(architecture, {"room", "what lives here", "may include"})) {
        if (row.size() != 3) throw std::runtime_error("a row of the room table has not three cells");
        for (const std::string& room : split(row[0], ',')) {
            auto& allowed = law.may_include[room];
            if (row[2] == "everything") law.everything.insert(room);
            if (row[2] == "everything" || row[2] == "-") continue;
            for (const std::string& other : split(row[2], ',')) allowed.insert(without_remark(other));
        }
    }
    for (const auto& row : required_table(architecture, {"outside header", "only in"})) {
        if (row.size() != 2) throw std::runtime_error("a row of the table of outside headers has not two cells");
        for (const std::string& header : split(row[0], ',')) {
            for (const std::string& path : split(row[1], ',')) law.outside[header].insert(path);
        }
    }
    return law;
}

}  // namespace bs::tidy
