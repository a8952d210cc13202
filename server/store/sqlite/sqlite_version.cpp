#include "store/sqlite/sqlite_version.h"

#include <sqlite3.h>

namespace bs {

std::string_view sqlite_version() { return sqlite3_libversion(); }

}  // namespace bs
