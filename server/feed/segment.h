// A run of consecutive frames in one piece of memory. Written once, by one thread, while many read: readers see the
// entries that were published and never a byte that may still change. Segments form a chain, so that a reader walks on
// by itself and keeps alive exactly what it has not read yet.
#pragma once

#include "base/id.h"
#include "domain/event.h"
#include "store/store.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace bs {

struct FrameEntry {
    Seq seq;
    AccountId account_id;
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
    std::uint8_t head = 0;  // chunk framing before and after the frame proper
    std::uint8_t tail = 0;
    EventType type{};
};

class Segment {
public:
    // `start_byte`: how many bytes the feed had published before this segment.
    Segment(std::size_t capacity, std::uint64_t start_byte);
    ~Segment();

    // The writing thread only ----
    // False when it does not fit: open the next segment. What was appended shows after publish().
    bool append(const StoredEvent& event, std::string_view frame, std::uint8_t head, std::uint8_t tail);
    void publish();
    // No further entries: readers go on with `next`. Everything appended must have been published.
    void seal(std::shared_ptr<const Segment> next);
    [[nodiscard]] std::uint64_t end_byte() const { return start_byte_ + bytes_used_; }
    [[nodiscard]] std::size_t capacity() const { return capacity_; }
    // ---- to here.

    // Any thread.
    [[nodiscard]] std::size_t size() const { return published_.load(std::memory_order_acquire); }
    [[nodiscard]] const FrameEntry& entry(std::size_t index) const { return entries_[index]; }
    [[nodiscard]] const char* bytes(const FrameEntry& entry) const { return bytes_.get() + entry.offset; }
    [[nodiscard]] std::uint64_t start_byte() const { return start_byte_; }
    // Null as long as this is the last one.
    [[nodiscard]] std::shared_ptr<const Segment> next() const;
    // The index of the first entry with a higher seq.
    [[nodiscard]] std::size_t index_after(Seq seq) const;

private:
    // Constant after construction.
    const std::size_t capacity_;
    const std::size_t entries_max_;
    const std::uint64_t start_byte_;
    std::unique_ptr<char[]> bytes_;
    std::unique_ptr<FrameEntry[]> entries_;

    // The writing thread's.
    std::size_t bytes_used_ = 0;
    std::size_t entries_used_ = 0;

    std::atomic<std::size_t> published_{0};
    std::atomic<bool> sealed_{false};
    std::shared_ptr<const Segment> next_;  // written before sealed_ is set, constant afterwards
};

}  // namespace bs
