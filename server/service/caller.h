// Who asks. Every command carries one, so that logins, roles and tokens have their door from the first day.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace bs {

struct Caller {
    std::string actor;  // as the caller named itself; empty: unknown
    std::string request_id;
    std::string traceparent;  // empty: none
};

// The same key with the same hash is the same request, sent again.
struct IdempotencyKey {
    std::string key;
    std::array<std::uint8_t, 32> request_hash{};
};

struct CommandContext {
    Caller caller;
    std::optional<IdempotencyKey> idempotency;
};

}  // namespace bs
