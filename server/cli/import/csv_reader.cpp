#include "cli/import/csv_reader.h"

#include "base/check.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace bs::cli {
namespace {

constexpr std::size_t buffer_bytes = 256 * 1024;
constexpr std::size_t header_line_bytes_max = 64 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Makes `""` inside of [begin, end) one quote, in place, and returns the new end.
char* undouble_quotes(char* begin, char* end) {
    char* out = begin;
    for (const char* in = begin; in < end; ++in) {
        *out++ = *in;
        if (*in == '"') ++in;
    }
    return out;
}

}  // namespace

void CsvReader::set_delimiter(char delimiter) {
    delimiter_ = delimiter;
    stops_.fill(false);
    for (const char stop : {'\n', '\r', '"', '\0', delimiter}) stops_[static_cast<unsigned char>(stop)] = true;
}

Result<std::string_view> CsvReader::peek_line() {
    BS_CHECK(start());
    const std::string_view text(buffer_.data() + begin_, std::min(end_ - begin_, header_line_bytes_max));
    const std::string_view line = text.substr(0, text.find('\n'));
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

Result<bool> CsvReader::next() {
    BS_CHECK(start());
    for (;;) {
        if (at_end_ && begin_ == end_) return false;
        if (!scan_record()) {
            BS_CHECK(read_more());
            continue;
        }
        ++row_;
        line_ = lines_done_ + 1;
        lines_done_ += lines_in_record_;
        const bool is_blank = cells_.size() == 1 && cells_[0].begin == cells_[0].end && problem_.empty();
        if (!is_blank) make_fields();
        begin_ = at_;
        if (!is_blank) return true;
    }
}

bool CsvReader::scan_record() {
    at_ = begin_;
    cells_.clear();
    problem_ = {};
    ended_ = false;
    in_quotes_ = false;
    lines_in_record_ = 0;
    while (!ended_) {
        if (!scan_cell()) return false;
    }
    return true;
}

// One cell and what ends it: the delimiter, or the end of the record.
bool CsvReader::scan_cell() {
    if (at_ < end_ && buffer_[at_] == '"') return scan_quoted_cell();
    const std::size_t cell = at_;
    while (at_ < end_ && !stops_[static_cast<unsigned char>(buffer_[at_])]) ++at_;
    if (at_ == end_ && !at_end_) return false;
    cells_.push_back({cell, at_, false});
    if (at_ < end_ && buffer_[at_] == delimiter_) {
        ++at_;
        return true;
    }
    if (at_ < end_ && buffer_[at_] == '"')
        return skip_line("a quote stands inside of a cell that does not start with one");
    if (at_ < end_ && buffer_[at_] == '\0') return skip_line("it holds a NUL byte");
    return scan_line_end();
}

bool CsvReader::scan_quoted_cell() {
    in_quotes_ = true;
    const std::size_t cell = ++at_;
    bool has_doubled_quotes = false;
    for (;;) {
        while (at_ < end_ && buffer_[at_] != '"') {
            if (buffer_[at_] == '\n') ++lines_in_record_;
            ++at_;
        }
        // The last byte may be the first half of a doubled quote.
        if (at_ == end_ || (at_ + 1 == end_ && !at_end_)) return false;
        if (at_ + 1 == end_ || buffer_[at_ + 1] != '"') break;
        has_doubled_quotes = true;
        at_ += 2;
    }
    cells_.push_back({cell, at_, has_doubled_quotes});
    in_quotes_ = false;
    ++at_;
    if (at_ < end_ && buffer_[at_] == delimiter_) {
        ++at_;
        return true;
    }
    if (at_ < end_ && buffer_[at_] != '\n' && buffer_[at_] != '\r') return skip_line("text follows a closing quote");
    return scan_line_end();
}

bool CsvReader::scan_line_end() {
    if (at_ < end_ && buffer_[at_] == '\r') {
        if (at_ + 1 == end_ && !at_end_) return false;
        if (at_ + 1 < end_ && buffer_[at_ + 1] != '\n') return skip_line("a carriage return stands inside of it");
        ++at_;
    }
    if (at_ < end_) {
        ++at_;
        ++lines_in_record_;
    }
    ended_ = true;
    return true;
}

bool CsvReader::skip_line(std::string_view problem) {
    const void* found = std::memchr(buffer_.data() + at_, '\n', end_ - at_);
    if (found == nullptr && !at_end_) return false;
    at_ = found == nullptr ? end_ : static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
    problem_ = problem;
    return scan_line_end();
}

Result<> CsvReader::start() {
    if (started_) return {};
    started_ = true;
    while (!at_end_ && end_ < header_line_bytes_max) BS_CHECK(read_more());
    const std::string_view text(buffer_.data(), end_);
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return fail(ErrorCode::invalid_field, "the file is UTF-16: save it as UTF-8");
    }
    if (text.starts_with(byte_order_mark)) begin_ = byte_order_mark.size();
    return {};
}

// Appends what the source has, after moving the unread bytes to the front; grows only for a long record.
Result<> CsvReader::read_more() {
    if (at_end_ || end_ - begin_ >= csv_record_bytes_max) return fail(unreadable());
    if (begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ == buffer_.size()) buffer_.resize(std::max(buffer_bytes, buffer_.size() * 2));
    BS_TRY(const std::size_t got, source_.read(std::span(buffer_).subspan(end_)));
    at_end_ = got == 0;
    end_ += got;
    return {};
}

Error CsvReader::unreadable() const {
    const std::string place = "row " + std::to_string(row_ + 1) + " (line " + std::to_string(lines_done_ + 1) + ")";
    if (in_quotes_) return {ErrorCode::invalid_field, "a quote is opened on " + place + " and never closed", {}, {}};
    return {
        ErrorCode::invalid_field, place + " is longer than " + std::to_string(csv_record_bytes_max) + " bytes", {}, {}};
}

void CsvReader::make_fields() {
    fields_.clear();
    for (const Cell& cell : cells_) {
        char* begin = buffer_.data() + cell.begin;
        char* end = buffer_.data() + cell.end;
        if (cell.has_doubled_quotes) end = undouble_quotes(begin, end);
        fields_.emplace_back(begin, static_cast<std::size_t>(end - begin));
    }
}

}  // namespace bs::cli
