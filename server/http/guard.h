// The rules that keep message boundaries unambiguous. Whatever is not plainly right is refused, and the connection is
// closed: a proxy in front may have read it differently (request smuggling). Pure functions.
#pragma once

#include "base/result.h"
#include "http/message.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace bs::http {

// Where the head ends (after its empty line) in bytes that came so far; nothing while it is incomplete. Refuses as
// early as possible what can become no acceptable head. `searched` remembers what earlier calls looked at; start it at
// 0.
[[nodiscard]] Result<std::optional<std::size_t>> find_head_end(std::string_view bytes, std::size_t& searched);

// Looks at the raw lines, before any parser could smooth them out: line ends, control characters, folded fields,
// blanks before the colon, form of the target, number of fields.
[[nodiscard]] Result<> check_raw_head(std::string_view head);

// How the body is delimited, and what else the head says about the connection.
struct Framing {
    bool chunked = false;
    std::uint64_t content_length = 0;  // when not chunked
    bool expects_continue = false;

    [[nodiscard]] bool has_body() const { return chunked || content_length > 0; }
};

// Looks at the parsed fields: Host, Content-Length, Transfer-Encoding, Expect, duplicates.
[[nodiscard]] Result<Framing> check_fields(const Request& request);

}  // namespace bs::http
