// `betstream seed`: sample data for an empty server, the same as data/seed.sh gives.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "cli/api_client.h"
#include "cli/exit_code.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

// data/seed.json, as it was when this program was built.
[[nodiscard]] std::string_view seed_text();

// A line of it; data/README.md explains the members.
struct SeedRequest {
    std::string key;
    std::string as;
    std::string actor;
    std::string method;
    std::string path;
    std::string body;
};
[[nodiscard]] Result<std::vector<SeedRequest>> parse_seed(std::string_view text);

// "/api/v1/accounts/{@ana}/batches" with the id that was remembered. `internal`: there is none.
[[nodiscard]] Result<std::string> fill_in_ids(std::string_view path, const std::map<std::string, std::string>& ids);
// {+4} and {-12}: minutes from the minute of `start`, as a time.
[[nodiscard]] std::string fill_in_times(std::string_view body, Timestamp start);

// Every request has an idempotency key of its own: a second run changes nothing, one after an interruption completes.
[[nodiscard]] ExitCode seed(const std::string& url);

}  // namespace bs::cli
