// Walks the outermost level of a JSON text of any size: the elements of one array, or one object. Each is handed out
// as text, so that memory is bounded by the largest of them and not by the file.
#pragma once

#include "base/result.h"
#include "cli/import/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bs::cli {

class JsonItems {
public:
    // `item_bytes_max`: a longer element is refused.
    JsonItems(ByteSource& source, std::size_t item_bytes_max) : source_(source), item_bytes_max_(item_bytes_max) {}

    // Moves to the next element; false at the end. `malformed_request`: what is between the elements is not JSON.
    // The inside of an element is not judged here.
    [[nodiscard]] Result<bool> next();

    // Valid until next().
    [[nodiscard]] std::string_view text() const { return {buffer_.data() + item_begin_, item_end_ - item_begin_}; }
    [[nodiscard]] std::uint64_t row() const { return row_; }    // of the element, from 1
    [[nodiscard]] std::uint64_t line() const { return line_; }  // on which it starts, from 1

private:
    enum class State : std::uint8_t { before, in_array, after };

    [[nodiscard]] Result<> open();
    [[nodiscard]] Result<> find_item_end();
    [[nodiscard]] Result<> expect_end();
    // The next byte that is not white space, without taking it; '\0' at the end of the text.
    [[nodiscard]] Result<char> peek();
    [[nodiscard]] Result<bool> read_more();
    [[nodiscard]] std::unexpected<Error> refuse(std::string detail) const;

    ByteSource& source_;
    std::size_t item_bytes_max_;
    std::vector<char> buffer_;
    std::size_t item_begin_ = 0;
    std::size_t item_end_ = 0;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    bool at_end_ = false;
    State state_ = State::before;
    std::uint64_t row_ = 0;
    std::uint64_t line_ = 0;
    std::uint64_t lines_done_ = 0;
};

}  // namespace bs::cli
