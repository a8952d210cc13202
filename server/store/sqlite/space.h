// Keeps the last bytes of the disk for what must work on a full one: a guard in front of every commit, and a reserve
// file that is given back when the guard was not enough.
#pragma once

#include "base/result.h"
#include "store/sqlite/files.h"

#include <cstdint>
#include <optional>

namespace bs::sqlite {

class Space {
public:
    Space(const Paths& paths, std::uint64_t free_bytes_min);

    // `storage_full` unless `bytes` more fit, with some to spare.
    [[nodiscard]] Result<> check_room(std::uint64_t bytes);
    // The same for a copy, which needs its bytes only once.
    [[nodiscard]] Result<> check_room_for_copy(std::uint64_t bytes);
    // What is left; nothing when the system does not say.
    [[nodiscard]] std::optional<std::uint64_t> free_bytes() const;
    // The disk was full in spite of the guard: gives the reserve back.
    void release_reserve();

private:
    [[nodiscard]] Result<> check_free(std::uint64_t bytes) const;
    void take_reserve();

    const Paths& paths_;
    std::uint64_t free_bytes_min_;
    bool has_reserve_ = false;
};

}  // namespace bs::sqlite
