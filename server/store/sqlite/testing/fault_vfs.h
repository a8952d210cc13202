// A file system for SQLite that can fail, counts what is done to it, and remembers it: a layer over the real one.
// While it lives, every connection that is opened goes through it. One thread.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bs::testing {

enum class FileOperation : std::uint8_t { write, sync, truncate, remove };

struct FileRecord {
    FileOperation operation{};
    std::string file;
    std::int64_t offset = 0;         // of a write; the new size of a truncate
    std::string bytes;               // of a write
    bool flushes_directory = false;  // of a sync or remove: removals so far are durable
};

struct Fault {
    std::size_t at = 0;       // which operation, counted from arm() on: 1 is the first write, sync or truncate
    int code = SQLITE_IOERR;  // SQLITE_FULL hits only writes; SQLITE_IOERR says which operation failed
    int system_errno = 5;     // EIO
    bool for_ever = false;    // it and everything after it
    bool is_torn = false;     // half of a failing write reaches the file
};

class FaultVfs {
public:
    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs&) = delete;
    FaultVfs& operator=(const FaultVfs&) = delete;

    void arm(const Fault& fault);
    void disarm() { fault_.reset(); }
    [[nodiscard]] bool has_fired() const { return has_fired_; }
    [[nodiscard]] bool has_failed_a_sync() const { return has_failed_a_sync_; }

    [[nodiscard]] std::uint64_t reads() const { return reads_; }

    void record() { is_recording_ = true; }
    [[nodiscard]] const std::vector<FileRecord>& log() const { return log_; }

private:
    friend struct FaultVfsCalls;
    // SQLITE_OK: go on. Otherwise what to answer instead.
    [[nodiscard]] int next(FileOperation operation);

    sqlite3_vfs* real_;
    std::unique_ptr<sqlite3_vfs> vfs_;
    std::optional<Fault> fault_;
    std::size_t count_ = 0;
    bool has_fired_ = false;
    bool has_failed_a_sync_ = false;
    int last_errno_ = 0;
    std::uint64_t reads_ = 0;
    bool is_recording_ = false;
    std::vector<FileRecord> log_;
};

}  // namespace bs::testing
