// The files around the database, and the plain file work that SQLite leaves to us: lock, poison marker, head, reserve.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace bs::sqlite {

// Absolute, symbolic links resolved: one database has one set of names, however it was called.
struct Paths {
    explicit Paths(const std::string& path);

    std::string directory;
    std::string database;
    std::string wal;
    std::string shm;
    std::string lock;      // who has it open
    std::string head;      // what subscribers may have seen
    std::string poisoned;  // exists: a flush failed; verify before use
    std::string rehoming;  // a verified copy in the making
    std::string rehomed;   // a verified copy, complete, on its way to replace the database
    std::string copying;   // a backup in the making; has this name for a moment only
    std::string reserve;   // bytes to fall back on when the disk is full
};

class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int fd) : fd_(fd) {}
    FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    ~FileDescriptor();

    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }

private:
    int fd_ = -1;
};

[[nodiscard]] std::uint64_t file_bytes(const std::string& path);  // 0 if there is none
[[nodiscard]] bool exists(const std::string& path);
[[nodiscard]] Result<> sync_file(const std::string& path);
[[nodiscard]] Result<> sync_directory(const Paths& paths);
[[nodiscard]] Result<> remove_file(const std::string& path);  // fine if there is none
// `to` is new, and only its owner may read it. `storage_full`, `unavailable`: what was copied is left to the caller.
[[nodiscard]] Result<> copy_file(const std::string& from, const std::string& to);
// A database and what SQLite may have left beside it.
[[nodiscard]] Result<> remove_database(const std::string& path);
[[nodiscard]] Result<> copy_mode(const std::string& from, const std::string& to);
[[nodiscard]] Result<> rename_file(const std::string& from, const std::string& to);

// Says how to repair it when we may not write where we must.
[[nodiscard]] Result<> check_writable(const Paths& paths);

// Only one process may have the database open; this one, as long as the lock lives.
class DatabaseLock {
public:
    [[nodiscard]] static Result<DatabaseLock> acquire(const Paths& paths, Timestamp now);

private:
    explicit DatabaseLock(FileDescriptor file) : file_(std::move(file)) {}
    FileDescriptor file_;
};

// Best effort: the disk that failed us may refuse this too.
void write_poison_marker(const Paths& paths, const std::string& reason);

// The highest seq that subscribers may have seen, and in which epoch. Written without a flush: after a power cut it may
// be behind, never ahead of what was durable.
class HeadFile {
public:
    struct Published {
        std::string epoch;
        Seq head;
    };

    [[nodiscard]] static Result<HeadFile> open(const Paths& paths);
    [[nodiscard]] std::optional<Published> load() const;
    void write(const Published& published) const;

private:
    explicit HeadFile(FileDescriptor file) : file_(std::move(file)) {}
    FileDescriptor file_;
};

}  // namespace bs::sqlite
