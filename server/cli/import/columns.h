// The columns of an import: how they may be named, and which cell of a record is which.
#pragma once

#include "base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

enum class Column : std::uint8_t { id, selection, stake, cost, reference, note, batch };
inline constexpr std::size_t column_count = 7;

[[nodiscard]] std::string_view to_word(Column column);
// "Bet ID", "bet_id" and "no" are all Column::id.
[[nodiscard]] std::optional<Column> find_column(std::string_view header);

// Which of , ; TAB | separates this header line: the one that yields most names that we know, then most cells.
[[nodiscard]] char guess_delimiter(std::string_view header_line);

// Where the cells of a file are.
struct Layout {
    static constexpr std::size_t absent = static_cast<std::size_t>(-1);

    std::array<std::size_t, column_count> places{absent, absent, absent, absent, absent, absent, absent};
    std::size_t cells = 0;             // in each record
    std::vector<std::string> ignored;  // headers that mean nothing to us, with a guess where one is near

    [[nodiscard]] std::size_t of(Column column) const { return places[static_cast<std::size_t>(column)]; }
    [[nodiscard]] bool has(Column column) const { return of(column) != absent; }
};

// `invalid_field`: a column that every bet needs is missing, or one stands there twice.
[[nodiscard]] Result<Layout> read_layout(std::span<const std::string_view> header);

}  // namespace bs::cli
