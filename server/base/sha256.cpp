#include "base/sha256.h"

#include "base/ascii.h"

#include <sodium/crypto_hash_sha256.h>

namespace bs {

Sha256 sha256(std::string_view bytes) {
    Sha256 digest{};
    static_assert(sizeof(digest) == crypto_hash_sha256_BYTES);
    // Cannot fail: libsodium documents that it always returns 0.
    static_cast<void>(
        crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
    return digest;
}

std::string to_hex(const Sha256& digest) {
    std::string text;
    text.reserve(digest.size() * 2);
    for (const std::uint8_t byte : digest) ascii::append_hex(text, byte);
    return text;
}

}  // namespace bs
