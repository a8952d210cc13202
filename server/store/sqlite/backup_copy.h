// A copy of the database file, byte for byte, made while nothing can change it: all that was committed is in it, a
// reader holds it, and new commits stay in the log until the copy is complete. So the copy is the state at its
// beginning.
#pragma once

#include "store/sqlite/checkpoint.h"
#include "store/sqlite/files.h"
#include "store/store.h"

#include <functional>
#include <memory>

namespace bs::sqlite {

// The writer's thread. `checkpointer` outlives it. There is room for it: the caller has checked that. `ended` is called
// once, from another thread, when there is something to settle.
[[nodiscard]] Result<std::unique_ptr<BackupCopy>> begin_backup_copy(Checkpointer& checkpointer, const Paths& paths,
                                                                    std::function<void()> ended);

}  // namespace bs::sqlite
