#include "store/sqlite/testing/fault_vfs.h"

#include <new>
#include <utility>

namespace bs::testing {
namespace {

// What SQLite knows as a file: ours first, the real one behind it in the same memory.
struct LayeredFile {
    sqlite3_file base;
    FaultVfs* owner;
    std::string* name;
    bool is_new_log;  // SQLite flushes the directory together with the file
};

sqlite3_file* real_of(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<LayeredFile*>(file) + 1);
}
LayeredFile& layer(sqlite3_file* file) { return *reinterpret_cast<LayeredFile*>(file); }

}  // namespace

struct FaultVfsCalls {
    static FaultVfs& owner(sqlite3_vfs* vfs) { return *static_cast<FaultVfs*>(vfs->pAppData); }
    static sqlite3_vfs* real(sqlite3_vfs* vfs) { return owner(vfs).real_; }

    static void keep(FaultVfs& vfs, FileRecord record) {
        if (vfs.is_recording_) vfs.log_.push_back(std::move(record));
    }

    // --- of a file ---

    static int close(sqlite3_file* file) {
        const int code = real_of(file)->pMethods->xClose(real_of(file));
        delete layer(file).name;
        return code;
    }
    static int read(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
        ++layer(file).owner->reads_;
        return real_of(file)->pMethods->xRead(real_of(file), to, size, offset);
    }
    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
        FaultVfs& vfs = *layer(file).owner;
        const int code = vfs.next(FileOperation::write);
        sqlite3_file* real = real_of(file);
        if (code != SQLITE_OK) {
            if (vfs.fault_->is_torn) static_cast<void>(real->pMethods->xWrite(real, from, size / 2, offset));
            return code;
        }
        keep(vfs, {FileOperation::write, *layer(file).name, offset,
                   std::string(static_cast<const char*>(from), static_cast<std::size_t>(size))});
        return real->pMethods->xWrite(real, from, size, offset);
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        FaultVfs& vfs = *layer(file).owner;
        if (const int code = vfs.next(FileOperation::truncate); code != SQLITE_OK) return code;
        keep(vfs, {FileOperation::truncate, *layer(file).name, size, ""});
        return real_of(file)->pMethods->xTruncate(real_of(file), size);
    }
    static int sync(sqlite3_file* file, int flags) {
        FaultVfs& vfs = *layer(file).owner;
        if (const int code = vfs.next(FileOperation::sync); code != SQLITE_OK) return code;
        const int code = real_of(file)->pMethods->xSync(real_of(file), flags);
        keep(vfs, {FileOperation::sync, *layer(file).name, 0, "", std::exchange(layer(file).is_new_log, false)});
        return code;
    }
    static int file_size(sqlite3_file* file, sqlite3_int64* size) {
        return real_of(file)->pMethods->xFileSize(real_of(file), size);
    }
    static int lock(sqlite3_file* file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }
    static int unlock(sqlite3_file* file, int level) { return real_of(file)->pMethods->xUnlock(real_of(file), level); }
    static int check_lock(sqlite3_file* file, int* out) {
        return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
    }
    static int control(sqlite3_file* file, int op, void* argument) {
        const int last_errno = layer(file).owner->last_errno_;
        if (op == SQLITE_FCNTL_LAST_ERRNO && last_errno != 0) {
            *static_cast<int*>(argument) = last_errno;
            return SQLITE_OK;
        }
        return real_of(file)->pMethods->xFileControl(real_of(file), op, argument);
    }
    static int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
    static int characteristics(sqlite3_file* file) {
        return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
    }
    static int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
        return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
    }
    static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
        return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
    }
    static void shm_barrier(sqlite3_file* file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
    static int shm_unmap(sqlite3_file* file, int remove) {
        return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
    }

    // --- of the file system ---

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
        static const sqlite3_io_methods methods{
            2,         close,      read,    write,       truncate,        sync,    file_size, lock,
            unlock,    check_lock, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
            shm_unmap, nullptr,    nullptr};
        auto& ours = *new (file) LayeredFile{};
        const int code = real(vfs)->xOpen(real(vfs), name, real_of(file), flags, out);
        if (code != SQLITE_OK) return code;
        ours.owner = &owner(vfs);
        ours.name = new std::string(name == nullptr ? "" : name);
        const bool is_log = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
        ours.is_new_log = is_log && (flags & SQLITE_OPEN_CREATE) != 0;
        ours.base.pMethods = &methods;
        return SQLITE_OK;
    }
    static int remove(sqlite3_vfs* vfs, const char* name, int flush_directory) {
        const int code = real(vfs)->xDelete(real(vfs), name, flush_directory);
        if (code == SQLITE_OK) keep(owner(vfs), {FileOperation::remove, name, 0, "", flush_directory != 0});
        return code;
    }
    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* out) {
        return real(vfs)->xAccess(real(vfs), name, flags, out);
    }
    static int full_path(sqlite3_vfs* vfs, const char* name, int size, char* out) {
        return real(vfs)->xFullPathname(real(vfs), name, size, out);
    }
    static int randomness(sqlite3_vfs* vfs, int size, char* out) {
        return real(vfs)->xRandomness(real(vfs), size, out);
    }
    static int sleep(sqlite3_vfs* vfs, int micros) { return real(vfs)->xSleep(real(vfs), micros); }
    static int current_time(sqlite3_vfs* vfs, double* out) { return real(vfs)->xCurrentTime(real(vfs), out); }
    static int last_error(sqlite3_vfs* vfs, int size, char* out) {
        if (owner(vfs).last_errno_ != 0) return owner(vfs).last_errno_;
        return real(vfs)->xGetLastError(real(vfs), size, out);
    }
    static int current_time_int64(sqlite3_vfs* vfs, sqlite3_int64* out) {
        return real(vfs)->xCurrentTimeInt64(real(vfs), out);
    }
};

FaultVfs::FaultVfs() : real_(sqlite3_vfs_find(nullptr)), vfs_(std::make_unique<sqlite3_vfs>()) {
    using Calls = FaultVfsCalls;
    vfs_->iVersion = 2;
    vfs_->szOsFile = static_cast<int>(sizeof(LayeredFile)) + real_->szOsFile;
    vfs_->mxPathname = real_->mxPathname;
    vfs_->zName = "fault";
    vfs_->pAppData = this;
    vfs_->xOpen = Calls::open;
    vfs_->xDelete = Calls::remove;
    vfs_->xAccess = Calls::access;
    vfs_->xFullPathname = Calls::full_path;
    vfs_->xRandomness = Calls::randomness;
    vfs_->xSleep = Calls::sleep;
    vfs_->xCurrentTime = Calls::current_time;
    vfs_->xGetLastError = Calls::last_error;
    vfs_->xCurrentTimeInt64 = Calls::current_time_int64;
    sqlite3_vfs_register(vfs_.get(), 1);
}

FaultVfs::~FaultVfs() {
    sqlite3_vfs_unregister(vfs_.get());
    sqlite3_vfs_register(real_, 1);
}

void FaultVfs::arm(const Fault& fault) {
    fault_ = fault;
    count_ = 0;
    has_fired_ = false;
    has_failed_a_sync_ = false;
}

int FaultVfs::next(FileOperation operation) {
    last_errno_ = 0;
    if (!fault_) return SQLITE_OK;
    if (fault_->code == SQLITE_FULL && operation != FileOperation::write) return SQLITE_OK;
    ++count_;
    if (count_ < fault_->at || (count_ > fault_->at && !fault_->for_ever)) return SQLITE_OK;
    has_fired_ = true;
    last_errno_ = fault_->system_errno;
    if (operation == FileOperation::sync) has_failed_a_sync_ = true;
    if (fault_->code != SQLITE_IOERR) return fault_->code;
    if (operation == FileOperation::write) return SQLITE_IOERR_WRITE;
    return operation == FileOperation::sync ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_TRUNCATE;
}

}  // namespace bs::testing
