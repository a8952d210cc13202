// Committed events on their way to live subscribers: a cache of the event table in pre-encoded frames. It can always be
// rebuilt from the store; it decides nothing and loses nothing that a cursor cannot bring back.
#pragma once

#include "base/id.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "feed/catch_up.h"
#include "feed/segment.h"
#include "store/reader_pool.h"
#include "store/store.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bs {

struct FeedOptions {
    std::size_t segment_bytes = limits::segment_bytes;
    std::size_t bytes_max = limits::feed_bytes_max;
};

// Why a stream cannot go on from where its client was, as the wire says it.
inline constexpr auto reset_reasons =
    std::to_array<std::string_view>({"malformed", "other_epoch", "ahead", "expired", "too_far_behind"});

class Feed {
public:
    // Begins after the last event of the store.
    Feed(const Store& store, ReaderPool& readers, FeedOptions options = {});

    // Before the first publish: called after each, on the writer's thread; must be quick.
    void on_publish(std::function<void()> listener) { listeners_.push_back(std::move(listener)); }

    // The writer's thread only. `events` are durable, and the first is the one after head().
    void publish(std::span<const StoredEvent> events);

    // Any thread, from here.
    [[nodiscard]] const std::string& epoch() const { return epoch_; }
    [[nodiscard]] Seq head() const { return Seq{head_.load()}; }  // the last published event
    // The last committed event: reads may know it already a moment before it is published.
    [[nodiscard]] Seq committed_head() const { return store_.head(); }
    [[nodiscard]] bool is_current() const { return store_.is_current(); }
    // The last event that a client may have heard of from somebody: another process may be a moment ahead of this one.
    [[nodiscard]] Seq head_elsewhere() const;
    [[nodiscard]] Seq floor() const { return store_.floor(); }
    [[nodiscard]] std::uint64_t published_bytes() const { return published_bytes_.load(std::memory_order_relaxed); }

    struct Place {
        std::shared_ptr<const Segment> segment;
        std::size_t index = 0;
    };
    // Where the event after `after` is or will be; nothing when it is older than the segments that are kept.
    [[nodiscard]] std::optional<Place> find(Seq after) const;

    [[nodiscard]] CatchUp& catch_up() { return catch_up_; }

    // A client was sent away with one of the reasons above.
    void count_reset(std::string_view reason);
    [[nodiscard]] std::uint64_t resets(std::size_t reason) const { return resets_[reason].value(); }

private:
    void append(const StoredEvent& event);
    void open_segment(std::size_t frame_bytes);

    // Constant after construction.
    const Store& store_;
    const std::string epoch_;
    const FeedOptions options_;
    std::vector<std::function<void()>> listeners_;
    CatchUp catch_up_;

    // The writer thread's.
    std::shared_ptr<Segment> last_;
    std::string scratch_;

    std::atomic<std::int64_t> head_;
    std::atomic<std::uint64_t> published_bytes_{0};
    std::array<Counter, reset_reasons.size()> resets_;

    struct Kept {
        Seq after;  // the event before the segment's first
        std::shared_ptr<Segment> segment;
    };
    mutable std::mutex mutex_;
    std::deque<Kept> kept_;       // guarded by mutex_, oldest first, never empty
    std::size_t kept_bytes_ = 0;  // guarded by mutex_
};

}  // namespace bs
