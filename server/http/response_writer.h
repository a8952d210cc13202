// Turns a Response into bytes: status line, the fields that every answer has, and the body unless there must be none.
#pragma once

#include "http/message.h"
#include "http/out_queue.h"

#include <string>
#include <string_view>

namespace bs::http {

// The value of the Date field, made once per second. One per thread.
class DateCache {
public:
    [[nodiscard]] std::string_view now();

private:
    std::int64_t second_ = -1;
    std::string text_;
};

struct AnswerTo {
    bool head_request = false;  // body counted, not sent
    bool close = false;         // the connection ends after this answer
};

void write_response(OutQueue& out, const Response& response, AnswerTo answer, std::string_view date);

// The head of an answer without an end; the connection ends with it.
void write_stream_head(std::string& out, const Response& head, bool chunked, std::string_view date);

}  // namespace bs::http
