#include "api/call.h"

#include <charconv>
#include <utility>

namespace bs {

std::optional<std::string_view> Call::parameter(std::string_view name) const {
    for (const auto& [key, value] : query) {
        if (key == name) return value;
    }
    return std::nullopt;
}

std::optional<std::int64_t> parse_id(std::string_view text) {
    if (text.empty() || text.front() < '1' || text.front() > '9') return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Error bad_parameter(std::string_view name, std::string detail) {
    return {ErrorCode::malformed_request,
            std::string(name) + ": " + detail,
            {{"?" + std::string(name), "malformed", detail}},
            {}};
}

std::optional<std::int64_t> Call::if_match() const {
    const std::string* header = request.find("if-match");
    if (header == nullptr || *header == "*") return std::nullopt;
    std::string_view tag = *header;
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') return -1;
    tag = tag.substr(1, tag.size() - 2);
    if (tag == "0") return 0;  // of what is not stored yet
    // An account's tag has more than its version in it: "3-2" is version 3.
    return parse_id(tag.substr(0, tag.find('-'))).value_or(-1);
}

Result<std::int64_t> Call::path_number(std::size_t index) const {
    if (const auto id = parse_id(params.values[index])) return *id;
    return fail(ErrorCode::not_found, "\"" + std::string(params.values[index]) + "\" is not an id");
}

Result<BatchPath> Call::batch_path() const {
    BS_TRY(const AccountId account_id, path_id<AccountId>(0));
    BS_TRY(const BatchId batch_id, path_id<BatchId>(1));
    return BatchPath{account_id, batch_id};
}

}  // namespace bs
