#include "cli/import/problem_report.h"

#include "cli/terminal.h"
#include "cli/text.h"

namespace bs::cli {

void ProblemReport::add(const RowProblem& problem, std::string_view row_word) {
    ++problems_;
    if (problem.place != last_ || problems_ == 1) ++bad_rows_;
    last_ = problem.place;
    if (json_ != nullptr) {
        JsonWriter& out = json_->writer().begin_object();
        out.field(row_word, static_cast<std::int64_t>(problem.place.row));
        out.field("line", static_cast<std::int64_t>(problem.place.line));
        out.field("column", std::string_view(problem.path()));
        out.field("detail", std::string_view(problem.detail)).end_object();
        json_->flush();
    } else if (problems_ <= shown_max) {
        say(to_line(problem, file_, row_word));
    }
}

void ProblemReport::finish() const {
    if (json_ == nullptr && problems_ > shown_max) {
        say("... and " + with_separators(problems_ - shown_max) + " more; --json lists all");
    }
}

std::string to_line(const RowProblem& problem, std::string_view file, std::string_view row_word) {
    std::string line = standard_error().paint(Style::bold, file) + ": " + std::string(row_word) + " " +
                       std::to_string(problem.place.row);
    if (problem.place.line != problem.place.row) line += " (line " + std::to_string(problem.place.line) + ")";
    if (const std::string path = problem.path(); !path.empty()) line += ", " + path;
    return line + (problem.path().empty() ? " " : ": ") + problem.detail;
}

}  // namespace bs::cli
