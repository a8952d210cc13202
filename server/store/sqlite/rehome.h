// After a failed flush nobody knows what the disk holds: Linux may have dropped pages that it calls clean. So the file
// is read whole, verified, and written anew before anything is added to it.
#pragma once

#include "base/result.h"
#include "store/sqlite/files.h"

namespace bs::sqlite {

// Does nothing unless the last run left its mark. Can be killed anywhere and started again.
[[nodiscard]] Result<> rehome_if_poisoned(const Paths& paths);

}  // namespace bs::sqlite
