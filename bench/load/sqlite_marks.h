// The peer of the server's write path: the same rows, by a plain loop on SQLite in one process.
#pragma once

#include "marks.h"

#include <cstdint>
#include <string>

namespace bs::bench {

struct SqliteMarksOptions {
    std::string path;  // a copy of a database of the server, which knows at least one mark
    std::int64_t account_id = 0;
    std::uint64_t from = 0;   // marks were written before
    std::uint64_t marks = 0;  // how many to write; 0: for `seconds`
    double seconds = 0;
    double group = 1;  // marks per commit; of a fraction, on average
};

// Writes the marks and prints a JSON line. It has nothing to read, to decide or to encode: only to write.
void mark_in_sqlite(const SqliteMarksOptions& options, const MarkSequence& marks);

}  // namespace bs::bench
