// Whether events arrive through whatever stands between a client and the server: a proxy that gathers or compresses
// them delays them without an error.
#pragma once

#include "cli/api_client.h"
#include "cli/doctor/finding.h"

#include <chrono>
#include <optional>
#include <string>

namespace bs::cli {

// What was seen of a stream that was open for a few pings.
struct StreamSeen {
    int status = 0;
    std::string failure;           // it could not be opened, or broke
    std::string content_encoding;  // of the answer
    std::string cache_control;
    std::optional<std::chrono::milliseconds> hello;  // when it was there, after the request
    std::optional<std::chrono::milliseconds> ping;   // the first one, after `hello`
    std::chrono::milliseconds ping_interval{0};      // as `hello` says it
};

// Listens for at most `patience`.
[[nodiscard]] StreamSeen watch_stream(const ServerAddress& server, std::chrono::milliseconds patience);

// Pure: what that means.
[[nodiscard]] Finding judge_stream(const StreamSeen& seen);

}  // namespace bs::cli
