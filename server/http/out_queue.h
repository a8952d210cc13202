// Bytes on their way to one socket: small ones copied together, large bodies shared. Used by one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <sys/uio.h>
#include <vector>

namespace bs::http {

class OutQueue {
public:
    static constexpr std::size_t parts_max = 64;

    OutQueue() = default;
    OutQueue(OutQueue&& other) noexcept;
    OutQueue& operator=(OutQueue&&) = delete;

    // Where to append bytes that follow everything queued so far. Valid until the next call of anything here.
    [[nodiscard]] std::string& tail();
    void push(std::shared_ptr<const std::string> body);

    [[nodiscard]] bool empty() const;
    [[nodiscard]] std::size_t size() const;
    // The first bytes, as writev() wants them; returns the number of parts.
    std::size_t peek(iovec (&parts)[parts_max]) const;
    // The first `bytes` of what peek() shows were sent.
    void advance(std::size_t bytes);
    // Everything in one string; the queue is empty afterwards.
    [[nodiscard]] std::string flatten();
    void clear();

private:
    // `own` goes first.
    struct Piece {
        std::string own;
        std::shared_ptr<const std::string> shared;

        [[nodiscard]] std::size_t size() const { return own.size() + (shared ? shared->size() : 0); }
    };

    std::vector<Piece> pieces_;  // those from count_ on are empty, kept for their memory
    std::size_t count_ = 0;
    std::size_t first_ = 0;
    std::size_t sent_ = 0;  // bytes of pieces_[first_]
};

}  // namespace bs::http
