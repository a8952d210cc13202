#include "event_reader.h"

#include "answer_reader.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace bs::bench {

std::string_view EventReader::take_head(std::string_view bytes) {
    const std::size_t before = held_.size();
    held_ += bytes;
    const std::size_t end = held_.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    const std::string head = std::exchange(held_, {}).substr(0, end + 2);
    if (status_of(head) != 200) throw std::runtime_error("no event stream: " + head.substr(0, head.find('\r')));
    const auto type = find_field(head, "Content-Type");
    if (!type || !type->starts_with("text/event-stream")) throw std::runtime_error("no event stream: " + head);
    is_chunked_ = find_field(head, "Transfer-Encoding").has_value();
    is_open_ = true;
    return bytes.substr(end + 4 - before);
}

std::string_view EventReader::next_text(std::string_view& bytes) {
    if (!is_chunked_) return std::exchange(bytes, {});
    if (chunk_left_ == 0) {
        take_chunk_size(bytes);
        return {};
    }
    const std::string_view text = bytes.substr(0, std::min(chunk_left_, bytes.size()));
    bytes.remove_prefix(text.size());
    chunk_left_ -= text.size();
    return text;
}

void EventReader::take_chunk_size(std::string_view& bytes) {
    const std::size_t end = bytes.find('\n');
    chunk_size_ += bytes.substr(0, end);
    if (end == std::string_view::npos) {
        bytes = {};
        return;
    }
    bytes.remove_prefix(end + 1);
    const std::string line = std::exchange(chunk_size_, {});
    if (line == "\r") return;  // the end of the chunk before
    std::from_chars(line.data(), line.data() + line.size(), chunk_left_, 16);
    if (chunk_left_ == 0) throw std::runtime_error("the server ended a stream");
}

bool EventReader::take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
        held_ += std::exchange(text, {});
        return false;
    }
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (held_.empty()) return end_line(line);
    held_ += line;
    const bool ended = end_line(held_);
    held_.clear();
    return ended;
}

bool EventReader::end_line(std::string_view line) {
    if (line.empty()) {
        starts_event_ = true;
        return !data_.empty();
    }
    if (std::exchange(starts_event_, false)) {
        name_.clear();
        data_.clear();
    }
    const auto value_of = [&](std::string_view field, std::string& value) {
        if (line.starts_with(field)) value = line.substr(field.size());
    };
    value_of("data: ", data_);
    value_of("id: ", id_);
    value_of("event: ", name_);
    return false;
}

}  // namespace bs::bench
