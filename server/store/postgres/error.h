// From what Postgres says to what the rest of BetStream understands.
#pragma once

#include "base/result.h"
#include "store/postgres/connection.h"

#include <type_traits>
#include <utility>

namespace bs::postgres {

// Another transaction was faster: the same again, on what is true now, may succeed.
[[nodiscard]] bool is_collision(const Failure& failure);

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

}  // namespace bs::postgres
