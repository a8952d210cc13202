// Addresses of databases, as libpq reads them. See
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING
#pragma once

#include <string>

namespace bs::postgres {

// What is wrong with it; empty: nothing.
[[nodiscard]] std::string problem_with_url(const std::string& url);
// Without anything secret; for people.
[[nodiscard]] std::string shown_url(const std::string& url);

}  // namespace bs::postgres
