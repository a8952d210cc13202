// Subscribers that only wait, for whoever measures what that costs the server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bs::bench {

// For each count: subscribes up to so many, prints the count, and goes on when it reads a line.
void hold(std::uint16_t port, const std::string& path, const std::vector<std::size_t>& counts);

}  // namespace bs::bench
