#include "http/chunked.h"

#include "base/ascii.h"

namespace bs::http {
namespace {

bool is_text(char c) { return c == '\t' || (c >= ' ' && c != 0x7f) || static_cast<unsigned char>(c) >= 0x80; }

}  // namespace

void ChunkedDecoder::step(char c) {
    ++overhead_;
    const auto expect = [&](char wanted, State next) { return c == wanted ? next : State::broken; };
    switch (state_) {
        case State::size:
            state_ = after_size(c);
            break;
        case State::extension:
            if (c == '\r') {
                state_ = State::size_end;
            } else if (!is_text(c)) {
                state_ = State::broken;
            }
            break;
        case State::size_end:
            state_ = expect('\n', after_size_line());
            break;
        case State::data_cr:
            state_ = expect('\r', State::data_lf);
            break;
        case State::data_lf:
            state_ = expect('\n', State::size);
            digits_ = 0;
            break;
        case State::trailer_start:
            // Trailers are read over: nothing that comes after the body may change what the request means.
            state_ = c == '\r' ? State::last_lf : c == ' ' || c == '\t' || !is_text(c) ? State::broken : State::trailer;
            break;
        case State::trailer:
            if (c == '\r') {
                state_ = State::trailer_lf;
            } else if (!is_text(c)) {
                state_ = State::broken;
            }
            break;
        case State::trailer_lf:
            state_ = expect('\n', State::trailer_start);
            break;
        case State::last_lf:
            state_ = expect('\n', State::done);
            break;
        case State::data:
        case State::done:
        case State::broken:
            break;
    }
    if (state_ != State::done && too_much_overhead()) state_ = State::broken;
}

ChunkedDecoder::State ChunkedDecoder::after_size(char c) {
    if (const int digit = ascii::hex_value(c); digit >= 0) {
        if (digits_ == size_digits_max) return State::broken;
        ++digits_;
        left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
        return State::size;
    }
    if (digits_ == 0) return State::broken;
    if (c == '\r') return State::size_end;
    // No blanks before the extension: some readers skip them, others do not.
    return c == ';' ? State::extension : State::broken;
}

ChunkedDecoder::State ChunkedDecoder::after_size_line() const {
    return left_ == 0 ? State::trailer_start : State::data;
}

bool ChunkedDecoder::too_much_overhead() const { return overhead_ > overhead_bytes_free + content_ * 8; }

}  // namespace bs::http
