// W3C trace context (https://www.w3.org/TR/trace-context/): which trace a request belongs to, and which operation of it
// asks. Read from the header `traceparent`, written in the one form that we know, version 00.
#pragma once

#include "base/random.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bs {

using TraceId = std::array<std::uint8_t, 16>;
using SpanId = std::array<std::uint8_t, 8>;

struct TraceContext {
    TraceId trace_id{};
    SpanId span_id{};        // of the operation that says this; `parent-id` in the header
    std::uint8_t flags = 0;  // sampled (1) and random-trace-id (2), as whoever began the trace set them

    friend bool operator==(const TraceContext&, const TraceContext&) = default;
};

// Nothing when the header is not valid: then there is no trace, as the specification wants it. Of a version that is not
// known yet the part that all versions share is read. Flags without a meaning are dropped.
[[nodiscard]] std::optional<TraceContext> parse_traceparent(std::string_view header);
// "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01": the value of `traceparent`, and of `traceresponse`.
[[nodiscard]] std::string to_string(const TraceContext& context);

// Never all zeros, which would be no id.
[[nodiscard]] SpanId make_span_id(RandomSource& random);

// An id as everybody writes it: hexadecimal, in lower case.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> id);

}  // namespace bs
