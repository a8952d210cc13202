// Which web origins and hosts may talk to us. An open loopback port is reachable from any page in the operator's
// browser, and by DNS rebinding from any name: without logins, Host and Origin are what keeps strangers out. Pure.
#pragma once

#include "base/result.h"
#include "http/message.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bs {

struct AccessRules {
    // Origins that may use the API from a browser, such as "http://localhost:3000"; "*" stands for all. Empty: same
    // origin only.
    std::vector<std::string> cors_origins;
    // Local mode answers only to the names of this machine and to `extra_hosts` (without ports).
    bool local = true;
    std::vector<std::string> extra_hosts;
};

// Nothing: the request may go on.
[[nodiscard]] std::optional<Error> refuse_access(const AccessRules& rules, const http::Request& request);

// The value of Access-Control-Allow-Origin for this request; empty: no CORS headers.
[[nodiscard]] std::string allowed_origin(const AccessRules& rules, const http::Request& request);

}  // namespace bs
