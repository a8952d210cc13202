#include "feed/segment.h"

#include "base/check.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace bs {
namespace {

// No frame is shorter: "id: e-1", the event's name and its common members alone take more.
constexpr std::size_t frame_bytes_min = 192;

}  // namespace

Segment::Segment(std::size_t capacity, std::uint64_t start_byte)
    : capacity_(capacity),
      entries_max_(capacity / frame_bytes_min + 1),
      start_byte_(start_byte),
      bytes_(std::make_unique_for_overwrite<char[]>(capacity)),
      entries_(std::make_unique_for_overwrite<FrameEntry[]>(entries_max_)) {}

// A long chain that only its first segment keeps alive must not be freed by recursion.
Segment::~Segment() {
    std::shared_ptr<const Segment> rest = std::move(next_);
    while (rest && rest.use_count() == 1) rest = std::move(const_cast<Segment&>(*rest).next_);
}

bool Segment::append(const StoredEvent& event, std::string_view frame, std::uint8_t head, std::uint8_t tail) {
    if (frame.size() > capacity_ - bytes_used_ || entries_used_ == entries_max_) return false;
    std::memcpy(bytes_.get() + bytes_used_, frame.data(), frame.size());
    entries_[entries_used_++] = FrameEntry{event.seq,
                                           event.account_id,
                                           static_cast<std::uint32_t>(bytes_used_),
                                           static_cast<std::uint32_t>(frame.size()),
                                           head,
                                           tail,
                                           event.type};
    bytes_used_ += frame.size();
    return true;
}

void Segment::publish() { published_.store(entries_used_, std::memory_order_release); }

void Segment::seal(std::shared_ptr<const Segment> next) {
    BS_ASSERT(published_.load(std::memory_order_relaxed) == entries_used_);
    next_ = std::move(next);
    sealed_.store(true, std::memory_order_release);
}

std::shared_ptr<const Segment> Segment::next() const {
    return sealed_.load(std::memory_order_acquire) ? next_ : nullptr;
}

std::size_t Segment::index_after(Seq seq) const {
    const std::span<const FrameEntry> published(entries_.get(), size());
    const auto found = std::ranges::upper_bound(published, seq, {}, &FrameEntry::seq);
    return static_cast<std::size_t>(found - published.begin());
}

}  // namespace bs
