// A day in the life of a store, short enough to be repeated with a fault at each of its steps: every kind of commit,
// checkpoints between them.
#pragma once

#include "store/sqlite/sqlite_store.h"
#include "store/testing/desk.h"

#include <string>
#include <vector>

namespace bs::testing {

// Small thresholds, so that a short day meets everything.
[[nodiscard]] SqliteOptions small_options(const std::string& directory);

inline constexpr std::size_t steps_of_a_day = 9;
// One commit. Steps need the ones before; one that was refused may be tried again.
[[nodiscard]] Result<> live_step(Desk& desk, Store& store, std::size_t step);

}  // namespace bs::testing
