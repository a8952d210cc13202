// Whether a database holds what it says: its structure, the sums that are kept beside rows, and the log, whose fold
// must give the tables. For a file that nobody writes to: a backup, or the database of a server that is stopped.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bs {

struct Verification {
    std::vector<std::string> findings;  // what is wrong, in sentences, the first `findings_max`; empty: nothing
    bool is_backup = false;             // sealed: then every value was compared with its digest, too
    std::string cursor;                 // the state is that as of this event
    std::string made_at;                // of a backup
    std::int64_t accounts = 0;
    std::int64_t batches = 0;
    std::int64_t bets = 0;
    std::int64_t events = 0;
    std::int64_t batches_folded = 0;  // their creation is still in the log

    static constexpr std::size_t findings_max = 20;
};

// Hears what is being done, and how many of how many rows it has seen.
using VerifyProgress = std::function<void(std::string_view what, std::uint64_t done, std::uint64_t total)>;

// `unavailable`: it cannot be read at all: there is none, it is in use, not ours, or of another schema.
[[nodiscard]] Result<Verification> verify_sqlite(const std::string& path, const VerifyProgress& progress);

}  // namespace bs
