#include "cli/import/csv_batches.h"

#include "base/ascii.h"
#include "base/money.h"
#include "base/utf8.h"
#include "cli/text.h"

#include <algorithm>
#include <charconv>

namespace bs::cli {
namespace {

std::string in_quotes(std::string_view text) { return "'" + printable(text, 40) + "'"; }

}  // namespace

Result<bool> CsvBatchReader::next(FileBatch& batch) {
    if (!layout_) BS_CHECK(read_header());
    batch.clear();
    for (;;) {
        if (!row_waits_) {
            BS_TRY(const bool found, csv_.next());
            if (!found) return batch.rows > 0;
        }
        row_waits_ = batch.rows > 0 && !belongs_to(batch);
        if (row_waits_) return true;
        if (batch.rows == 0) begin(batch);
        read_row(batch);
    }
}

Result<> CsvBatchReader::read_header() {
    BS_TRY(const std::string_view line, csv_.peek_line());
    csv_.set_delimiter(options_.delimiter.value_or(guess_delimiter(line)));
    BS_TRY(const bool found, csv_.next());
    if (!found) return fail(ErrorCode::invalid_field, "the file is empty");
    if (!csv_.problem().empty()) {
        return fail(ErrorCode::invalid_field, "the header is not CSV: " + std::string(csv_.problem()));
    }
    BS_TRY(layout_, read_layout(csv_.fields()));
    return {};
}

std::vector<std::string> CsvBatchReader::remarks() const {
    if (!layout_ || layout_->ignored.empty()) return {};
    return {"these columns are ignored: " + join(layout_->ignored, ", ")};
}

bool CsvBatchReader::belongs_to(const FileBatch& batch) const {
    const std::size_t size_max = options_.split > 0 ? options_.split : limits::bets_per_batch_max;
    if (batch.rows >= size_max) return false;
    return !layout_->has(Column::batch) || csv_.fields().size() != layout_->cells || cell(Column::batch) == batch.group;
}

void CsvBatchReader::begin(FileBatch& batch) {
    batch.start = {csv_.row(), csv_.line()};
    if (csv_.fields().size() == layout_->cells) batch.group = cell(Column::batch);
    batch.continues_previous = options_.split == 0 && any_batch_ && batch.group == last_group_;
    any_batch_ = true;
    last_group_ = batch.group;
}

void CsvBatchReader::read_row(FileBatch& batch) {
    ++batch.rows;
    if (!csv_.problem().empty()) {
        refuse(batch, "", std::string(csv_.problem()));
        return;
    }
    if (csv_.fields().size() != layout_->cells) {
        refuse(batch, "",
               "has " + counted(csv_.fields().size(), "cell") + ", the header has " + std::to_string(layout_->cells));
        return;
    }
    NewBet& bet = batch.command.bets.emplace_back();
    // Every cell is looked at, so that all that is wrong with a row is said at once.
    bool good = read_id(batch, bet);
    good &= read_text(batch, Column::selection, bet.selection);
    good &= read_amount(batch, Column::stake, bet.stake);
    good &= read_amount(batch, Column::cost, bet.cost);
    good &= read_optional(batch, Column::reference, bet.reference);
    good &= read_optional(batch, Column::note, bet.note);
    if (layout_->has(Column::batch)) {
        if (cell(Column::batch).empty()) good = refuse(batch, "batch", "is empty");
        if (!is_valid_utf8(cell(Column::batch))) good = refuse(batch, "batch", "is not UTF-8");
    }
    if (good) {
        batch.places.push_back({csv_.row(), csv_.line()});
    } else {
        batch.command.bets.pop_back();
    }
}

std::string_view CsvBatchReader::cell(Column column) const {
    return layout_->has(column) ? ascii::trim(csv_.fields()[layout_->of(column)]) : std::string_view();
}

bool CsvBatchReader::read_id(FileBatch& batch, NewBet& bet) const {
    const std::string_view text = cell(Column::id);
    if (text.empty()) return refuse(batch, "id", "is missing");
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bet.external_id);
    if (error == std::errc() && end == text.data() + text.size()) return true;
    return refuse(batch, "id", in_quotes(text) + " is not a whole number");
}

bool CsvBatchReader::read_text(FileBatch& batch, Column column, std::string& out) const {
    const std::string_view text = cell(column);
    if (!is_valid_utf8(text)) return refuse(batch, to_word(column), in_quotes(text) + " is not UTF-8");
    out = text;
    return true;
}

bool CsvBatchReader::read_optional(FileBatch& batch, Column column, std::optional<std::string>& out) const {
    if (cell(column).empty()) return true;
    return read_text(batch, column, out.emplace());
}

bool CsvBatchReader::read_amount(FileBatch& batch, Column column, Money& out) const {
    const std::string_view text = cell(column);
    if (text.empty()) return refuse(batch, to_word(column), "is missing");
    std::string with_point;
    if (options_.decimal == ',') {
        with_point = text;
        // A point in such a file groups thousands, or is a mistake: "?" makes it no number.
        std::ranges::replace(with_point, '.', '?');
        std::ranges::replace(with_point, ',', '.');
    }
    const auto amount = parse_money(options_.decimal == ',' ? std::string_view(with_point) : text);
    if (amount) {
        out = *amount;
        return true;
    }
    std::string detail = in_quotes(text) + ": " + amount.error().detail;
    if (options_.decimal == '.' && text.find(',') != std::string_view::npos) {
        detail += "; where the comma is the decimal sign, say --decimal ,";
    }
    return refuse(batch, to_word(column), std::move(detail));
}

bool CsvBatchReader::refuse(FileBatch& batch, std::string_view column, std::string detail) const {
    batch.problems.push_back({{csv_.row(), csv_.line()}, std::string(column), std::move(detail)});
    return false;
}

}  // namespace bs::cli
