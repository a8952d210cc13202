// What an examination says of one thing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bs::cli {

enum class Health : std::uint8_t {
    good,
    doubtful,  // it works, and may not for long
    bad,
};

struct Finding {
    Health health{};
    std::string subject;  // "disk", "stream"
    std::string detail;   // what was seen
    std::string repair;   // what to do about it; empty when it is good
};

using Findings = std::vector<Finding>;

}  // namespace bs::cli
