// Writers that send work over kept connections, and subscribers that receive what comes of it.
#pragma once

#include "work.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace bs::bench {

struct DriveOptions {
    std::uint16_t port = 0;
    std::size_t writers = 1;
    std::size_t subscribers = 0;
    std::string stream_path;
    std::size_t undelivered = 0;  // publishes on their way to the subscribers at most; 0: as many as there are writers
    double rate = 0;              // per second, whether or not the writers get through; 0: a writer sends when it may
    double warm_up = 0.5;         // seconds that do not count
    double seconds = 0;           // that count; 0: until `requests` were sent
    std::uint64_t requests = 0;
};

// Runs it and prints a JSON line. Without a rate each writer waits for its answer, and for the slowest subscriber when
// too many publishes are on their way. Throws when an answer is not 2xx, and when a subscriber misses an event,
// gets one twice or gets it out of order.
void drive(const DriveOptions& options, Work& work);

}  // namespace bs::bench
