// The operator console as files: its page, for every address that the console knows, and what the page loads.
#pragma once

#include "api/exchange.h"
#include "http/message.h"

#include <string_view>

namespace bs {

// A browser that opens a page, not a program.
[[nodiscard]] bool wants_html(const http::Request& request);

// Whether the console answers this: a browser at one of its pages, or a file that lies beside its index.html.
[[nodiscard]] bool is_of_console(const http::Request& request);

// An asset in the encoding that suits, 304 when the client has it; `fields` are header lines. Not found: a problem.
void answer_asset(Exchange exchange, const http::Request& request, std::string_view path, std::string_view fields);

}  // namespace bs
