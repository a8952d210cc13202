// A place in the log as clients know it: "k3f9-57" is epoch k3f9, event 57. Opaque to clients, exact to us.
#pragma once

#include "base/id.h"

#include <optional>
#include <string>
#include <string_view>

namespace bs {

struct Cursor {
    std::string epoch;
    Seq seq;

    friend bool operator==(const Cursor&, const Cursor&) = default;
};

[[nodiscard]] std::string to_string(const Cursor& cursor);
[[nodiscard]] std::string format_cursor(std::string_view epoch, Seq seq);
// Nothing unless it is exactly what format_cursor makes: [a-z0-9]{1,16}, '-', a decimal number without needless zeros.
[[nodiscard]] std::optional<Cursor> parse_cursor(std::string_view text);

}  // namespace bs
