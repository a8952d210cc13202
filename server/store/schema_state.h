// How far the schema of a database is.
#pragma once

#include <cstddef>

namespace bs {

struct SchemaState {
    std::size_t found = 0;   // steps that it has; 0: no tables
    std::size_t newest = 0;  // steps that this program knows
};

}  // namespace bs
