// Where the data is: `--database` as an address, and the store behind it.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "cli/options.h"
#include "store/store.h"

#include <memory>
#include <string>
#include <string_view>

namespace bs::cli {

// Everything wrong with an address; `invalid_field`.
[[nodiscard]] Result<> check_database(const std::string& database);
// Without a password.
[[nodiscard]] std::string shown_database(const std::string& database);

[[nodiscard]] bool is_postgres(std::string_view database);
// "sqlite:betstream.db", "sqlite://dir/x.db?mode=rwc" and "sqlite:///var/lib/x.db" as paths; `invalid_field` for
// everything else.
[[nodiscard]] Result<std::string> sqlite_path(std::string_view database);

[[nodiscard]] Result<std::unique_ptr<Store>> open_store(const ServeOptions& options, const Clock& clock);

}  // namespace bs::cli
