#include "cli/import/byte_source.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace bs::cli {
namespace {

std::string reason() { return std::strerror(errno); }

class FileDescriptor {
public:
    explicit FileDescriptor(int fd) : fd_(fd) {}
    FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    FileDescriptor& operator=(FileDescriptor&&) = delete;
    ~FileDescriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

class FileSource final : public ByteSource {
public:
    FileSource(FileDescriptor file, const struct stat& status, std::string name)
        : file_(std::move(file)), opened_(status), name_(std::move(name)) {
        // Only a hint to read ahead; a file system that does not know it is no worse off.
        static_cast<void>(::posix_fadvise(file_.get(), 0, 0, POSIX_FADV_SEQUENTIAL));
    }

    Result<std::size_t> read(std::span<char> buffer) override {
        for (;;) {
            const ssize_t got = ::pread(file_.get(), buffer.data(), buffer.size(), static_cast<off_t>(offset_));
            if (got >= 0) {
                offset_ += static_cast<std::uint64_t>(got);
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) return fail(ErrorCode::unavailable, "cannot read " + name_ + ": " + reason());
        }
    }

    void rewind() override { offset_ = 0; }
    std::uint64_t bytes_read() const override { return offset_; }
    std::uint64_t bytes_total() const override { return static_cast<std::uint64_t>(opened_.st_size); }

    bool changed() const override {
        struct stat now{};
        if (::fstat(file_.get(), &now) != 0) return true;
        return now.st_size != opened_.st_size || now.st_mtim.tv_sec != opened_.st_mtim.tv_sec ||
               now.st_mtim.tv_nsec != opened_.st_mtim.tv_nsec;
    }

private:
    FileDescriptor file_;
    struct stat opened_;
    std::string name_;
    std::uint64_t offset_ = 0;
};

Result<> write_all(int fd, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t put = ::write(fd, data, size);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return fail(ErrorCode::unavailable, "cannot write a temporary copy: " + reason());
        data += put;
        size -= static_cast<std::size_t>(put);
    }
    return {};
}

// An unnamed file in $TMPDIR: it disappears with the process, however that ends.
Result<FileDescriptor> unnamed_file() {
    const char* configured = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): no thread has started yet
    std::string path = std::string(configured != nullptr && *configured != '\0' ? configured : "/tmp");
    path += "/betstream-import-XXXXXX";
    std::vector<char> name(path.begin(), path.end());
    name.push_back('\0');
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd < 0) return fail(ErrorCode::unavailable, "cannot make a temporary file in " + path + ": " + reason());
    ::unlink(name.data());
    return FileDescriptor(fd);
}

Result<FileDescriptor> copy_of(int fd, const std::string& name) {
    BS_TRY(FileDescriptor copy, unnamed_file());
    std::vector<char> buffer(256 * 1024);
    for (;;) {
        const ssize_t got = ::read(fd, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(ErrorCode::unavailable, "cannot read " + name + ": " + reason());
        if (got == 0) return copy;
        BS_CHECK(write_all(copy.get(), buffer.data(), static_cast<std::size_t>(got)));
    }
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path) {
    const bool is_stdin = path == "-";
    const std::string name = is_stdin ? "standard input" : path;
    FileDescriptor file(is_stdin ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return fail(ErrorCode::not_found, "cannot open " + name + ": " + reason());

    struct stat status{};
    if (::fstat(file.get(), &status) != 0) return fail(ErrorCode::unavailable, "cannot read " + name + ": " + reason());
    if (S_ISDIR(status.st_mode)) return fail(ErrorCode::not_found, name + " is a directory, not a file");
    if (S_ISREG(status.st_mode)) return std::make_unique<FileSource>(std::move(file), status, name);

    BS_TRY(FileDescriptor copy, copy_of(file.get(), name));
    if (::fstat(copy.get(), &status) != 0) return fail(ErrorCode::unavailable, "cannot read the copy: " + reason());
    return std::make_unique<FileSource>(std::move(copy), status, name);
}

}  // namespace bs::cli
