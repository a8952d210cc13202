#include "cli/import/columns.h"

#include "base/ascii.h"
#include "base/distance.h"
#include "cli/text.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace bs::cli {
namespace {

struct Name {
    std::string_view word;
    Column column;
};

// The first name of each column is the one that we use ourselves.
constexpr auto names = std::to_array<Name>({
    {"id", Column::id},         {"selection", Column::selection}, {"stake", Column::stake},
    {"cost", Column::cost},     {"reference", Column::reference}, {"note", Column::note},
    {"batch", Column::batch},   {"bet_id", Column::id},           {"bet_no", Column::id},
    {"no", Column::id},         {"number", Column::id},           {"sel", Column::selection},
    {"amount", Column::stake},  {"amt", Column::stake},           {"fee", Column::cost},
    {"ref", Column::reference}, {"notes", Column::note},          {"comment", Column::note},
    {"group", Column::batch},
});

// "Bet-ID" and "No." as "bet_id" and "no".
std::string normalized(std::string_view header) {
    std::string word = ascii::to_lower(ascii::trim(header));
    std::erase(word, '.');
    std::ranges::replace(word, ' ', '_');
    std::ranges::replace(word, '-', '_');
    return word;
}

std::string ignored_header(std::string_view header) {
    std::string text = "'" + printable(ascii::trim(header)) + "'";
    std::vector<std::string_view> words;
    for (const Name& name : names) words.push_back(name.word);
    if (const auto near = did_you_mean(normalized(header), words))
        text += " (did you mean " + std::string(*near) + "?)";
    return text;
}

}  // namespace

std::string_view to_word(Column column) { return names[static_cast<std::size_t>(column)].word; }

std::optional<Column> find_column(std::string_view header) {
    const std::string word = normalized(header);
    const auto* found = std::ranges::find(names, std::string_view(word), &Name::word);
    if (found == names.end()) return std::nullopt;
    return found->column;
}

char guess_delimiter(std::string_view header_line) {
    char best = ',';
    std::pair<std::size_t, std::size_t> best_score;
    for (const char candidate : {',', ';', '\t', '|'}) {
        std::pair<std::size_t, std::size_t> score;  // names that we know, cells
        for (std::string_view rest = header_line;; rest.remove_prefix(rest.find(candidate) + 1)) {
            std::string_view cell = ascii::trim(rest.substr(0, rest.find(candidate)));
            if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
            if (find_column(cell)) ++score.first;
            ++score.second;
            if (rest.find(candidate) == std::string_view::npos) break;
        }
        if (score > best_score) {
            best = candidate;
            best_score = score;
        }
    }
    return best;
}

Result<Layout> read_layout(std::span<const std::string_view> header) {
    Layout layout;
    layout.cells = header.size();
    for (std::size_t i = 0; i < header.size(); ++i) {
        const auto column = find_column(header[i]);
        if (!column) {
            if (!ascii::trim(header[i]).empty()) layout.ignored.push_back(ignored_header(header[i]));
            continue;
        }
        auto& place = layout.places[static_cast<std::size_t>(*column)];
        if (place != Layout::absent) {
            return fail(ErrorCode::invalid_field, "two columns hold the " + std::string(to_word(*column)) + ": '" +
                                                      printable(header[place]) + "' and '" + printable(header[i]) +
                                                      "'");
        }
        place = i;
    }

    std::string missing;
    for (const Column needed : {Column::id, Column::selection, Column::stake, Column::cost}) {
        if (!layout.has(needed)) missing += (missing.empty() ? "" : ", ") + std::string(to_word(needed));
    }
    if (missing.empty()) return layout;
    std::string detail = "the first row must name the columns; missing: " + missing;
    if (!layout.ignored.empty()) detail += "; not understood: " + join(layout.ignored, ", ");
    return fail(ErrorCode::invalid_field, detail);
}

}  // namespace bs::cli
