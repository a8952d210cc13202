// An event stream as its bytes come: the answer's head, chunks if there are any, lines, events.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bs::bench {

struct StreamEvent {
    std::string_view name;  // empty: "message"
    std::string_view id;
    std::string_view data;
};

class EventReader {
public:
    // Calls `on_event` for each event that is complete. Throws when it is no event stream, or when it ends.
    template <class OnEvent>
    void take(std::string_view bytes, OnEvent&& on_event) {
        if (!is_open_) bytes = take_head(bytes);
        while (!bytes.empty()) {
            std::string_view text = next_text(bytes);
            while (!text.empty()) {
                if (take_line(text)) on_event(StreamEvent{name_, id_, data_});
            }
        }
    }

    // The server has accepted the subscription.
    [[nodiscard]] bool is_open() const { return is_open_; }

private:
    // What follows the head.
    [[nodiscard]] std::string_view take_head(std::string_view bytes);
    // Takes from `bytes` a piece without chunk framing; empty when there was only framing.
    [[nodiscard]] std::string_view next_text(std::string_view& bytes);
    void take_chunk_size(std::string_view& bytes);
    // Takes one line, or the begin of one, from `text`. True when it ended an event.
    [[nodiscard]] bool take_line(std::string_view& text);
    [[nodiscard]] bool end_line(std::string_view line);

    bool is_open_ = false;
    bool is_chunked_ = false;
    bool starts_event_ = true;
    std::size_t chunk_left_ = 0;
    std::string held_;  // of the head, or of a line
    std::string chunk_size_;
    std::string name_;
    std::string id_;
    std::string data_;
};

}  // namespace bs::bench
