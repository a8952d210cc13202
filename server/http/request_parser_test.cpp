// The guard, rule by rule, without sockets.
#include "http/request_parser.h"

#include "base/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace bs::http {
namespace {

using namespace std::string_view_literals;
using State = RequestParser::State;

struct Outcome {
    State state{};
    ErrorCode code{};
    std::string detail;
    std::size_t used = 0;
};

Outcome parse(RequestParser& parser, std::string_view bytes, std::size_t step = 1'000'000) {
    std::size_t used = 0;
    std::size_t shown = 0;
    for (;;) {
        used += parser.feed(bytes.substr(used, shown - used));
        const State state = parser.state();
        if (state == State::complete || state == State::refused) break;
        if (state == State::head_done) continue;
        if (shown == bytes.size()) break;
        shown = std::min(bytes.size(), shown + step);
    }
    return {parser.state(), parser.error().code, parser.error().detail, used};
}

Outcome parse(std::string_view bytes, std::size_t step = 1'000'000) {
    RequestParser parser;
    return parse(parser, bytes, step);
}

std::string get_with(std::string_view fields) { return "GET / HTTP/1.1\r\nHost: x\r\n" + std::string(fields) + "\r\n"; }
std::string post_with(std::string_view fields, std::string_view rest) {
    return "POST / HTTP/1.1\r\nHost: x\r\n" + std::string(fields) + "\r\n" + std::string(rest);
}

TEST(RequestParser, ReadsTheSameRequestHoweverItsBytesCome) {
    const std::string bytes =
        "PUT /a%20b?q=1&r=?2 HTTP/1.1\r\nHost: example.org:3001\r\nX-Thing:  two words \t\r\nEmpty:\r\n"
        "Content-Length: 5\r\n\r\nhelloGET";
    for (const std::size_t step : {1U, 2U, 7U, 1000U}) {
        RequestParser parser;
        const Outcome outcome = parse(parser, bytes, step);

        ASSERT_EQ(outcome.state, State::complete) << outcome.detail;
        EXPECT_EQ(outcome.used, bytes.size() - 3);
        const Request& request = parser.request();
        EXPECT_EQ(request.method, Method::put);
        EXPECT_EQ(request.path, "/a%20b");
        EXPECT_EQ(request.query, "q=1&r=?2");
        EXPECT_EQ(*request.find("x-thing"), "two words");
        EXPECT_EQ(*request.find("empty"), "");
        EXPECT_EQ(request.find("absent"), nullptr);
        EXPECT_EQ(request.body, "hello");
        EXPECT_TRUE(parser.keep_alive());
    }
}

TEST(RequestParser, FindsAFieldThatStandsThereOnce) {
    RequestParser parser;
    ASSERT_EQ(parse(parser, get_with("A: 1\r\nB: 2\r\nC: 3\r\nb: 2\r\n")).state, State::complete);
    const Request& request = parser.request();
    ASSERT_NE(request.find_only("c"), nullptr);
    EXPECT_EQ(*request.find_only("c"), "3");
    EXPECT_EQ(request.find_only("b"), nullptr);
    EXPECT_EQ(request.find_only("d"), nullptr);
}

TEST(RequestParser, IsReadyForTheNextRequestAfterReset) {
    RequestParser parser;
    ASSERT_EQ(
        parse(parser, "POST /a?b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n").state,
        State::complete);
    parser.reset();
    ASSERT_EQ(parse(parser, "GET /c HTTP/1.1\r\nHost: x\r\n\r\n").state, State::complete);
    EXPECT_EQ(parser.request().query, "");
    EXPECT_EQ(parser.request().body, "");
    EXPECT_EQ(parser.request().fields.size(), 1U);
}

TEST(RequestParser, KnowsWhenTheConnectionEnds) {
    const auto keeps = [](std::string_view bytes) {
        RequestParser parser;
        EXPECT_EQ(parse(parser, bytes).state, State::complete) << bytes;
        return parser.keep_alive();
    };
    EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: x\r\nConnection: TE, Close\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(RequestParser, IgnoresUpgradesItDoesNotServe) {
    const std::string bytes =
        get_with("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ\r\n");
    EXPECT_EQ(parse(bytes).state, State::complete);
}

TEST(Guard, RefusesEveryAmbiguousHead) {
    for (const std::string& bytes : {
             // Framing.
             post_with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
             post_with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"),
             post_with("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"),
             post_with("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"),
             post_with("Content-Length: 5, 5\r\n", "hello"),
             post_with("Content-Length: 5,\r\n", "hello"),
             post_with("Content-Length: +5\r\n", "hello"),
             post_with("Content-Length: -5\r\n", "hello"),
             post_with("Content-Length: 0x5\r\n", "hello"),
             post_with("Content-Length: 5 5\r\n", "hello"),
             post_with("Content-Length: 5.0\r\n", "hello"),
             post_with("Content-Length:\r\n", "hello"),
             post_with("Content-Length: \"5\"\r\n", "hello"),
             post_with("Content-Length: 99999999999999999999\r\n", "hello"),
             post_with("Transfer-Encoding: identity\r\n", ""),
             post_with("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
             post_with("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
             post_with("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"),
             post_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
             post_with("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
             post_with("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
             post_with("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"),
             post_with("Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n"),
             post_with("Transfer-Encoding:\r\n", ""),
             post_with("Transfer-Encoding: \x0b"
                       "chunked\r\n",
                       "0\r\n\r\n"),
             std::string("POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
             // Lines.
             post_with("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
             post_with("Content-Length : 5\r\n", "hello"),
             post_with("Content-Length\t: 5\r\n", "hello"),
             post_with(" Content-Length: 5\r\n", "hello"),
             get_with("A: b\r\n folded\r\n"),
             get_with("A: b\r\n\tfolded\r\n"),
             get_with("A:\r\n b\r\n"),
             get_with("A: b\nC: d\r\n"),
             get_with("A: b\rC: d\r\n"),
             get_with("A: b\r\rC: d\r\n"),
             get_with("A: b\0c\r\n"sv),
             get_with("A: b\x7f\r\n"),
             get_with("A: b\x1b[0m\r\n"),
             get_with("A\0: b\r\n"sv),
             get_with("A(): b\r\n"),
             get_with("\xc3\xa9: b\r\n"),
             get_with(": b\r\n"),
             get_with("no colon\r\n"),
             std::string("GET / HTTP/1.1\r\n Host: x\r\n\r\n"),
             std::string("\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET / HTTP/1.1\nHost: x\n\n\r\n\r\n"),
             // Host.
             std::string("GET / HTTP/1.1\r\n\r\n"),
             std::string("GET / HTTP/1.1\r\nHost:\r\n\r\n"),
             std::string("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"),
             std::string("GET / HTTP/1.1\r\nHost: x\r\nhOST: y\r\n\r\n"),
             std::string("GET / HTTP/1.1\r\nHost: x, y\r\n\r\n"),
             std::string("GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"),
             std::string("GET / HTTP/1.1\r\nHost: u@x\r\n\r\n"),
             std::string("GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n"),
             // Request line.
             std::string("GET  / HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET /  HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET / HTTP/1.1 \r\nHost: x\r\n\r\n"),
             std::string(" GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET / HTTP/1.1\r\r\nHost: x\r\n\r\n"),
             std::string("GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n"sv),
             std::string("GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET /#a HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET x:80 HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET * HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET /\r\n\r\n"),
             std::string("GET / HTTP/2.0\r\nHost: x\r\n\r\n"),
             std::string("GET / HTTP/1.2\r\nHost: x\r\n\r\n"),
             std::string("GET / http/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET / HTTP/01.1\r\nHost: x\r\n\r\n"),
             std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
             std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11),
             // Contradictions.
             get_with("Content-Type: a\r\nContent-Type: b\r\n"),
             get_with("Idempotency-Key: a\r\nIdempotency-Key: b\r\n"),
             get_with("Origin: a\r\norigin: a\r\n"),
             get_with("Connection: close, \"\r\n"),
             post_with("Content-Length: 5\r\nExpect: 200-ok\r\n", "hello"),
         }) {
        for (const std::size_t step : {1U, 1'000'000U}) {
            const Outcome outcome = parse(bytes, step);
            EXPECT_EQ(outcome.state, State::refused) << ::testing::PrintToString(bytes);
            EXPECT_EQ(outcome.code, ErrorCode::malformed_request) << ::testing::PrintToString(bytes);
        }
    }
}

TEST(Guard, LetsUnusualButPlainRequestsThrough) {
    for (const std::string& bytes : {
             get_with("Accept: a\r\nAccept: b\r\nX-Forwarded-For: 1\r\nX-Forwarded-For: 2\r\n"),
             get_with("traceparent: 1\r\ntraceparent: 2\r\n"),
             get_with("BetStream-Actor: Jos\xc3\xa9\r\n"),
             get_with("X:\t tab \t\r\n"),
             get_with("!#$%&'*+-.^_`|~1aZ: every token character\r\n"),
             std::string("GET /{a}|b\\c\"<>^`;v=1//../%2e HTTP/1.1\r\nHost: [::1]:3001\r\n\r\n"),
             std::string("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"),
             std::string("GET / HTTP/1.0\r\n\r\n"),
             post_with("Transfer-Encoding: Chunked\r\n", "0\r\n\r\n"),
             post_with("Content-Length: 000\r\n", ""),
             post_with("content-length:0\r\n", ""),
         }) {
        EXPECT_EQ(parse(bytes).state, State::complete) << bytes << parse(bytes).detail;
    }
}

TEST(Guard, ServesNoOtherMethods) {
    for (const auto* method : {"TRACE", "PROPFIND", "get", "BREW", "LINK", "G!T"}) {
        const Outcome outcome = parse(std::string(method) + " / HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_EQ(outcome.state, State::refused);
        EXPECT_EQ(outcome.code, ErrorCode::method_not_allowed) << method;
    }
}

TEST(Guard, LimitsTheRequestLine) {
    const auto with_line = [](std::size_t length) {
        const std::string_view around = "GET  HTTP/1.1";
        return "GET /" + std::string(length - around.size() - 1, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n";
    };
    EXPECT_EQ(parse(with_line(limits::request_line_bytes_max)).state, State::complete);
    EXPECT_EQ(parse(with_line(limits::request_line_bytes_max), 1).state, State::complete);
    EXPECT_EQ(parse(with_line(limits::request_line_bytes_max + 1)).code, ErrorCode::uri_too_long);
    EXPECT_EQ(parse(with_line(limits::request_line_bytes_max + 1), 1).code, ErrorCode::uri_too_long);
    // Refused before its end came.
    EXPECT_EQ(parse("GET /" + std::string(limits::request_line_bytes_max, 'a')).code, ErrorCode::uri_too_long);
}

TEST(Guard, LimitsTheHeaders) {
    const auto with_headers = [](std::size_t length) {
        const std::string_view around = "Host: x\r\nA: \r\n\r\n";
        return get_with("A: " + std::string(length - around.size(), 'a') + "\r\n");
    };
    const auto with_fields = [](std::size_t count) {
        std::string fields;
        for (std::size_t i = 1; i < count; ++i) fields += "A: b\r\n";
        return get_with(fields);
    };
    for (const std::size_t step : {1U, 1'000'000U}) {
        EXPECT_EQ(parse(with_headers(limits::header_bytes_max), step).state, State::complete);
        EXPECT_EQ(parse(with_headers(limits::header_bytes_max + 1), step).code, ErrorCode::headers_too_large);
        EXPECT_EQ(parse(with_fields(limits::header_fields_max), step).state, State::complete);
        EXPECT_EQ(parse(with_fields(limits::header_fields_max + 1), step).code, ErrorCode::headers_too_large);
    }
    // Refused before its end came.
    EXPECT_EQ(parse("GET / HTTP/1.1\r\nA: " + std::string(limits::header_bytes_max, 'a')).code,
              ErrorCode::headers_too_large);
}

TEST(Guard, LimitsTheBodyBeforeItComes) {
    const std::string most = std::to_string(limits::body_bytes_max);
    const std::string more = std::to_string(limits::body_bytes_max + 1);
    EXPECT_EQ(parse(post_with("Content-Length: " + most + "\r\n", "")).state, State::body);
    EXPECT_EQ(parse(post_with("Content-Length: " + more + "\r\n", "")).code, ErrorCode::body_too_large);

    EXPECT_EQ(parse(post_with("Transfer-Encoding: chunked\r\n", "800001\r\n")).code, ErrorCode::body_too_large);
    std::string chunks = "800000\r\n" + std::string(limits::body_bytes_max, 'a') + "\r\n";
    EXPECT_EQ(parse(post_with("Transfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n")).state, State::complete);
    EXPECT_EQ(parse(post_with("Transfer-Encoding: chunked\r\n", chunks + "1\r\n")).code, ErrorCode::body_too_large);
}

TEST(Guard, RefusesABodyThatIsNotValidlyChunked) {
    EXPECT_EQ(parse(post_with("Transfer-Encoding: chunked\r\n", "5\nhello\r\n0\r\n\r\n")).code,
              ErrorCode::malformed_request);
}

}  // namespace
}  // namespace bs::http
