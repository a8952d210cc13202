// After a failed flush nobody knows what the disk holds: Linux may have dropped pages that it calls clean. So the file
// is read whole, verified, and written anew before anything is added to it.
#pragma once

#include "base/result.h"
#include "store/sqlite/files.h"

namespace bs::sqlite {

// The verified copy at `paths.rehoming`, flushed, becomes the database. Where it is interrupted, the next
// rehome_if_poisoned() goes on.
[[nodiscard]] Result<> move_in(const Paths& paths);

// Does nothing unless the last run left its mark. Can be killed anywhere and started again.
[[nodiscard]] Result<> rehome_if_poisoned(const Paths& paths);

}  // namespace bs::sqlite
