// The log of a file, folded by the rules of the domain and compared with the tables. Trusts nothing that it reads.
#pragma once

#include "store/sqlite/connection.h"
#include "store/sqlite/verify.h"

#include <functional>
#include <string>

namespace bs::sqlite {

struct FoldResult {
    std::int64_t batches = 0;  // that were created by an event which is still there
};

// Tells `found` what is wrong, until that returns false.
[[nodiscard]] Outcome<FoldResult> compare_with_fold(Connection& connection, const VerifyProgress& progress,
                                                    const std::function<bool(std::string)>& found);

}  // namespace bs::sqlite
