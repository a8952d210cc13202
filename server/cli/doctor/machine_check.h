// The machine and the database file as `serve` would find them.
#pragma once

#include "cli/doctor/finding.h"

#include <cstdint>
#include <string>

namespace bs::cli {

[[nodiscard]] Findings check_machine();
// `database` as for `serve`.
[[nodiscard]] Findings check_database_place(const std::string& database);

// Pure, for tests.
[[nodiscard]] Finding judge_space(const std::string& directory, std::uint64_t free_bytes, std::uint64_t total_bytes);
[[nodiscard]] Finding judge_log_size(std::uint64_t wal_bytes);

}  // namespace bs::cli
