#include "feed/feed.h"

#include "base/check.h"
#include "feed/frame.h"

#include <algorithm>
#include <utility>

namespace bs {

Feed::Feed(const Store& store, ReaderPool& readers, FeedOptions options)
    : store_(store),
      epoch_(store.epoch()),
      options_(options),
      catch_up_(epoch_, readers),
      last_(std::make_shared<Segment>(options.segment_bytes, 0)),
      head_(store.head().value) {
    kept_.push_back({store.head(), last_});
    kept_bytes_ = last_->capacity();
}

void Feed::publish(std::span<const StoredEvent> events) {
    if (events.empty()) return;
    BS_ASSERT(events.front().seq.value == head().value + 1);

    for (const StoredEvent& event : events) append(event);
    last_->publish();
    published_bytes_.store(last_->end_byte(), std::memory_order_relaxed);
    head_.store(events.back().seq.value);
    for (const auto& listener : listeners_) listener();
}

void Feed::count_reset(std::string_view reason) {
    const auto found = std::ranges::find(reset_reasons, reason);
    BS_ASSERT(found != reset_reasons.end());
    resets_[static_cast<std::size_t>(found - reset_reasons.begin())].add();
}

Seq Feed::head_elsewhere() const {
    const Seq head = committed_head();
    return store_.is_shared() ? Seq{head.value + static_cast<std::int64_t>(limits::catch_up_events_max)} : head;
}

void Feed::append(const StoredEvent& event) {
    scratch_.clear();
    const FrameShape shape = append_frame(scratch_, epoch_, event);
    const auto head = static_cast<std::uint8_t>(shape.head);
    const auto tail = static_cast<std::uint8_t>(shape.tail);
    if (last_->append(event, scratch_, head, tail)) return;

    last_->publish();
    open_segment(scratch_.size());
    {
        const std::lock_guard lock(mutex_);
        kept_.push_back({Seq{event.seq.value - 1}, last_});
        kept_bytes_ += last_->capacity();
        while (kept_bytes_ > options_.bytes_max && kept_.size() > 1) {
            kept_bytes_ -= kept_.front().segment->capacity();
            kept_.pop_front();
        }
    }
    BS_ASSERT(last_->append(event, scratch_, head, tail));
}

void Feed::open_segment(std::size_t frame_bytes) {
    auto next = std::make_shared<Segment>(std::max(options_.segment_bytes, frame_bytes), last_->end_byte());
    last_->seal(next);
    last_ = std::move(next);
}

std::optional<Feed::Place> Feed::find(Seq after) const {
    const std::lock_guard lock(mutex_);
    const auto later = std::ranges::upper_bound(kept_, after, {}, &Kept::after);
    if (later == kept_.begin()) return std::nullopt;
    const Kept& found = *std::prev(later);
    return Place{found.segment, found.segment->index_after(after)};
}

}  // namespace bs
