// One line for a person per event of the stream.
#pragma once

#include "base/json.h"
#include "cli/terminal.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace bs::cli {

// Turns events into lines, and learns the names of accounts on the way.
class EventLines {
public:
    explicit EventLines(const Terminal& terminal) : terminal_(terminal) {}

    void name_account(std::int64_t id, std::string name) { account_names_[id] = std::move(name); }

    // "2026-01-31 12:03:00  ana  main  bet 31 (1/2/3) successful, stake 10.0 ..." without a line end. Text that is not
    // the JSON of an event comes back as it is, made printable.
    [[nodiscard]] std::string line(std::string_view data);

private:
    [[nodiscard]] std::string account_name(json::Value event);

    const Terminal& terminal_;
    std::map<std::int64_t, std::string> account_names_;
};

}  // namespace bs::cli
