// One row by its key, for searches by time (store/time_search.h).
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "store/sqlite/connection.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace bs::sqlite {

// Key and time of the first row that `first_from` finds from this key on.
[[nodiscard]] inline Outcome<std::optional<std::pair<std::int64_t, Timestamp>>> find_entry(Statement& first_from,
                                                                                           std::int64_t key) {
    std::optional<std::pair<std::int64_t, Timestamp>> first;
    BS_CHECK(first_from.bind(key).each([&](Row& row) { first.emplace(row.integer(0), Timestamp{row.integer(1)}); }));
    return first;
}

}  // namespace bs::sqlite
