#include "api/parameters.h"

#include "base/utf8.h"

#include <utility>

namespace bs {
namespace {

void append_escaped(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,:";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (unreserved.find(c) != std::string_view::npos) {
            out += c;
        } else {
            out.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 0xFU]);
        }
    }
}

std::string link_without_cursor(const Call& call) {
    std::string link = "Link: <" + call.request.path + "?";
    for (const auto& [name, value] : call.query) {
        if (name == "cursor") continue;
        link += name + "=";
        append_escaped(link, value);
        link += "&";
    }
    return link + "cursor=";
}

Result<std::optional<Timestamp>> parse_time(const Call& call, std::string_view name) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    const auto time = parse_timestamp(*text);
    if (!time) return fail(bad_parameter(name, "expected RFC 3339 in UTC, such as 2026-01-31T12:00:00Z"));
    return time;
}

}  // namespace

Result<bool> parse_flag(const Call& call, std::string_view name, bool fallback) {
    const auto word = call.parameter(name);
    if (!word) return fallback;
    if (*word == "true") return true;
    if (*word == "false") return false;
    return fail(bad_parameter(name, "expected true or false"));
}

Result<std::int64_t> parse_number(const Call& call, std::string_view name, std::int64_t min, std::int64_t max,
                                  std::int64_t fallback) {
    const auto text = call.parameter(name);
    if (!text) return fallback;
    const auto number = *text == "0" ? std::optional<std::int64_t>(0) : parse_id(*text);
    if (number && *number >= min && *number <= max) return *number;
    return fail(bad_parameter(name, "expected a number from " + std::to_string(min) + " to " + std::to_string(max)));
}

Result<std::optional<std::int64_t>> parse_optional_id(const Call& call, std::string_view name, std::string_view what) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    const auto id = parse_id(*text);
    if (!id) return fail(bad_parameter(name, "expected " + std::string(what)));
    return id;
}

Result<std::optional<std::string>> parse_text(const Call& call, std::string_view name, std::size_t chars_max) {
    const auto text = call.parameter(name);
    if (!text) return std::nullopt;
    if (text->empty() || !is_valid_utf8(*text) || count_code_points(*text) > chars_max) {
        return fail(bad_parameter(name, "expected 1 to " + std::to_string(chars_max) + " characters of UTF-8"));
    }
    return std::string(*text);
}

Result<std::vector<BatchStatus>> parse_statuses(const Call& call) {
    std::vector<BatchStatus> statuses;
    const auto list = call.parameter("status");
    if (!list) return statuses;
    // An empty list is somebody's mistake; taken for "no filter" it would show them everything.
    if (list->empty()) return fail(bad_parameter("status", "expected at least one status"));
    BS_CHECK(for_each_part(*list, [&](std::string_view word) -> Result<> {
        const auto status = parse_batch_status(word);
        if (!status) {
            return fail(bad_parameter(
                "status", "\"" + std::string(word) + "\" is not one of created, active, submitted, completed"));
        }
        statuses.push_back(*status);
        return {};
    }));
    return statuses;
}

Result<TimeRange> parse_time_range(const Call& call) {
    TimeRange range;
    BS_TRY(range.from, parse_time(call, "from"));
    BS_TRY(range.to, parse_time(call, "to"));
    if (range.from && range.to && *range.to < *range.from)
        return fail(bad_parameter("to", "this is before the beginning, `from`"));
    return range;
}

Queries::Done answer_page(Call& call) {
    return [link = link_without_cursor(call), exchange = std::move(call.exchange)](Result<ReadAnswer> read) mutable {
        if (!read || !read->next) return std::move(exchange).answer(std::move(read));
        link += *read->next;
        link += ">; rel=\"next\"\r\n";
        std::move(exchange).answer(std::move(read), link);
    };
}

}  // namespace bs
