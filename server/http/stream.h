// A response without an end: whoever has bytes to send implements StreamSource, one object per subscriber, and the
// http room moves the bytes. It knows cursors and slow readers by bytes only; what a frame means is not its business.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <sys/uio.h>

namespace bs::http {

// What a source has ready now. The bytes stay valid and unchanged until the next call of advance() or destruction.
struct Ready {
    static constexpr std::size_t parts_max = 16;
    iovec parts[parts_max];
    std::size_t count = 0;
    std::size_t bytes = 0;
};

// Called only on the io thread that owns the connection, never concurrently.
// Bytes are complete HTTP chunks (the source frames them itself), or bare bytes for an HTTP/1.0 client.
class StreamSource {
public:
    virtual ~StreamSource() = default;

    // Fills `ready` with the next bytes, at most about `bytes_max` (at least one frame if there is one).
    // Nothing ready: count == 0; the connection sleeps until Server::wake_streams() or wake(ticket).
    virtual void peek(Ready& ready, std::size_t bytes_max) = 0;

    // `bytes` of what peek() showed were taken by the kernel; may end inside of a frame.
    virtual void advance(std::size_t bytes) = 0;

    // True when no frame is half sent: only here may the stream be ended with finish().
    [[nodiscard]] virtual bool at_boundary() const = 0;

    // Bytes published but not yet taken by this subscriber; nothing while it reads what is not held in memory. One that
    // falls behind the least that it ever was by more than the limit is cut at the next boundary: whoever begins far
    // behind and catches up is not slow.
    [[nodiscard]] virtual std::optional<std::size_t> lag() const = 0;

    // Nothing was sent for `idle`: the source may make a ping ready (peek() shows it).
    virtual void on_silence() = 0;

    // The stream ends for the reason given: the last bytes to send, terminating chunk included. Called once, at a
    // boundary.
    enum class End : std::uint8_t { rotation, draining, too_slow, done };
    virtual std::string finish(End reason) = 0;

    // The source itself wants to end (for example after a `busy` message): checked when peek() shows nothing.
    [[nodiscard]] virtual bool wants_end() const = 0;
};

// Wakes one sleeping stream, from any thread: for a source that fetches pages on another thread.
class StreamWaker {
public:
    virtual ~StreamWaker() = default;
    virtual void wake() = 0;
};

}  // namespace bs::http
