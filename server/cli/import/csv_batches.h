// Batches out of a CSV file: the header says which cell is which, a `batch` column or a fixed size says where one ends.
#pragma once

#include "base/limits.h"
#include "cli/import/columns.h"
#include "cli/import/csv_reader.h"
#include "cli/import/file_batch.h"

#include <optional>

namespace bs::cli {

struct CsvOptions {
    std::optional<char> delimiter;  // absent: guessed from the header
    char decimal = '.';             // or ','
    std::size_t split = 0;          // bets per batch; 0: only a `batch` column splits
};

class CsvBatchReader final : public BatchReader {
public:
    CsvBatchReader(ByteSource& source, CsvOptions options) : csv_(source), options_(options) {}

    Result<bool> next(FileBatch& batch) override;
    std::string_view row_word() const override { return "row"; }
    std::vector<std::string> remarks() const override;

private:
    Result<> read_header();
    [[nodiscard]] bool belongs_to(const FileBatch& batch) const;
    void begin(FileBatch& batch);
    void read_row(FileBatch& batch);

    [[nodiscard]] std::string_view cell(Column column) const;
    [[nodiscard]] bool read_id(FileBatch& batch, NewBet& bet) const;
    [[nodiscard]] bool read_text(FileBatch& batch, Column column, std::string& out) const;
    [[nodiscard]] bool read_optional(FileBatch& batch, Column column, std::optional<std::string>& out) const;
    [[nodiscard]] bool read_amount(FileBatch& batch, Column column, Money& out) const;
    bool refuse(FileBatch& batch, std::string_view column, std::string detail) const;

    CsvReader csv_;
    CsvOptions options_;
    std::optional<Layout> layout_;
    bool row_waits_ = false;  // a record was read that belongs to the next batch
    bool any_batch_ = false;
    std::string last_group_;
};

}  // namespace bs::cli
