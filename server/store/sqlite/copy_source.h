// Everything that a SQLite file holds, table by table, for another store.
#pragma once

#include "base/result.h"
#include "store/copy.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace bs {

// Of a file that this process has open as a store, so that nobody writes to it meanwhile.
[[nodiscard]] Result<std::uint64_t> count_sqlite_rows(const std::string& path, std::string_view table);
[[nodiscard]] Result<> read_sqlite_table(const std::string& path, std::string_view table, const TakeChunk& take);

}  // namespace bs
