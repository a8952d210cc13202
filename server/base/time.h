// Points in time as the wire and the tables know them: UTC, microseconds. Intervals inside the process use
// std::chrono::steady_clock and never these.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bs {

struct Timestamp {
    std::int64_t micros{};  // since 1970-01-01T00:00:00Z
    friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

// RFC 3339 in UTC with six decimals: 2026-01-31T12:00:00.000000Z.
void append_timestamp(std::string& out, Timestamp at);
[[nodiscard]] std::string to_string(Timestamp at);
// Accepts 0 to 9 decimals and a `Z`; nothing else. Used by tests and tools, not on the hot path.
[[nodiscard]] std::optional<Timestamp> parse_timestamp(std::string_view text);

// The port to the world's time. Rules never ask it: they get a Stamp.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
};

}  // namespace bs
