#include "store/postgres/error.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace bs::postgres {
namespace {

// https://www.postgresql.org/docs/current/errcodes-appendix.html
constexpr std::array<std::string_view, 5> collisions{
    "40001",  // serialization_failure
    "40P01",  // deadlock_detected
    "55P03",  // lock_not_available: lock_timeout is over
    "23505",  // unique_violation: the name or the key was free when we looked
    "25P03",  // idle_in_transaction_session_timeout
};

}  // namespace

bool is_collision(const Failure& failure) {
    return std::ranges::find(collisions, failure.sqlstate) != collisions.end();
}

Error to_error(const Failure& failure) {
    if (is_collision(failure)) {
        return {
            ErrorCode::collided, "another node changed the same things at the same time; nothing was applied", {}, {}};
    }
    if (failure.sqlstate == "22012") {  // division_by_zero: see BS_EXPECT_CHANGED in group_writes.cpp
        return {ErrorCode::internal, "there is no such row to change; nothing was applied", {}, {}};
    }
    if (failure.sqlstate == "53100") {  // disk_full
        return {ErrorCode::storage_full, "the database has no room left; nothing was applied", {}, {}};
    }
    const std::string state = failure.is_lost() ? "" : " (" + failure.sqlstate + ")";
    return {ErrorCode::unavailable, "the database cannot be used: " + failure.message + state, {}, {}};
}

}  // namespace bs::postgres
