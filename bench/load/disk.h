// How long the disk takes to make one small write durable.
#pragma once

#include <string>

namespace bs::bench {

// Appends 4 KiB to a file of `directory` and flushes it, `rate` times per second; prints a JSON line.
void probe_disk(const std::string& directory, double rate, double seconds);

}  // namespace bs::bench
