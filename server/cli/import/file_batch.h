// What an import reads: the bets of one batch to be, where each stood in the file, and what is wrong with them.
#pragma once

#include "base/result.h"
#include "domain/command.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

// Where something stands in the file.
struct Place {
    std::uint64_t row = 0;   // from 1: of CSV the records, header included; of JSON the elements of the outer array
    std::uint64_t line = 0;  // from 1
    std::int64_t bet = -1;   // index into the `bets` of a JSON batch; -1: the row itself

    friend bool operator==(const Place&, const Place&) = default;
};

struct RowProblem {
    Place place;
    std::string column;  // or the path below a JSON element or bet; empty: all of it
    std::string detail;

    // The column as a person is told: "stake", or "bets/17/stake".
    [[nodiscard]] std::string path() const;

    friend bool operator==(const RowProblem&, const RowProblem&) = default;
};

struct FileBatch {
    CreateBatch command;        // without the bets of bad rows
    std::vector<Place> places;  // of each bet in `command`
    std::vector<RowProblem> problems;
    Place start;
    std::uint64_t rows = 0;  // bad ones included
    std::string group;       // what the `batch` column says
    bool has_meta = false;   // the file says what `command.meta` is
    // It holds as many bets as a batch may, and the file goes on with more of the same.
    bool continues_previous = false;

    void clear();
};

class BatchReader {
public:
    virtual ~BatchReader() = default;

    // Replaces what `batch` held; false at the end of the file. An error: the rest of the file makes no sense.
    [[nodiscard]] virtual Result<bool> next(FileBatch& batch) = 0;
    // What a row is called: "row" of CSV, "bet" or "batch" of JSON.
    [[nodiscard]] virtual std::string_view row_word() const = 0;
    // Remarks about the whole file for the person who imports it, such as columns that are ignored.
    [[nodiscard]] virtual std::vector<std::string> remarks() const { return {}; }
};

// Judges the bets by the rules of the server; what they refuse is added to `batch.problems`, which is then in the order
// of the file.
void check_rules(FileBatch& batch);

}  // namespace bs::cli
