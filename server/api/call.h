// A routed request: the exchange, the path's ids, the query, preconditions. Handlers take it apart.
#pragma once

#include "api/exchange.h"
#include "base/id.h"
#include "base/result.h"
#include "http/message.h"
#include "http/router.h"
#include "service/caller.h"
#include "service/commands.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bs {

struct Services;

struct Call {
    Services& services;
    http::Request& request;
    http::PathParams params;
    QueryParameters query;
    std::optional<IdempotencyKey> idempotency;
    Exchange exchange;

    // The value of a query parameter; nothing when it is absent.
    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
    // The version that If-Match names. A tag that cannot be one of ours matches no version: -1.
    [[nodiscard]] std::optional<std::int64_t> if_match() const;
    [[nodiscard]] CommandContext context() const { return {exchange.caller(), idempotency}; }

    // The path's ids: `not_found` when a segment is no id at all.
    template <class IdType>
    [[nodiscard]] Result<IdType> path_id(std::size_t index) const {
        BS_TRY(const std::int64_t value, path_number(index));
        return IdType{value};
    }
    [[nodiscard]] Result<BatchPath> batch_path() const;

private:
    [[nodiscard]] Result<std::int64_t> path_number(std::size_t index) const;
};

// A positive decimal number without sign and needless zeros.
[[nodiscard]] std::optional<std::int64_t> parse_id(std::string_view text);

// `malformed_request` that names a query parameter.
[[nodiscard]] Error bad_parameter(std::string_view name, std::string detail);

}  // namespace bs
