// The schema, as the steps that made it. A step that was released never changes.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "store/schema_state.h"
#include "store/sqlite/connection.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace bs::sqlite {

// "BetS" in ASCII: tells `file` and us what this is.
inline constexpr std::int64_t application_id = 0x42657453;

// The one that migrate() leads to.
[[nodiscard]] std::size_t newest_schema();
// Refuses files that are not ours.
[[nodiscard]] Result<SchemaState> schema_of(Connection& connection, const std::string& path);
// Brings the file to the newest schema, one transaction for each step. Refuses files that are not ours, and those of a
// newer BetStream. `outcome_unknown`: the disk failed, and the file needs to be verified.
[[nodiscard]] Result<> migrate(Connection& connection, const std::string& path, Timestamp now);

}  // namespace bs::sqlite
