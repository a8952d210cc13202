#include "answer_reader.h"

#include <charconv>
#include <stdexcept>
#include <strings.h>

namespace bs::bench {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";

std::optional<Answer> parse(std::string_view text) {
    const std::size_t end = text.find(head_end);
    if (end == std::string_view::npos) return std::nullopt;
    Answer answer;
    answer.head = text.substr(0, end + 2);
    answer.status = status_of(answer.head);
    std::size_t length = 0;
    if (const auto field = find_field(answer.head, "Content-Length")) {
        std::from_chars(field->data(), field->data() + field->size(), length);
    } else if (answer.status != 204 && answer.status != 304) {
        throw std::runtime_error("an answer without Content-Length");
    }
    const std::size_t whole = end + head_end.size() + length;
    if (text.size() < whole) return std::nullopt;
    if (text.size() > whole) throw std::runtime_error("more bytes than one answer");
    answer.body = text.substr(end + head_end.size());
    return answer;
}

}  // namespace

std::optional<std::string_view> find_field(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at + 2 < head.size(); at = head.find("\r\n", at)) {
        at += 2;
        const std::string_view line = head.substr(at, head.find("\r\n", at) - at);
        const bool is_it = line.size() > name.size() && line[name.size()] == ':' &&
                           ::strncasecmp(line.data(), name.data(), name.size()) == 0;
        if (!is_it) continue;
        std::string_view value = line.substr(name.size() + 1);
        while (value.starts_with(' ')) value.remove_prefix(1);
        return value;
    }
    return std::nullopt;
}

int status_of(std::string_view head) {
    constexpr std::string_view start = "HTTP/1.1 ";
    int status = 0;
    if (!head.starts_with(start)) throw std::runtime_error("no HTTP/1.1 answer");
    std::from_chars(head.data() + start.size(), head.data() + head.size(), status);
    return status;
}

std::optional<Answer> AnswerReader::take(std::string_view bytes) {
    if (is_done_) {
        held_.clear();
        is_done_ = false;
    }
    if (held_.empty()) {
        if (auto whole = parse(bytes)) return whole;
        held_ = bytes;
        return std::nullopt;
    }
    held_ += bytes;
    auto answer = parse(held_);
    is_done_ = answer.has_value();
    return answer;
}

}  // namespace bs::bench
