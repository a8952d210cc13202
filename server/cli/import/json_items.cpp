#include "cli/import/json_items.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace bs::cli {
namespace {

constexpr std::size_t buffer_bytes = 256 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Finds where an element ends by its brackets and quotes alone.
class EndFinder {
public:
    // Looks at one byte; true when the element is complete before it (`before`) or with it.
    bool take(char c) {
        if (in_string_) return take_in_string(c);
        switch (c) {
            case '"':
                in_string_ = true;
                return false;
            case '{':
            case '[':
                ++depth_;
                return false;
            case '}':
            case ']':
                if (depth_ == 0) return before_ = true;
                return --depth_ == 0;
            default:
                before_ = depth_ == 0 && (c == ',' || is_space(c));
                return before_;
        }
    }
    [[nodiscard]] bool before() const { return before_; }

private:
    bool take_in_string(char c) {
        if (escaped_) {
            escaped_ = false;
        } else if (c == '\\') {
            escaped_ = true;
        } else if (c == '"') {
            in_string_ = false;
            return depth_ == 0;
        }
        return false;
    }

    std::size_t depth_ = 0;
    bool in_string_ = false;
    bool escaped_ = false;
    bool before_ = false;
};

}  // namespace

Result<bool> JsonItems::next() {
    item_begin_ = item_end_ = at_;
    if (state_ == State::before) {
        BS_CHECK(open());
        if (state_ == State::after) {  // one object and nothing around it
            BS_CHECK(find_item_end());
            BS_CHECK(expect_end());
            return true;
        }
    } else if (state_ == State::in_array) {
        BS_TRY(const char separator, peek());
        if (separator != ',' && separator != ']') return refuse("expected , or ] after an element");
        ++at_;
        if (separator == ']') state_ = State::after;
    }
    if (state_ == State::after) {
        BS_CHECK(expect_end());
        return false;
    }
    BS_TRY(const char first, peek());
    if (first == ']' && row_ == 0) {
        ++at_;
        state_ = State::after;
        BS_CHECK(expect_end());
        return false;
    }
    if (first == '\0' || first == ']' || first == ',') return refuse("expected an element");
    BS_CHECK(find_item_end());
    return true;
}

Result<> JsonItems::open() {
    while (!at_end_ && end_ < byte_order_mark.size()) {
        BS_TRY([[maybe_unused]] const bool more, read_more());
    }
    const std::string_view start(buffer_.data(), end_);
    if (start.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF"))
        return refuse("the file is UTF-16: save it as UTF-8");
    BS_TRY(const char first, peek());
    if (first == '\0') return refuse("the file is empty");
    if (first != '[' && first != '{')
        return refuse("expected a batch {\"meta\", \"bets\"}, or an array of batches or bets");
    state_ = first == '[' ? State::in_array : State::after;
    if (first == '[') ++at_;
    return {};
}

Result<> JsonItems::find_item_end() {
    item_begin_ = at_;
    ++row_;
    line_ = lines_done_ + 1;
    EndFinder finder;
    for (;;) {
        for (; at_ < end_; ++at_) {
            const char c = buffer_[at_];
            if (finder.take(c)) {
                if (!finder.before()) ++at_;
                item_end_ = at_;
                return {};
            }
            if (c == '\n') ++lines_done_;
        }
        if (end_ - item_begin_ > item_bytes_max_) {
            return refuse("element " + std::to_string(row_) + " is longer than " + std::to_string(item_bytes_max_) +
                          " bytes; put the bets into one array, and say --split");
        }
        BS_TRY(const bool more, read_more());
        if (!more) return refuse("the file ends inside of element " + std::to_string(row_));
    }
}

Result<> JsonItems::expect_end() {
    BS_TRY(const char rest, peek());
    if (rest != '\0' || at_ < end_) return refuse("more follows after the end of the JSON text");
    return {};
}

Result<char> JsonItems::peek() {
    for (;;) {
        for (; at_ < end_; ++at_) {
            if (!is_space(buffer_[at_])) return buffer_[at_];
            if (buffer_[at_] == '\n') ++lines_done_;
        }
        BS_TRY(const bool more, read_more());
        if (!more) return '\0';
    }
}

// Keeps the current element, drops what is before it.
Result<bool> JsonItems::read_more() {
    if (at_end_) return false;
    const std::size_t keep = item_begin_;
    if (keep > 0) std::memmove(buffer_.data(), buffer_.data() + keep, end_ - keep);
    for (std::size_t* place : {&item_begin_, &item_end_, &at_, &end_}) *place -= keep;
    if (end_ == buffer_.size()) buffer_.resize(std::max(buffer_bytes, buffer_.size() * 2));
    BS_TRY(const std::size_t got, source_.read(std::span(buffer_).subspan(end_)));
    at_end_ = got == 0;
    end_ += got;
    return !at_end_;
}

std::unexpected<Error> JsonItems::refuse(std::string detail) const {
    return fail(ErrorCode::malformed_request, "line " + std::to_string(lines_done_ + 1) + ": " + std::move(detail));
}

}  // namespace bs::cli
