// Old events for subscribers that come back after a while: pages of the event table, encoded once and shared by
// everyone who needs them. Ten thousand clients that reconnect at once read each page from the store once.
#pragma once

#include "base/id.h"
#include "feed/segment.h"
#include "store/reader_pool.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace bs {

class Page {
public:
    enum class State : std::uint8_t {
        loading,
        ready,    // segment() holds at least one frame, the first is the one after the page's start
        expired,  // retention has taken the events after the page's start
        failed,   // the store or the reader threads could not serve it
    };

    [[nodiscard]] State state() const { return state_.load(std::memory_order_acquire); }
    [[nodiscard]] const std::shared_ptr<const Segment>& segment() const { return segment_; }  // once ready

private:
    friend class CatchUp;
    std::atomic<State> state_{State::loading};
    std::shared_ptr<const Segment> segment_;                // written before state_ says ready
    std::vector<std::move_only_function<void()>> waiters_;  // guarded by CatchUp::mutex_
};

class CatchUp {
public:
    CatchUp(std::string epoch, ReaderPool& readers) : epoch_(std::move(epoch)), readers_(readers) {}

    // The page that holds the event after `after`. While it is loading, `ready` will be called once, on a reader
    // thread. Pages start at multiples of limits::catch_up_page_events (not below `floor`), so that everybody asks for
    // the same ones.
    [[nodiscard]] std::shared_ptr<Page> page(Seq after, Seq floor, std::move_only_function<void()> ready);

private:
    void load(Reader& reader, Seq start, const std::shared_ptr<Page>& page);
    void finish(Page& page, Page::State state);

    // Constant after construction.
    const std::string epoch_;
    ReaderPool& readers_;

    std::mutex mutex_;
    std::map<Seq, std::shared_ptr<Page>> pages_;  // guarded by mutex_, by the seq before the first event
    std::deque<Seq> order_;                       // guarded by mutex_, oldest first
};

}  // namespace bs
