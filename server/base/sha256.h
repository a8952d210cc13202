// SHA-256, by libsodium: to recognise the same body again, and for ETags of files.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace bs {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(std::string_view bytes);
// 64 characters in lower case.
[[nodiscard]] std::string to_hex(const Sha256& digest);

}  // namespace bs
