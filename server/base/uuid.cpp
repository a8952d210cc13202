#include "base/uuid.h"

#include "base/ascii.h"

#include <array>

namespace bs {

namespace {

std::string to_text(const std::array<std::byte, 16>& bytes) {
    std::string text(36, '-');  // every request has one: appending digit by digit took longer than all the rest
    char* next = text.data();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) ++next;
        *next++ = ascii::hex_digits[std::to_integer<std::size_t>(bytes[i] >> 4)];
        *next++ = ascii::hex_digits[std::to_integer<std::size_t>(bytes[i] & std::byte{0x0F})];
    }
    return text;
}

}  // namespace

std::string make_uuid(Timestamp at, RandomSource& random) {
    std::array<std::byte, 16> bytes{};
    random.fill(std::span(bytes).subspan(6));
    auto millis = static_cast<std::uint64_t>(at.micros / 1000);
    for (std::size_t i = 6; i-- > 0; millis >>= 8U) bytes[i] = static_cast<std::byte>(millis & 0xFFU);
    bytes[6] = (bytes[6] & std::byte{0x0F}) | std::byte{0x70};  // version 7
    bytes[8] = (bytes[8] & std::byte{0x3F}) | std::byte{0x80};  // variant 10
    return to_text(bytes);
}

}  // namespace bs
