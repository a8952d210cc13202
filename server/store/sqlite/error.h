// From what SQLite says to what the rest of BetStream understands.
#pragma once

#include "base/result.h"
#include "store/sqlite/connection.h"

#include <utility>

namespace bs::sqlite {

// There was no room, and nothing of the statement was kept: the disk, or the quota.
[[nodiscard]] bool is_full(const Failure& failure);
// The file may be damaged: nothing may build on it before it was verified.
[[nodiscard]] bool is_damage(const Failure& failure);

// The error of something that changed nothing.
[[nodiscard]] Error to_error(const Failure& failure);

template <class T>
[[nodiscard]] Result<T> to_result(Outcome<T> outcome) {
    if (!outcome) return std::unexpected(to_error(outcome.error()));
    if constexpr (std::is_void_v<T>) {
        return {};
    } else {
        return *std::move(outcome);
    }
}

}  // namespace bs::sqlite
