// HTTP answers with a Content-Length, as they come in pieces.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bs::bench {

struct Answer {
    int status = 0;
    std::string_view head;  // status line and fields
    std::string_view body;
};

// The value of a field; the name is matched in any case.
[[nodiscard]] std::optional<std::string_view> find_field(std::string_view head, std::string_view name);

// Of "HTTP/1.1 200 OK"; throws when it is no such line.
[[nodiscard]] int status_of(std::string_view head);

// One connection without pipelining: at most one answer is under way.
class AnswerReader {
public:
    // An answer when `bytes` complete it; it is valid until the next call or until `bytes` are gone.
    [[nodiscard]] std::optional<Answer> take(std::string_view bytes);

private:
    std::string held_;      // of an answer that is not complete yet
    bool is_done_ = false;  // held_ is an answer that was handed out
};

}  // namespace bs::bench
