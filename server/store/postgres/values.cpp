#include "store/postgres/values.h"

namespace bs::postgres {
namespace {

template <class Number>
void append_bytes(std::string& out, Number value) {
    for (int shift = (static_cast<int>(sizeof value) - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>(value >> shift & 0xFF);
}

}  // namespace

void append_big_endian(std::string& out, std::uint32_t value) { append_bytes(out, value); }
void append_big_endian(std::string& out, std::uint64_t value) { append_bytes(out, value); }

std::size_t Column::open() {
    ++count_;
    const std::size_t start = elements_.size();
    append_big_endian(elements_, std::uint32_t{0});
    return start;
}

// Now that the element stands behind it, its length is known.
void Column::close(std::size_t start) {
    std::string length;
    append_big_endian(length, static_cast<std::uint32_t>(elements_.size() - start - 4));
    elements_.replace(start, length.size(), length);
}

std::string Column::bytes() const {
    std::string out;
    out.reserve(elements_.size() + 20);
    append_big_endian(out, std::uint32_t{count_ == 0 ? 0U : 1U});  // dimensions
    append_big_endian(out, std::uint32_t{has_null_ ? 1U : 0U});
    append_big_endian(out, static_cast<std::uint32_t>(type_));
    if (count_ == 0) return out;
    append_big_endian(out, count_);
    append_big_endian(out, std::uint32_t{1});  // the first index
    return out + elements_;
}

}  // namespace bs::postgres
