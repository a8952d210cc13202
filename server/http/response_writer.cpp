#include "http/response_writer.h"

#include <charconv>
#include <cstdint>
#include <ctime>

namespace bs::http {
namespace {

// Bodies up to here are copied behind their head: cheaper than another part for the kernel to walk.
constexpr std::size_t inline_bytes_max = 2048;

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 207:
            return "Multi-Status";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 421:
            return "Misdirected Request";
        case 422:
            return "Unprocessable Content";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 502:
            return "Bad Gateway";
        case 503:
            return "Service Unavailable";
        case 504:
            return "Gateway Timeout";
        case 507:
            return "Insufficient Storage";
        default:
            return "Status";
    }
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
