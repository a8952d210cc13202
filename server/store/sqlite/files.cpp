#include "store/sqlite/files.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace bs::sqlite {
namespace {

std::string resolve(const std::string& path) {
    std::error_code error;
    const auto resolved = std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
    return error ? path : resolved.string();
}

std::string reason(int error) { return std::generic_category().message(error); }

std::unexpected<Error> failed(std::string_view what, const std::string& path, int error) {
    const ErrorCode code = error == ENOSPC || error == EDQUOT ? ErrorCode::storage_full : ErrorCode::unavailable;
    return fail(code, fmt::format("cannot {} {}: {}", what, path, reason(error)));
}

// `path` exists and we may not use it: the exact line that repairs it.
std::unexpected<Error> explain_refusal(const Paths& paths, const std::string& path, int error) {
    if (error == EROFS) {
        return fail(ErrorCode::unavailable,
                    fmt::format("{} is on a read-only file system; mount it writable, or choose another place", path));
    }
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return failed("look at", path, errno);
    const auto who = fmt::format("{}:{}", ::geteuid(), ::getegid());
    const bool is_ours = status.st_uid == ::geteuid();
    const auto repair = is_ours ? fmt::format("chmod -R u+rwX '{}'", paths.directory)
                                : fmt::format("sudo chown -R {} '{}'", who, paths.directory);
    return fail(ErrorCode::unavailable,
                fmt::format("cannot write to {} (owner {}:{}, mode {:04o}) as user {}. Repair it with: {}   (the whole "
                            "directory must be writable: the write-ahead log is kept beside the database)",
                            path, status.st_uid, status.st_gid, status.st_mode & 07777U, who, repair));
}

Result<FileDescriptor> open_side_file(const Paths& paths, const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd >= 0) return FileDescriptor(fd);
    if (errno == EACCES || errno == EPERM || errno == EROFS) {
        const int error = errno;
        return explain_refusal(paths, exists(path) ? path : paths.directory, error);
    }
    return failed("open", path, errno);
}

std::string load_text(const FileDescriptor& file) {
    std::array<char, 512> buffer{};
    const auto size = ::pread(file.get(), buffer.data(), buffer.size(), 0);
    return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string();
}

std::string this_host() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "unknown";
    return name.data();
}

}  // namespace

Paths::Paths(const std::string& path)
    : directory(std::filesystem::path(resolve(path)).parent_path().string()),
      database(resolve(path)),
      wal(database + "-wal"),
      shm(database + "-shm"),
      lock(database + ".lock"),
      head(database + ".head"),
      poisoned(database + ".poisoned"),
      rehoming(database + ".rehoming"),
      rehomed(database + ".rehomed"),
      copying(database + ".copying"),
      reserve(database + ".reserve") {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
        if (is_open()) ::close(fd_);
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

FileDescriptor::~FileDescriptor() {
    if (is_open()) ::close(fd_);
}

std::uint64_t file_bytes(const std::string& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

Result<> sync_file(const std::string& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return failed("open", path, errno);
    if (::fsync(file.get()) != 0) return failed("flush", path, errno);
    return {};
}

Result<> sync_directory(const Paths& paths) { return sync_file(paths.directory); }

Result<> remove_file(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed("remove", path, errno);
    return {};
}

Result<> copy_file(const std::string& from, const std::string& to) {
    const FileDescriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!source.is_open()) return failed("open", from, errno);
    const FileDescriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!target.is_open()) return failed("create", to, errno);
    std::vector<char> buffer(1024 * 1024);
    while (true) {
        const auto size = ::read(source.get(), buffer.data(), buffer.size());
        if (size < 0) return failed("read", from, errno);
        if (size == 0) return {};
        for (ssize_t done = 0; done < size;) {
            const auto written = ::write(target.get(), buffer.data() + done, static_cast<std::size_t>(size - done));
            if (written < 0) return failed("write", to, errno);
            done += written;
        }
    }
}

Result<> remove_database(const std::string& path) {
    for (const std::string_view end : {"-journal", "-wal", "-shm", ""}) BS_CHECK(remove_file(path + std::string(end)));
    return {};
}

Result<> copy_mode(const std::string& from, const std::string& to) {
    struct stat status{};
    if (::stat(from.c_str(), &status) != 0) return failed("look at", from, errno);
    if (::chmod(to.c_str(), status.st_mode & 07777U) != 0) return failed("set the mode of", to, errno);
    return {};
}

Result<> rename_file(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return failed("rename " + from + " to", to, errno);
    return {};
}

Result<> check_writable(const Paths& paths) {
    struct stat status{};
    if (::stat(paths.directory.c_str(), &status) != 0) {
        return fail(ErrorCode::unavailable,
                    fmt::format("the directory {} cannot be used: {}. Create it with: mkdir -p '{}'", paths.directory,
                                reason(errno), paths.directory));
    }
    if (::faccessat(AT_FDCWD, paths.directory.c_str(), R_OK | W_OK | X_OK, AT_EACCESS) != 0) {
        return explain_refusal(paths, paths.directory, errno);
    }
    std::error_code ignored;
    if (std::filesystem::is_directory(paths.database, ignored)) {
        return fail(ErrorCode::unavailable, fmt::format("{} is a directory; name a file in it, such as {}/betstream.db",
                                                        paths.database, paths.database));
    }
    // Files that an earlier run as another user left behind.
    for (const auto& path : {paths.database, paths.wal, paths.shm}) {
        if (exists(path) && ::faccessat(AT_FDCWD, path.c_str(), R_OK | W_OK, AT_EACCESS) != 0) {
            return explain_refusal(paths, path, errno);
        }
    }
    return {};
}

Result<DatabaseLock> DatabaseLock::acquire(const Paths& paths, Timestamp now) {
    BS_TRY(FileDescriptor file, open_side_file(paths, paths.lock));
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return failed("lock", paths.lock, errno);
        std::string holder = load_text(file);
        if (const auto line_end = holder.find('\n'); line_end != std::string::npos) holder.resize(line_end);
        return fail(ErrorCode::unavailable,
                    fmt::format("{} is in use by another betstream: {}. Stop that one first, or choose another "
                                "database with its path",
                                paths.database, holder.empty() ? "it did not say which" : holder));
    }
    const auto text = fmt::format("process {} on host {} since {}\n", ::getpid(), this_host(), to_string(now));
    // Only for people: a holder without a name is still the holder.
    if (::ftruncate(file.get(), 0) == 0) static_cast<void>(!::pwrite(file.get(), text.data(), text.size(), 0));
    return DatabaseLock(std::move(file));
}

void write_poison_marker(const Paths& paths, const std::string& why) {
    const FileDescriptor file(::open(paths.poisoned.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!file.is_open()) return;
    const std::string text = why + '\n';
    static_cast<void>(!::pwrite(file.get(), text.data(), text.size(), 0));
    ::fsync(file.get());
    static_cast<void>(sync_directory(paths).has_value());
}

Result<HeadFile> HeadFile::open(const Paths& paths) {
    BS_TRY(FileDescriptor file, open_side_file(paths, paths.head));
    return HeadFile(std::move(file));
}

std::optional<HeadFile::Published> HeadFile::load() const {
    const std::string text = load_text(file_);
    const auto space = text.find(' ');
    const auto end = text.find('\n');
    if (space == std::string::npos || end == std::string::npos || space == 0 || end < space) return std::nullopt;
    Published published{text.substr(0, space), {}};
    const char* first = text.data() + space + 1;
    const auto [stop, error] = std::from_chars(first, text.data() + end, published.head.value);
    if (error != std::errc() || stop != text.data() + end) return std::nullopt;
    return published;
}

void HeadFile::write(const Published& published) const {
    // Of constant length, so that a shorter text never leaves a tail of a longer one.
    const auto text = fmt::format("{} {:019}\n", published.epoch, published.head.value);
    static_cast<void>(!::pwrite(file_.get(), text.data(), text.size(), 0));
}

}  // namespace bs::sqlite
