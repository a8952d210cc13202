// RFC 4180 records out of a stream of bytes, with a buffer that does not grow with the file.
// Strict where a guess could change a bet (stray quotes, NUL), lenient where it cannot (CRLF or LF, a BOM, blank
// lines).
#pragma once

#include "base/result.h"
#include "cli/import/byte_source.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace bs::cli {

// A longer record is a lost quote, not a bet.
inline constexpr std::size_t csv_record_bytes_max = 1024 * 1024;

class CsvReader {
public:
    explicit CsvReader(ByteSource& source) : source_(source) { set_delimiter(','); }

    // The first line without its end, for guessing the delimiter; at most 64 KiB of it. Call it before next().
    [[nodiscard]] Result<std::string_view> peek_line();
    void set_delimiter(char delimiter);

    // Moves to the next record that is not blank; false at the end. `invalid_field`: the rest cannot be split into
    // records (a quote that is never closed).
    [[nodiscard]] Result<bool> next();

    // Views into the buffer, valid until next().
    [[nodiscard]] std::span<const std::string_view> fields() const { return fields_; }
    // Why this record is not CSV; empty when it is. The reader goes on with the next line.
    [[nodiscard]] std::string_view problem() const { return problem_; }
    // Records as a spreadsheet numbers them: the first one, the header, is row 1. Blank lines count.
    [[nodiscard]] std::uint64_t row() const { return row_; }
    // The line on which the record starts, from 1. Differs from row() after a quoted line break.
    [[nodiscard]] std::uint64_t line() const { return line_; }

private:
    struct Cell {
        std::size_t begin;  // offsets into buffer_
        std::size_t end;
        bool has_doubled_quotes;
    };

    // The scan_ functions go over [begin_, end_) from at_, and return false when they need bytes that are not there
    // yet.
    [[nodiscard]] bool scan_record();
    [[nodiscard]] bool scan_cell();
    [[nodiscard]] bool scan_quoted_cell();
    [[nodiscard]] bool scan_line_end();
    [[nodiscard]] bool skip_line(std::string_view problem);

    Result<> start();
    Result<> read_more();
    [[nodiscard]] Error unreadable() const;
    void make_fields();

    ByteSource& source_;
    char delimiter_ = ',';
    std::array<bool, 256> stops_{};  // bytes that end the quick walk through an unquoted cell
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  // of the bytes that were not given out yet
    std::size_t end_ = 0;
    bool at_end_ = false;  // the source has no more bytes
    bool started_ = false;

    // Of the record that is being scanned.
    std::size_t at_ = 0;
    std::vector<Cell> cells_;
    bool ended_ = false;      // its line end was seen
    bool in_quotes_ = false;  // the bytes ran out inside of quotes
    std::uint64_t lines_in_record_ = 0;

    std::vector<std::string_view> fields_;
    std::string_view problem_;
    std::uint64_t row_ = 0;
    std::uint64_t line_ = 0;
    std::uint64_t lines_done_ = 0;
};

}  // namespace bs::cli
