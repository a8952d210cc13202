// Where a server without logins may listen. Pure.
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

// Without logins only loopback, unless the operator says in so many words that everybody may come in.
[[nodiscard]] std::optional<Error> refuse_addresses(const std::vector<std::string>& addresses, bool insecure_no_auth);

// "127.0.0.1:3001" as "http://localhost:3001" for a browser; other addresses as they are.
[[nodiscard]] std::string url_of(std::string_view address);

}  // namespace bs::cli
