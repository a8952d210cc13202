// Which content encoding an answer may have, by the request's Accept-Encoding (RFC 9110, 12.5.3). Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bs {

enum class Encoding : std::uint8_t { identity, gzip, br };
inline constexpr std::size_t encodings_count = 3;

[[nodiscard]] std::string_view to_word(Encoding encoding);

// Whether `accept_encoding` lists it, or `*`, with a weight above zero.
[[nodiscard]] bool accepts(std::string_view accept_encoding, Encoding encoding);

}  // namespace bs
