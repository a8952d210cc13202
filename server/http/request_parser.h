// Bytes in, one guarded Request out. Incremental and without sockets: bytes that were not taken are presented again
// with more behind them. A refusal is final: message boundaries are no longer known.
#pragma once

#include "base/result.h"
#include "http/chunked.h"
#include "http/guard.h"
#include "http/message.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bs::http {

class RequestParser {
public:
    // `head_done` comes once for every request, before any byte of the body is taken: the moment to refuse early.
    enum class State : std::uint8_t { head, head_done, body, complete, refused };

    // Takes bytes from the front of `bytes` and returns how many. Stops at head_done, complete and refused.
    std::size_t feed(std::string_view bytes);

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] Request& request() { return request_; }
    [[nodiscard]] const Error& error() const { return error_; }
    [[nodiscard]] const Framing& framing() const { return framing_; }
    [[nodiscard]] bool keep_alive() const { return keep_alive_; }
    // Content bytes of the body that came so far, kept or not.
    [[nodiscard]] std::uint64_t body_bytes() const { return body_bytes_; }

    // The body is read, checked and dropped. At head_done.
    void discard_body() { keep_body_ = false; }
    // Ready for the next request; keeps the memory of small parts.
    void reset();

private:
    std::size_t feed_head(std::string_view bytes);
    std::size_t feed_body(std::string_view bytes);
    [[nodiscard]] Result<> parse_head(std::string_view head);
    void take(std::string_view piece);
    void refuse(Error error);

    State state_ = State::head;
    bool keep_alive_ = false;
    bool keep_body_ = true;
    std::size_t searched_ = 0;
    std::uint64_t body_bytes_ = 0;
    Framing framing_;
    ChunkedDecoder chunks_;
    Request request_;
    Error error_;
};

}  // namespace bs::http
