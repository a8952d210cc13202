// Decodes the chunked transfer coding (RFC 9112 section 7.1), strictly: one way to read it, so that no proxy in front
// can see other message boundaries than we do. For requests and for answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bs::http {

class ChunkedDecoder {
public:
    enum class State : std::uint8_t {
        size,
        extension,
        size_end,
        data,
        data_cr,
        data_lf,
        trailer_start,
        trailer,
        trailer_lf,
        last_lf,
        done,
        broken,
    };

    // Takes bytes from the front of `bytes`, calling `sink(std::string_view piece)` for every piece of the content.
    // Returns how many were taken: all, unless the body is done or broken.
    template <class Sink>
    std::size_t feed(std::string_view bytes, Sink&& sink) {
        std::size_t at = 0;
        while (at < bytes.size() && !is_done() && !is_broken()) {
            if (state_ == State::data) {
                const std::size_t piece =
                    static_cast<std::size_t>(left_ < bytes.size() - at ? left_ : bytes.size() - at);
                sink(bytes.substr(at, piece));
                at += piece;
                left_ -= piece;
                content_ += piece;
                if (left_ == 0) state_ = State::data_cr;
            } else {
                step(bytes[at++]);
            }
        }
        return at;
    }

    [[nodiscard]] bool is_done() const { return state_ == State::done; }
    [[nodiscard]] bool is_broken() const { return state_ == State::broken; }
    // Content bytes that the current chunk still owes.
    [[nodiscard]] std::uint64_t chunk_left() const { return left_; }

private:
    // Sizes, extensions and trailers may be so much, and 8 bytes for each byte of content that came.
    static constexpr std::uint64_t overhead_bytes_free = 16 * 1024;
    static constexpr int size_digits_max = 15;

    void step(char c);
    [[nodiscard]] State after_size(char c);
    [[nodiscard]] State after_size_line() const;
    [[nodiscard]] bool too_much_overhead() const;

    State state_ = State::size;
    std::uint8_t digits_ = 0;
    std::uint64_t left_ = 0;
    std::uint64_t content_ = 0;
    std::uint64_t overhead_ = 0;
};

}  // namespace bs::http
