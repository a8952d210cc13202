// One subscriber's way through the log: a place in the chain of segments, or a page of old events on the way there. It
// holds no queue and copies no frame. Used by one io thread; only the wake function may be called from another.
#pragma once

#include "base/id.h"
#include "base/time.h"
#include "feed/feed.h"
#include "feed/filter.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/uio.h>

namespace bs {

// From where a stream starts, and why it could not go on from where the client was.
struct StreamStart {
    Seq after;
    std::string_view reset_reason;  // empty: it goes on exactly after the cursor (or live, without one)

    friend bool operator==(const StreamStart&, const StreamStart&) = default;
};

struct LogBounds {
    Seq head;
    Seq head_elsewhere;  // the last event that a client may have from another process
    Seq floor;
};

// Pure. Reasons: "malformed", "other_epoch", "ahead", "expired", "too_far_behind".
[[nodiscard]] StreamStart start_of_stream(std::optional<std::string_view> cursor, std::string_view epoch,
                                          const LogBounds& log);

struct SubscriptionOptions {
    std::shared_ptr<const Filter> filter;  // null: everything
    bool bare = false;                     // no chunk framing (HTTP/1.0)
    std::int64_t ping_ms = 2000;           // told to the client in `hello`
    std::int64_t retry_ms = 3000;          // after how long it shall come back
};

class Subscription {
public:
    // `wake` is called, from any thread, when peek() may have something again although nothing was published.
    Subscription(Feed& feed, const Clock& clock, SubscriptionOptions options, std::optional<std::string_view> cursor,
                 std::function<void()> wake);

    // The next bytes, in at most `parts_max` pieces; returns how many. They stay valid until advance() or destruction.
    std::size_t peek(iovec* parts, std::size_t parts_max, std::size_t bytes_max);
    // So many of them were sent.
    void advance(std::size_t bytes);
    [[nodiscard]] bool at_boundary() const { return sent_ == 0 && control_sent_ == 0; }
    // Bytes published that were not sent yet; nothing while old pages are read, which are bounded otherwise.
    [[nodiscard]] std::optional<std::size_t> lag() const;

    // Makes a ping ready, if nothing else is and the store knows what is committed. Its id is the last event that this
    // subscriber got or did not want.
    void ping();
    // The last bytes of the stream: why it ends, when to come back, the end of the body.
    [[nodiscard]] std::string farewell(std::string_view reason) const;
    [[nodiscard]] bool wants_end() const { return wants_end_; }

private:
    void say_hello(const LogBounds& log);
    void say_reset(std::string_view reason);
    void say(std::string_view text);
    // False when the next events are still on their way from the store.
    bool find_place();
    bool turn_page();
    [[nodiscard]] bool wanted(const FrameEntry& entry) const {
        return !options_.filter || options_.filter->matches(entry);
    }
    [[nodiscard]] iovec visible(const FrameEntry& entry) const;
    void skip_unwanted(std::size_t published);

    // Constant after construction.
    Feed& feed_;
    const Clock& clock_;
    const SubscriptionOptions options_;
    const std::function<void()> wake_;

    std::shared_ptr<const Segment> segment_;  // null: find_place() first
    std::size_t index_ = 0;                   // the entry to send next
    std::size_t sent_ = 0;                    // how much of it was sent
    Seq passed_;                              // the last event behind us
    std::shared_ptr<Page> page_;              // not null while we wait for it, or read its segment
    std::string control_;                     // hello, ping, reset: goes first, at a boundary
    std::size_t control_sent_ = 0;
    bool wants_end_ = false;
};

}  // namespace bs
