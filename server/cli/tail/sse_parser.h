// Server-sent events out of a stream of bytes, by the rules of the HTML standard (9.2.6).
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bs::cli {

struct SseEvent {
    std::string type;  // "message" when the stream names none
    std::string data;
    std::string id;  // the last one that was seen; stays until another comes
};

class SseParser {
public:
    // An event with more data is broken or hostile: feed() returns false.
    static constexpr std::size_t event_bytes_max = 64 * 1024 * 1024;

    // Calls `on_event` for every event that is complete with these bytes; they may end anywhere. False: give up on this
    // stream.
    [[nodiscard]] bool feed(std::string_view bytes, const std::function<void(const SseEvent&)>& on_event);

    // What `retry:` asked for last.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retry() const { return retry_; }

private:
    void take_line(std::string_view line, const std::function<void(const SseEvent&)>& on_event);
    void take_field(std::string_view name, std::string_view value);

    std::string line_;  // what is there of the line that is not complete yet
    bool after_cr_ = false;
    bool started_ = false;
    SseEvent event_;
    bool has_data_ = false;
    std::optional<std::chrono::milliseconds> retry_;
};

}  // namespace bs::cli
