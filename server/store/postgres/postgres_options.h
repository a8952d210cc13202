// What may be chosen about a Postgres store. The defaults are for production; tests make some smaller.
#pragma once

#include "store/retention_limits.h"

#include <chrono>
#include <string>

namespace bs {

struct PostgresOptions {
    std::string url;  // as libpq reads it; may hold a password: never shown
    // Go on although the server's settings may lose what was answered; said in the banner and on /readyz.
    bool allow_weak_durability = false;
    std::chrono::milliseconds snapshot_limit{2'000};
    // How long one round trip may take, lock waits and the flush included.
    std::chrono::milliseconds exchange_limit{10'000};
    // How long a row may be held by another node.
    std::chrono::milliseconds lock_limit{5'000};
    // A command waits so long for a database that is away, and so long for the outcome of a commit without an answer.
    std::chrono::milliseconds patience{8'000};
    std::chrono::milliseconds poll_interval{250};
    RetentionLimits retention;
};

}  // namespace bs
