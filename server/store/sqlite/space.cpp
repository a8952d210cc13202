#include "store/sqlite/space.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace bs::sqlite {
namespace {

constexpr std::uint64_t reserve_bytes = 1024 * 1024;

}  // namespace

Space::Space(const Paths& paths, std::uint64_t free_bytes_min) : paths_(paths), free_bytes_min_(free_bytes_min) {
    has_reserve_ = file_bytes(paths_.reserve) == reserve_bytes;
    if (!has_reserve_ && check_room(0)) take_reserve();
}

std::optional<std::uint64_t> Space::free_bytes() const {
    struct statvfs status{};
    if (::statvfs(paths_.directory.c_str(), &status) != 0) return std::nullopt;
    return std::uint64_t{status.f_bavail} * status.f_frsize;
}

Result<> Space::check_room(std::uint64_t bytes) {
    // The log and, later, the database grow by what is written.
    BS_CHECK(check_free(2 * bytes));
    if (!has_reserve_) take_reserve();
    return {};
}

Result<> Space::check_room_for_copy(std::uint64_t bytes) { return check_free(bytes); }

Result<> Space::check_free(std::uint64_t bytes) const {
    const auto free = free_bytes();
    if (!free) return {};  // the write itself will find out
    const std::uint64_t needed = free_bytes_min_ + bytes + (has_reserve_ ? 0 : reserve_bytes);
    if (*free >= needed) return {};
    return fail(ErrorCode::storage_full,
                fmt::format("the disk is full; nothing was applied ({} has {} bytes free, {} are needed)",
                            paths_.directory, *free, needed));
}

void Space::release_reserve() {
    static_cast<void>(remove_file(paths_.reserve).has_value());
    has_reserve_ = false;
}

void Space::take_reserve() {
    const FileDescriptor file(::open(paths_.reserve.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    has_reserve_ = file.is_open() && ::posix_fallocate(file.get(), 0, reserve_bytes) == 0;
    if (!has_reserve_) release_reserve();
}

}  // namespace bs::sqlite
