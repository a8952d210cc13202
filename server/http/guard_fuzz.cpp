// The guard against arbitrary bytes in arbitrary pieces: it never crashes, pieces make no difference, and every request
// that it accepts ends where an independent reading of Content-Length and chunked framing ends it.
#include "base/check.h"
#include "base/limits.h"
#include "http/request_parser.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bs::http {
namespace {

struct Accepted {
    std::size_t end = 0;  // offset behind the request
    std::string body;

    friend bool operator==(const Accepted&, const Accepted&) = default;
};

// Every request at the front of `bytes`, which come in pieces of the sizes in `steps`, over and over.
std::vector<Accepted> accepted_in(std::string_view bytes, const std::vector<std::size_t>& steps) {
    std::vector<Accepted> accepted;
    RequestParser parser;
    std::size_t used = 0;
    std::size_t shown = 0;
    for (std::size_t turn = 0;;) {
        const std::size_t taken = parser.feed(bytes.substr(used, shown - used));
        BS_ASSERT(taken <= shown - used);
        used += taken;
        const auto state = parser.state();
        if (state == RequestParser::State::refused) return accepted;
        if (state == RequestParser::State::head_done) continue;
        if (state == RequestParser::State::complete) {
            accepted.push_back({used, parser.request().body});
            if (!parser.keep_alive()) return accepted;
            parser.reset();
            continue;
        }
        if (shown == bytes.size()) return accepted;
        shown = std::min(bytes.size(), shown + steps[turn++ % steps.size()]);
    }
}

// ---- The independent reading: slow, whole lines, no state ----

std::string lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return lowered;
}

std::optional<std::string_view> take_line(std::string_view& rest) {
    const std::size_t end = rest.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

std::optional<std::string> read_chunks(std::string_view& rest) {
    std::string body;
    for (;;) {
        const auto line = take_line(rest);
        if (!line) return std::nullopt;
        const std::string digits(line->substr(0, line->find(';')));
        if (digits.empty() || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
            return std::nullopt;
        const std::size_t size = std::stoull(digits, nullptr, 16);
        if (size == 0) break;
        if (rest.size() < size + 2 || rest.substr(size, 2) != "\r\n") return std::nullopt;
        body.append(rest.substr(0, size));
        rest.remove_prefix(size + 2);
    }
    for (;;) {
        const auto trailer = take_line(rest);
        if (!trailer) return std::nullopt;
        if (trailer->empty()) return body;
    }
}

// The body of the request at the front of `rest`, which is moved behind it. Nothing: it has no clear end.
std::optional<std::string> read_request(std::string_view& rest) {
    if (!take_line(rest)) return std::nullopt;
    std::vector<std::string> lengths;
    std::vector<std::string> codings;
    for (;;) {
        const auto line = take_line(rest);
        if (!line) return std::nullopt;
        if (line->empty()) break;
        const std::size_t colon = line->find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        const std::string name = lower(line->substr(0, colon));
        std::string value(line->substr(colon + 1));
        value.erase(0, value.find_first_not_of(" \t"));
        value.erase(value.find_last_not_of(" \t") + 1);
        if (name == "content-length") lengths.push_back(value);
        if (name == "transfer-encoding") codings.push_back(lower(value));
    }
    if (!codings.empty()) {
        if (codings.size() > 1 || codings[0] != "chunked" || !lengths.empty()) return std::nullopt;
        return read_chunks(rest);
    }
    if (lengths.empty()) return "";
    if (lengths.size() > 1 || lengths[0].find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    const std::size_t length = std::stoull(lengths[0]);
    if (rest.size() < length) return std::nullopt;
    std::string body(rest.substr(0, length));
    rest.remove_prefix(length);
    return body;
}

}  // namespace
}  // namespace bs::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bs::http;
    if (size < 2) return 0;
    // The first two bytes choose how the others are cut.
    const std::vector<std::size_t> steps = {data[0] % 16 + std::size_t{1}, data[1] + std::size_t{1}};
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);

    const std::vector<Accepted> in_pieces = accepted_in(bytes, steps);
    BS_ASSERT(in_pieces == accepted_in(bytes, {1}));
    BS_ASSERT(in_pieces == accepted_in(bytes, {bytes.size() + 1}));

    std::string_view rest = bytes;
    for (const Accepted& request : in_pieces) {
        const auto body = read_request(rest);
        BS_ASSERT(body.has_value());
        BS_ASSERT(*body == request.body);
        BS_ASSERT(bytes.size() - rest.size() == request.end);
    }
    return 0;
}
