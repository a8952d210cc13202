// One row by its key, for searches by time (store/time_search.h).
#pragma once

#include "base/time.h"
#include "store/postgres/connection.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace bs::postgres {

using Entry = std::optional<std::pair<std::int64_t, Timestamp>>;

// Key and time of the first row that `first_from` finds from this key on.
[[nodiscard]] inline Outcome<Entry> find_entry(Connection& connection, const Sql& first_from, std::int64_t key,
                                               std::chrono::milliseconds limit) {
    const auto rows = connection.run(limit, first_from, Values::of(key));
    if (!rows) return std::unexpected(rows.error());
    Entry entry;
    rows->each([&](Row& row) {
        entry.emplace();
        row.read(entry->first, entry->second);
    });
    return entry;
}

}  // namespace bs::postgres
