// What a request is and what an answer is, for every room that speaks HTTP. No sockets here, no bets either.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bs::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options };

[[nodiscard]] std::string_view to_word(Method method);

struct Field {
    std::string name;  // lower case
    std::string value;
};

// One request that passed the guard: its framing is unambiguous, its target is in origin form, its fields hold no
// control characters. Lives in its connection until the answer was handed over.
struct Request {
    Method method{};
    bool http_1_0 = false;
    std::string path;   // still percent-encoded, without the query
    std::string query;  // still percent-encoded, without '?'
    std::vector<Field> fields;
    std::string body;
    std::string peer;  // "127.0.0.1:40312", for the log

    // The value of the only field of this lower-case name; the guard refused duplicates of those that matter.
    [[nodiscard]] const std::string* find(std::string_view name) const;
    // The same of a field that the guard lets pass when it is repeated: nothing then.
    [[nodiscard]] const std::string* find_only(std::string_view name) const;
    // As find(), empty where there is none.
    [[nodiscard]] std::string_view value(std::string_view name) const;
};

// An answer. `body` is shared so that a cache can hand out the same bytes to everyone without a copy.
struct Response {
    int status = 200;
    std::string_view content_type = "application/json";  // of static storage
    std::string fields;                       // further header lines, each "Name: value\r\n"; built with add_field
    std::shared_ptr<const std::string> body;  // null: no body
    bool close = false;                       // end the connection after this answer

    // `value` must hold no control characters: values from outside are checked where they come in.
    Response& add_field(std::string_view name, std::string_view value);
};

[[nodiscard]] Response text_response(int status, std::string_view content_type, std::string body);

}  // namespace bs::http
