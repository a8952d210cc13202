#include "feed/catch_up.h"

#include "base/limits.h"
#include "feed/frame.h"

#include <algorithm>
#include <utility>

namespace bs {
namespace {

// 64 pages of at most about 256 KiB: what a crowd that reconnects within a few seconds needs, and no more.
constexpr std::size_t pages_max = 64;

Seq page_start(Seq after, Seq floor) {
    const auto step = static_cast<std::int64_t>(limits::catch_up_page_events);
    const Seq aligned{after.value - after.value % step};
    return std::min(after, std::max(aligned, Seq{floor.value - 1}));
}

std::shared_ptr<const Segment> encode_page(std::string_view epoch, const std::vector<StoredEvent>& events) {
    std::string frames;
    std::vector<std::pair<std::size_t, FrameShape>> places;
    for (const StoredEvent& event : events) {
        const std::size_t start = frames.size();
        places.emplace_back(start, append_frame(frames, epoch, event));
    }
    auto segment = std::make_shared<Segment>(frames.size(), 0);
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto [start, shape] = places[i];
        const std::size_t end = i + 1 < events.size() ? places[i + 1].first : frames.size();
        segment->append(events[i], std::string_view(frames).substr(start, end - start),
                        static_cast<std::uint8_t>(shape.head), static_cast<std::uint8_t>(shape.tail));
    }
    segment->publish();
    return segment;
}

}  // namespace

std::shared_ptr<Page> CatchUp::page(Seq after, Seq floor, std::move_only_function<void()> ready) {
    const std::unique_lock lock(mutex_);
    // A page that a shorter one cut off begins where that one ended: look there before asking for the aligned one.
    Seq start = after;
    auto found = pages_.find(start);
    if (found == pages_.end()) {
        start = page_start(after, floor);
        found = pages_.find(start);
    }
    if (found != pages_.end() && found->second->state() == Page::State::ready &&
        found->second->segment()->index_after(after) == found->second->segment()->size()) {
        start = after;
        found = pages_.end();
    }
    if (found != pages_.end() && found->second->state() != Page::State::failed) {
        if (found->second->state() == Page::State::loading) found->second->waiters_.push_back(std::move(ready));
        return found->second;
    }

    auto page = std::make_shared<Page>();
    if (!readers_.run([this, start, page](Reader& reader) { load(reader, start, page); })) {
        page->state_.store(Page::State::failed, std::memory_order_release);
        return page;
    }
    page->waiters_.push_back(std::move(ready));
    pages_[start] = page;
    order_.push_back(start);
    if (order_.size() > pages_max) {
        pages_.erase(order_.front());
        order_.pop_front();
    }
    return page;
}

void CatchUp::load(Reader& reader, Seq start, const std::shared_ptr<Page>& page) {
    EventQuery query;
    query.after = start;
    query.limit = limits::catch_up_page_events;
    query.payload_bytes_max = limits::segment_bytes;

    auto snapshot = reader.snapshot();
    if (!snapshot) return finish(*page, Page::State::failed);
    const auto found = (*snapshot)->events(query);
    if (!found) return finish(*page, Page::State::failed);
    const std::vector<StoredEvent>& events = found->events;
    if (events.empty() || events.front().seq.value != start.value + 1) return finish(*page, Page::State::expired);
    page->segment_ = encode_page(epoch_, events);
    finish(*page, Page::State::ready);
}

void CatchUp::finish(Page& page, Page::State state) {
    std::vector<std::move_only_function<void()>> waiters;
    {
        const std::lock_guard lock(mutex_);
        page.state_.store(state, std::memory_order_release);
        waiters = std::exchange(page.waiters_, {});
    }
    for (auto& ready : waiters) ready();
}

}  // namespace bs
