// Tells what is wrong with a file: to a person the first hundred problems on stderr, to a program all of them as JSON.
#pragma once

#include "cli/import/file_batch.h"
#include "cli/import/json_output.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace bs::cli {

class ProblemReport {
public:
    static constexpr std::size_t shown_max = 100;

    // `json`: its owner opened an array there, and the problems become its elements; null: for a person.
    ProblemReport(std::string file, JsonOutput* json) : file_(std::move(file)), json_(json) {}

    void add(const RowProblem& problem, std::string_view row_word);
    // After the last one: how many were not shown.
    void finish() const;

    [[nodiscard]] std::uint64_t problems() const { return problems_; }
    // Problems of one row come one after the other.
    [[nodiscard]] std::uint64_t bad_rows() const { return bad_rows_; }

private:
    std::string file_;
    JsonOutput* json_;
    Place last_;
    std::uint64_t problems_ = 0;
    std::uint64_t bad_rows_ = 0;
};

// "bets.csv: row 17 (line 18), stake: 'abc': not a decimal number such as 10.05".
[[nodiscard]] std::string to_line(const RowProblem& problem, std::string_view file, std::string_view row_word);

}  // namespace bs::cli
