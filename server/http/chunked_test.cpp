#include "http/chunked.h"

#include <gtest/gtest.h>

#include <string>

namespace bs::http {
namespace {

// What comes out, in pieces of `step` bytes: content, then "|" and what was left over; "broken" or "more" otherwise.
std::string decode(std::string_view bytes, std::size_t step) {
    ChunkedDecoder decoder;
    std::string content;
    std::size_t at = 0;
    while (at < bytes.size() && !decoder.is_done() && !decoder.is_broken()) {
        at += decoder.feed(bytes.substr(at, step), [&](std::string_view piece) { content.append(piece); });
    }
    if (decoder.is_broken()) return "broken";
    return decoder.is_done() ? content + "|" + std::string(bytes.substr(at)) : "more";
}

TEST(ChunkedDecoder, DecodesTheSameHoweverTheBytesCome) {
    struct Row {
        std::string_view bytes;
        std::string_view want;
    };
    for (const Row& row : {
             Row{"0\r\n\r\n", "|"},
             Row{"5\r\nhello\r\n0\r\n\r\nGET", "hello|GET"},
             Row{"00005\r\nhello\r\n000\r\n\r\n", "hello|"},
             Row{"A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789|"},
             Row{"2;a=b\r\nhi\r\n0;x\r\n\r\n", "hi|"},
             Row{"2\r\nhi\r\n0\r\nTrailer: value\r\nOther: \xc3\xa9\r\n\r\nnext", "hi|next"},
             Row{"2\r\n\r\n\r\n0\r\n\r\n", "\r\n|"},
             Row{"2\r\nhi\r\n0\r\n", "more"},
             Row{"", "more"},
         }) {
        for (const std::size_t step : {1U, 2U, 3U, 1000U}) EXPECT_EQ(decode(row.bytes, step), row.want) << row.bytes;
    }
}

TEST(ChunkedDecoder, RefusesEverythingThatCouldBeReadInTwoWays) {
    using namespace std::string_view_literals;
    for (const std::string_view bytes : {
             "5\nhello\r\n0\r\n\r\n"sv,           // bare LF ends no line
             "5\rhello\r\n0\r\n\r\n"sv,           // nor does bare CR
             "5 \r\nhello\r\n0\r\n\r\n"sv,        // blank after the size
             " 5\r\nhello\r\n0\r\n\r\n"sv,        // blank before it
             "5 ;a\r\nhello\r\n0\r\n\r\n"sv,      // blank before an extension
             "0x5\r\nhello\r\n0\r\n\r\n"sv,       // prefix
             "+5\r\nhello\r\n0\r\n\r\n"sv,        // sign
             "-1\r\nhello\r\n0\r\n\r\n"sv,        // sign
             "5;a\nb\r\nhello\r\n0\r\n\r\n"sv,    // LF inside of an extension
             "5;a\0b\r\nhello\r\n0\r\n\r\n"sv,    // NUL inside of an extension
             "\r\nhello\r\n0\r\n\r\n"sv,          // no size
             ";a\r\nhello\r\n0\r\n\r\n"sv,        // no size
             "5\r\nhelloX\r\n0\r\n\r\n"sv,        // longer than said
             "5\r\nhello\n0\r\n\r\n"sv,           // data ends with LF
             "FFFFFFFFFFFFFFFFF\r\nhello\r\n"sv,  // overflow
             "1000000000000000\r\nhello\r\n"sv,   // too many digits
             "0\r\n folded\r\n\r\n"sv,            // trailer begins with a blank
             "0\r\nA: b\n\r\n"sv,                 // trailer line ends with LF
             "0\r\n\rX"sv,                        // no end
         }) {
        for (const std::size_t step : {1U, 1000U}) EXPECT_EQ(decode(bytes, step), "broken") << bytes;
    }
}

TEST(ChunkedDecoder, LimitsWhatIsNotContent) {
    EXPECT_EQ(decode("1;" + std::string(20'000, 'x') + "\r\na\r\n0\r\n\r\n", 4096), "broken");
    EXPECT_EQ(decode("0\r\nA: " + std::string(20'000, 'x') + "\r\n\r\n", 4096), "broken");

    std::string small_chunks;
    for (int i = 0; i < 10'000; ++i) small_chunks += "1\r\na\r\n";
    EXPECT_EQ(decode(small_chunks + "0\r\n\r\n", 4096), std::string(10'000, 'a') + "|");
}

}  // namespace
}  // namespace bs::http
