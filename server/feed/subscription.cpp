#include "feed/subscription.h"

#include "base/json_writer.h"
#include "base/limits.h"
#include "feed/cursor.h"
#include "feed/frame.h"

#include <algorithm>
#include <utility>

namespace bs {

StreamStart start_of_stream(std::optional<std::string_view> text, std::string_view epoch, const LogBounds& log) {
    const auto [head, head_elsewhere, floor] = log;
    if (!text) return {head, ""};
    const std::optional<Cursor> cursor = parse_cursor(*text);
    if (!cursor) return {head, "malformed"};
    if (cursor->epoch != epoch) return {head, "other_epoch"};
    if (cursor->seq > head_elsewhere) return {head, "ahead"};
    if (cursor->seq > head) return {cursor->seq, ""};
    if (cursor->seq.value + 1 < floor.value) return {head, "expired"};
    const auto behind = static_cast<std::size_t>(head.value - cursor->seq.value);
    if (behind > limits::catch_up_events_max) return {head, "too_far_behind"};
    return {cursor->seq, ""};
}

Subscription::Subscription(Feed& feed, const Clock& clock, SubscriptionOptions options,
                           std::optional<std::string_view> cursor, std::function<void()> wake)
    : feed_(feed), clock_(clock), options_(std::move(options)), wake_(std::move(wake)) {
    // Looked at once: a head of a moment later would name events that still come.
    const LogBounds log{feed.committed_head(), feed.head_elsewhere(), feed.floor()};
    const StreamStart start = start_of_stream(cursor, feed.epoch(), log);
    passed_ = start.after;
    say_hello(log);
    if (!start.reset_reason.empty()) say_reset(start.reset_reason);
}

void Subscription::say_hello(const LogBounds& log) {
    std::string text = "retry: " + std::to_string(options_.retry_ms) + "\n\nevent: hello\ndata: ";
    JsonWriter json(text);
    json.begin_object()
        .field("epoch", std::string_view(feed_.epoch()))
        .field("head", log.head)
        .field("floor", log.floor)
        .field("ping_ms", options_.ping_ms)
        .field("server_time", clock_.now())
        .end_object();
    text += "\n\n";
    say(text);
}

void Subscription::say_reset(std::string_view reason) {
    feed_.count_reset(reason);
    std::string text = "id: " + format_cursor(feed_.epoch(), passed_) + "\nevent: reset\ndata: ";
    JsonWriter json(text);
    json.begin_object().field("reason", reason).field("floor", feed_.floor()).field("head", passed_).end_object();
    text += "\n\n";
    say(text);
}

void Subscription::say(std::string_view text) { append_chunk(control_, text, options_.bare); }

void Subscription::ping() {
    // Silence tells the client that we do not know whether it has seen everything.
    if (!control_.empty() || sent_ != 0 || !feed_.is_current()) return;
    std::string text = "id: " + format_cursor(feed_.epoch(), passed_) + "\nevent: ping\ndata: ";
    JsonWriter json(text);
    json.begin_object().field("seq", passed_).field("server_time", clock_.now()).end_object();
    text += "\n\n";
    say(text);
}

std::string Subscription::farewell(std::string_view reason) const {
    std::string text = "retry: " + std::to_string(options_.retry_ms) + "\nevent: bye\ndata: ";
    JsonWriter json(text);
    json.begin_object().field("reason", reason).end_object();
    text += "\n\n";
    std::string bytes;
    append_chunk(bytes, text, options_.bare);
    bytes += last_chunk(options_.bare);
    return bytes;
}

std::size_t Subscription::peek(iovec* parts, std::size_t parts_max, std::size_t bytes_max) {
    if (control_.empty()) {
        while (true) {
            if (!segment_ && !find_place()) break;
            const std::size_t published = segment_->size();
            skip_unwanted(published);
            if (index_ < published) break;
            if (!turn_page()) return 0;
        }
    }
    if (!control_.empty()) {
        parts[0] = {control_.data() + control_sent_, control_.size() - control_sent_};
        return 1;
    }
    if (!segment_) return 0;

    std::size_t count = 0;
    std::size_t bytes = 0;
    const std::size_t published = segment_->size();
    for (std::size_t i = index_; i < published && bytes < bytes_max; ++i) {
        const FrameEntry& entry = segment_->entry(i);
        if (!wanted(entry)) continue;
        iovec part = visible(entry);
        if (i == index_) part = {static_cast<char*>(part.iov_base) + sent_, part.iov_len - sent_};
        bytes += part.iov_len;
        // Frames that follow each other in memory go out as one piece.
        if (count > 0 && static_cast<char*>(parts[count - 1].iov_base) + parts[count - 1].iov_len == part.iov_base) {
            parts[count - 1].iov_len += part.iov_len;
        } else if (count < parts_max) {
            parts[count++] = part;
        } else {
            break;
        }
    }
    return count;
}

void Subscription::advance(std::size_t bytes) {
    if (!control_.empty()) {
        control_sent_ += bytes;
        if (control_sent_ < control_.size()) return;
        std::string().swap(control_);
        control_sent_ = 0;
        return;
    }
    while (bytes > 0) {
        const FrameEntry& entry = segment_->entry(index_);
        if (wanted(entry)) {
            const std::size_t rest = visible(entry).iov_len - sent_;
            if (bytes < rest) {
                sent_ += bytes;
                return;
            }
            bytes -= rest;
            sent_ = 0;
        }
        passed_ = entry.seq;
        ++index_;
    }
}

std::optional<std::size_t> Subscription::lag() const {
    if (!segment_ || page_) return std::nullopt;
    const std::uint64_t start = segment_->start_byte();
    const std::uint64_t done =
        index_ == 0 ? start : start + segment_->entry(index_ - 1).offset + segment_->entry(index_ - 1).length;
    const std::uint64_t published = feed_.published_bytes();
    return published > done ? static_cast<std::size_t>(published - done) : 0;
}

iovec Subscription::visible(const FrameEntry& entry) const {
    // The kernel only reads what an iovec of a send names; its type just cannot say so.
    char* bytes = const_cast<char*>(segment_->bytes(entry));
    if (!options_.bare) return {bytes, entry.length};
    return {bytes + entry.head, static_cast<std::size_t>(entry.length) - entry.head - entry.tail};
}

// Events up to passed_ are unwanted too: a cursor may name an event that is committed but was not published when we
// began.
void Subscription::skip_unwanted(std::size_t published) {
    if (sent_ != 0) return;
    for (; index_ < published; ++index_) {
        const FrameEntry& entry = segment_->entry(index_);
        if (entry.seq > passed_) {
            if (wanted(entry)) return;
            passed_ = entry.seq;
        }
    }
}

// Everything of this segment is behind us. True when there may be more to read right now.
bool Subscription::turn_page() {
    if (page_) {
        page_.reset();
        segment_.reset();
        return true;
    }
    std::shared_ptr<const Segment> next = segment_->next();
    if (!next) return false;
    // The last entries of a segment are published before it is sealed: look once more before leaving it.
    if (index_ < segment_->size()) return true;
    segment_ = std::move(next);
    index_ = 0;
    return true;
}

bool Subscription::find_place() {
    if (!page_) {
        if (auto place = feed_.find(passed_)) {
            segment_ = std::move(place->segment);
            index_ = place->index;
            return true;
        }
        page_ = feed_.catch_up().page(passed_, feed_.floor(), wake_);
    }
    switch (page_->state()) {
        case Page::State::loading:
            return false;
        case Page::State::ready:
            segment_ = page_->segment();
            index_ = segment_->index_after(passed_);
            return true;
        case Page::State::expired:
            page_.reset();
            passed_ = feed_.head();
            say_reset("expired");
            return false;
        case Page::State::failed:
            wants_end_ = true;
            return false;
    }
    return false;
}

}  // namespace bs
