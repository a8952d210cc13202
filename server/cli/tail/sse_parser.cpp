#include "cli/tail/sse_parser.h"

#include <charconv>
#include <cstdint>

namespace bs::cli {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

bool SseParser::feed(std::string_view bytes, const std::function<void(const SseEvent&)>& on_event) {
    while (!bytes.empty()) {
        // A line ends with CR, LF, or CR LF; the LF of the last may come with the next bytes.
        if (after_cr_ && bytes.front() == '\n') {
            after_cr_ = false;
            bytes.remove_prefix(1);
            continue;
        }
        after_cr_ = false;
        const std::size_t end = bytes.find_first_of("\r\n");
        line_.append(bytes.substr(0, end));
        if (line_.size() + event_.data.size() > event_bytes_max) return false;
        if (end == std::string_view::npos) break;
        after_cr_ = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        take_line(line_, on_event);
        line_.clear();
    }
    return true;
}

void SseParser::take_line(std::string_view line, const std::function<void(const SseEvent&)>& on_event) {
    if (!started_ && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    started_ = true;
    if (!line.empty()) {
        const std::size_t colon = line.find(':');
        if (colon == 0) return;  // a comment
        std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        take_field(line.substr(0, colon), value);
        return;
    }
    if (has_data_) {
        if (event_.type.empty()) event_.type = "message";
        on_event(event_);
    }
    has_data_ = false;
    event_.type.clear();
    event_.data.clear();
}

void SseParser::take_field(std::string_view name, std::string_view value) {
    if (name == "event") {
        event_.type = value;
    } else if (name == "data") {
        if (has_data_) event_.data.push_back('\n');
        event_.data += value;
        has_data_ = true;
    } else if (name == "id") {
        if (value.find('\0') == std::string_view::npos) event_.id = value;
    } else if (name == "retry") {
        std::uint32_t millis = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), millis);
        if (error == std::errc() && end == value.data() + value.size()) retry_ = std::chrono::milliseconds(millis);
    }
}

}  // namespace bs::cli
