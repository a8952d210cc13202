#include "http/guard.h"

#include "base/ascii.h"
#include "base/limits.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bs::http {
namespace {

constexpr std::size_t request_head_bytes_max = limits::request_line_bytes_max + limits::header_bytes_max;

// Fields that mean one thing or nothing: two of them are a contradiction, and readers differ in which one they take.
constexpr auto single_fields = std::to_array<std::string_view>({
    "authorization",
    "betstream-actor",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expect",
    "from",
    "host",
    "idempotency-key",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "last-event-id",
    "max-forwards",
    "origin",
    "proxy-authorization",
    "range",
    "referer",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "transfer-encoding",
    "x-request-id",
});

std::unexpected<Error> malformed(std::string_view detail) {
    return fail(ErrorCode::malformed_request, std::string(detail));
}

bool is_token_char(char c) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return ascii::is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
}

bool is_control(char c) { return (c >= 0 && c < ' ') || c == 0x7f; }

Result<> check_request_line(std::string_view line) {
    if (line.size() > limits::request_line_bytes_max) {
        return fail(ErrorCode::uri_too_long, "the request line is longer than 8 KiB");
    }
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == 0 || last == first)
        return malformed("this is no HTTP request line");
    if (!std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(first), is_token_char)) {
        return malformed("the method is no token");
    }
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return malformed("only HTTP/1.1 and HTTP/1.0 are spoken here");
    if (target == "*" && line.starts_with("OPTIONS ")) return {};
    if (!target.starts_with('/')) return malformed("the request target must be a path");
    const bool plain =
        std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < 0x7f && c != '#'; });
    if (!plain) return malformed("the request target holds a character that must be percent-encoded");
    return {};
}

Result<> check_field_line(std::string_view line) {
    // A folded line begins with a blank, and then this is no token.
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return malformed("a header line has no name");
    for (const char c : line.substr(0, colon)) {
        if (!is_token_char(c)) return malformed("a header name holds a character that is not allowed");
    }
    for (const char c : line.substr(colon + 1)) {
        if (is_control(c) && c != '\t') return malformed("a header value holds a control character");
    }
    return {};
}

bool is_host(std::string_view value) {
    constexpr std::string_view marks = "-._~!$&'()*+;=:[]%";
    return !value.empty() && std::all_of(value.begin(), value.end(), [&](char c) {
        return ascii::is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
    });
}

Result<> check_duplicates(const Request& request) {
    for (auto at = request.fields.begin(); at != request.fields.end(); ++at) {
        const bool repeated =
            std::any_of(request.fields.begin(), at, [&](const Field& f) { return f.name == at->name; });
        if (repeated && std::ranges::find(single_fields, at->name) != single_fields.end()) {
            return malformed("the header " + at->name + " is there more than once");
        }
    }
    return {};
}

Result<std::uint64_t> parse_content_length(std::string_view text) {
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    // from_chars would take no sign and no blank; 18 digits cannot overflow anywhere.
    if (text.empty() || text.size() > 18 || error != std::errc{} || end != text.data() + text.size()) {
        return malformed("Content-Length is no number");
    }
    return length;
}

}  // namespace

Result<std::optional<std::size_t>> find_head_end(std::string_view bytes, std::size_t& searched) {
    // Three bytes of the empty line may have been there before.
    const std::size_t end = bytes.find("\r\n\r\n", searched < 3 ? 0 : searched - 3);
    if (end != std::string_view::npos && end + 4 <= request_head_bytes_max) return end + 4;
    const std::size_t line_end = bytes.substr(0, limits::request_line_bytes_max + 2).find("\r\n");
    if (line_end == std::string_view::npos && bytes.size() >= limits::request_line_bytes_max + 2) {
        return fail(ErrorCode::uri_too_long, "the request line is longer than 8 KiB");
    }
    if (bytes.size() > request_head_bytes_max ||
        (line_end != std::string_view::npos && bytes.size() > line_end + 2 + limits::header_bytes_max)) {
        return fail(ErrorCode::headers_too_large, "the headers are larger than 16 KiB");
    }
    // A TLS handshake, for example, would otherwise sit here until the deadline.
    if (!bytes.empty() && !is_token_char(bytes.front())) return malformed("this is not HTTP");
    searched = bytes.size();
    return std::nullopt;
}

Result<> check_raw_head(std::string_view head) {
    head.remove_suffix(2);  // the empty line
    std::size_t line_end = head.find("\r\n");
    BS_CHECK(check_request_line(head.substr(0, line_end)));
    std::size_t fields = 0;
    const std::size_t fields_start = line_end + 2;
    if (head.size() + 2 - fields_start > limits::header_bytes_max) {
        return fail(ErrorCode::headers_too_large, "the headers are larger than 16 KiB");
    }
    for (std::size_t at = fields_start; at < head.size(); at = line_end + 2) {
        line_end = head.find("\r\n", at);
        BS_CHECK(check_field_line(head.substr(at, line_end - at)));
        if (++fields > limits::header_fields_max)
            return fail(ErrorCode::headers_too_large, "more than 64 header fields");
    }
    return {};
}

Result<Framing> check_fields(const Request& request) {
    BS_CHECK(check_duplicates(request));
    Framing framing;
    const std::string* host = request.find("host");
    if (host == nullptr && !request.http_1_0) return malformed("the header host is missing");
    if (host != nullptr && !is_host(*host)) return malformed("the header host is no host");

    const std::string* coding = request.find("transfer-encoding");
    const std::string* length = request.find("content-length");
    if (coding != nullptr) {
        if (request.http_1_0) return malformed("HTTP/1.0 has no Transfer-Encoding");
        if (length != nullptr) return malformed("both Transfer-Encoding and Content-Length");
        if (!ascii::equal_ignoring_case(*coding, "chunked"))
            return malformed("the only Transfer-Encoding here is chunked");
        framing.chunked = true;
    } else if (length != nullptr) {
        BS_TRY(framing.content_length, parse_content_length(*length));
        if (framing.content_length > limits::body_bytes_max) {
            return fail(ErrorCode::body_too_large, "the body is larger than 8 MiB");
        }
    }

    const std::string* expect = request.find("expect");
    if (expect != nullptr && !request.http_1_0) {
        if (!ascii::equal_ignoring_case(*expect, "100-continue"))
            return malformed("the only expectation here is 100-continue");
        framing.expects_continue = framing.has_body();
    }
    return framing;
}

}  // namespace bs::http
