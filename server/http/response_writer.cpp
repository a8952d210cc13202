#include "http/response_writer.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <ctime>

namespace bs::http {
namespace {

// Bodies up to here are copied behind their head: cheaper than another part for the kernel to walk.
constexpr std::size_t inline_bytes_max = 2048;

struct Reason {
    int status;
    std::string_view words;
};

// The frequent ones first.
constexpr auto reasons = std::to_array<Reason>({
    {200, "OK"},
    {304, "Not Modified"},
    {201, "Created"},
    {204, "No Content"},
    {207, "Multi-Status"},
    {404, "Not Found"},
    {409, "Conflict"},
    {412, "Precondition Failed"},
    {422, "Unprocessable Content"},
    {202, "Accepted"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {410, "Gone"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {507, "Insufficient Storage"},
});

std::string_view reason_of(int status) {
    for (const Reason& reason : reasons) {
        if (reason.status == status) return reason.words;
    }
    return "";  // the words are optional
}

void append_number(std::string& out, std::uint64_t number) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

void append_start(std::string& out, const Response& response, std::string_view date) {
    out.append("HTTP/1.1 ");
    append_number(out, static_cast<std::uint64_t>(response.status));
    out.append(" ").append(reason_of(response.status)).append("\r\nDate: ").append(date).append("\r\n");
}

void append_content_type(std::string& out, const Response& response) {
    if (!response.content_type.empty()) out.append("Content-Type: ").append(response.content_type).append("\r\n");
}

}  // namespace

std::string_view DateCache::now() {
    timespec at{};
    clock_gettime(CLOCK_REALTIME_COARSE, &at);
    if (at.tv_sec != second_) {
        second_ = at.tv_sec;
        // strftime would ask the locale.
        constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        std::tm parts{};
        gmtime_r(&at.tv_sec, &parts);
        const auto two = [this](int number) {
            text_.push_back(static_cast<char>('0' + number / 10));
            text_.push_back(static_cast<char>('0' + number % 10));
        };
        text_.assign(days[parts.tm_wday]).append(", ");
        two(parts.tm_mday);
        text_.append(" ").append(months[parts.tm_mon]).append(" ");
        append_number(text_, static_cast<std::uint64_t>(parts.tm_year + 1900));
        text_.append(" ");
        two(parts.tm_hour);
        text_.append(":");
        two(parts.tm_min);
        text_.append(":");
        two(parts.tm_sec);
        text_.append(" GMT");
    }
    return text_;
}

void write_response(OutQueue& out, const Response& response, AnswerTo answer, std::string_view date) {
    std::string& head = out.tail();
    append_start(head, response, date);
    // These two never have a body, and a length would promise one to old readers.
    const bool bodyless = response.status == 204 || response.status == 304;
    const std::size_t length = response.body ? response.body->size() : 0;
    if (!bodyless) {
        if (response.body) append_content_type(head, response);
        head.append("Content-Length: ");
        append_number(head, length);
        head.append("\r\n");
    }
    head.append(response.fields);
    if (answer.close) head.append("Connection: close\r\n");
    head.append("\r\n");
    if (bodyless || answer.head_request || length == 0) return;
    if (length <= inline_bytes_max) {
        head.append(*response.body);
    } else {
        out.push(response.body);
    }
}

void write_stream_head(std::string& out, const Response& head, bool chunked, std::string_view date) {
    append_start(out, head, date);
    append_content_type(out, head);
    if (chunked) out.append("Transfer-Encoding: chunked\r\n");
    out.append(head.fields).append("Connection: close\r\n\r\n");
}

}  // namespace bs::http
