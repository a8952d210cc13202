// Query parameters as what they mean. A wrong value is `malformed_request` and names its parameter.
#pragma once

#include "api/call.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/batch.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bs {

// Calls `each` with every part of a comma-separated list; stops at the first refusal.
template <class Each>
Result<> for_each_part(std::string_view list, Each each) {
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        BS_CHECK(each(list.substr(0, comma)));
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return {};
}

// `true` or `false`, or `fallback` when the parameter is absent.
[[nodiscard]] Result<bool> parse_flag(const Call& call, std::string_view name, bool fallback);
// A number between `min` and `max`, or `fallback` when the parameter is absent.
[[nodiscard]] Result<std::int64_t> parse_number(const Call& call, std::string_view name, std::int64_t min,
                                                std::int64_t max, std::int64_t fallback);
// A positive number, if the parameter is there; `what` it should have been.
[[nodiscard]] Result<std::optional<std::int64_t>> parse_optional_id(const Call& call, std::string_view name,
                                                                    std::string_view what);
// 1 to `chars_max` characters of UTF-8, if the parameter is there.
[[nodiscard]] Result<std::optional<std::string>> parse_text(const Call& call, std::string_view name,
                                                            std::size_t chars_max);
// `status=created,active`; empty when it is absent.
[[nodiscard]] Result<std::vector<BatchStatus>> parse_statuses(const Call& call);

// [from, to)
struct TimeRange {
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
};
// `from` and `to`, each of them optional.
[[nodiscard]] Result<TimeRange> parse_time_range(const Call& call);

// Answers a page of a list, with a Link to the following one if there is one: the same request, but for its `cursor`.
// Takes the exchange out of the call.
[[nodiscard]] Queries::Done answer_page(Call& call);

}  // namespace bs
