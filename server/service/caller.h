// Who asks. Every command carries one, so that logins, roles and tokens have their door from the first day.
#pragma once

#include "base/trace_context.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace bs {

// A request that is part of somebody's trace. BetStream records no spans, so what follows from the request is told to
// follow from the caller's own span: the only one that can be looked up. Our span is a name for what was done here, and
// stands in the answer and in the log.
struct CallerTrace {
    TraceContext context;  // the caller's
    SpanId our_span{};

    [[nodiscard]] TraceContext ours() const { return {context.trace_id, our_span, context.flags}; }
};

struct Caller {
    std::string actor;  // as the caller named itself; empty: unknown
    std::string request_id;
    std::optional<CallerTrace> trace;  // no trace is begun here

    [[nodiscard]] std::optional<std::string> trace_id() const {
        return trace ? std::optional(to_hex(trace->context.trace_id)) : std::nullopt;
    }
    [[nodiscard]] std::optional<std::string> span_id() const {
        return trace ? std::optional(to_hex(trace->our_span)) : std::nullopt;
    }
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
