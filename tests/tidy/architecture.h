// The law of includes, as ARCHITECTURE.md states it. The tables of that page are what the tests enforce: there is no
// second copy to forget.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace bs::tidy {

struct Law {
    // Rooms that a room may include beside itself; `everything` for those that are bound by nothing.
    std::map<std::string, std::set<std::string>> may_include;
    std::set<std::string> everything;
    // Beginning of an outside header, such as "boost/", to the paths that may include it.
    std::map<std::string, std::set<std::string>> outside;
};

// Cells of the first markdown table whose header row has these names; nothing if there is none.
[[nodiscard]] std::optional<std::vector<std::vector<std::string>>> table_of(std::string_view markdown,
                                                                            const std::vector<std::string>& header);

// Throws with what is missing or unreadable.
[[nodiscard]] Law read_law(std::string_view architecture);

}  // namespace bs::tidy
