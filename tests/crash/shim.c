// Preloaded into the server: counts the calls by which it changes files below BS_SHIM_DIRECTORY, and at the N-th kills
// the process, tears the write in two and kills it, fails the call, or delays it. The test steers it through a shared
// page (BS_SHIM_CONTROL) while the server runs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { call_write = 1, call_sync = 2, call_truncate = 4, call_unlink = 8, call_rename = 16, call_create = 32 };
enum { act_none = 0, act_kill = 1, act_tear = 2, act_fail = 3, act_delay = 4 };

// The same order as in shim.mjs.
struct control {
    atomic_int calls;  // counted so far, of the kinds in `kinds`
    atomic_int kinds;  // which calls count
    atomic_int from;   // acts at this call, from 1; 0: never
    atomic_int times;  // and at so many calls; -1: at all that follow
    atomic_int act;
    atomic_int value;  // errno of act_fail, milliseconds of act_delay
    atomic_int acted;  // how often it did
};

static struct control* control;
static char directory[PATH_MAX];

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_ours(const char* path) { return path && directory[0] && strncmp(path, directory, strlen(directory)) == 0; }

static int is_our_fd(int fd) {
    char link[64];
    char path[PATH_MAX];
    const int saved = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t size = readlink(link, path, sizeof path - 1);
    errno = saved;
    if (size < 0) return 0;
    path[size] = 0;
    return is_ours(path);
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

// What to do about this call.
static int judge(int kind) {
    if (!control || !(atomic_load(&control->kinds) & kind)) return act_none;
    const int call = atomic_fetch_add(&control->calls, 1) + 1;
    const int from = atomic_load(&control->from);
    const int times = atomic_load(&control->times);
    if (from <= 0 || call < from || (times >= 0 && call >= from + times)) return act_none;
    const int act = atomic_load(&control->act);
    atomic_fetch_add(&control->acted, 1);
    if (act == act_kill || (act == act_tear && kind != call_write)) die();
    if (act == act_delay) {
        const int milliseconds = atomic_load(&control->value);
        const struct timespec pause = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
        nanosleep(&pause, NULL);
    }
    if (act == act_fail) errno = atomic_load(&control->value);
    return act;
}

__attribute__((constructor)) static void start(void) {
    const char* where = getenv("BS_SHIM_DIRECTORY");
    if (where && strlen(where) < sizeof directory) strcpy(directory, where);
    const char* page = getenv("BS_SHIM_CONTROL");
    const int fd = page ? (int)syscall(SYS_openat, AT_FDCWD, page, O_RDWR | O_CLOEXEC, 0) : -1;
    if (fd >= 0) {
        void* shared = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (shared != MAP_FAILED) control = shared;
        syscall(SYS_close, fd);
    }
}

static ssize_t torn(int fd, const void* bytes, size_t size, off64_t at) {
    if (at < 0) syscall(SYS_write, fd, bytes, size / 2);
    else syscall(SYS_pwrite64, fd, bytes, size / 2, at);
    die();
    return -1;
}

ssize_t write(int fd, const void* bytes, size_t size) {
    const int act = is_our_fd(fd) ? judge(call_write) : act_none;
    if (act == act_tear) return torn(fd, bytes, size, -1);
    return act == act_fail ? -1 : REAL(write)(fd, bytes, size);
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
    const int act = is_our_fd(fd) ? judge(call_write) : act_none;
    if (act == act_tear) return torn(fd, bytes, size, at);
    return act == act_fail ? -1 : REAL(pwrite64)(fd, bytes, size, at);
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) { return pwrite64(fd, bytes, size, at); }

int fsync(int fd) { return is_our_fd(fd) && judge(call_sync) == act_fail ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return is_our_fd(fd) && judge(call_sync) == act_fail ? -1 : REAL(fdatasync)(fd); }

int ftruncate64(int fd, off64_t size) {
    return is_our_fd(fd) && judge(call_truncate) == act_fail ? -1 : REAL(ftruncate64)(fd, size);
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

// Returns the error instead of setting it.
int posix_fallocate64(int fd, off64_t from, off64_t size) {
    if (is_our_fd(fd) && judge(call_write) == act_fail) return errno;
    return REAL(posix_fallocate64)(fd, from, size);
}
int posix_fallocate(int fd, off_t from, off_t size) { return posix_fallocate64(fd, from, size); }

int unlink(const char* path) { return is_ours(path) && judge(call_unlink) == act_fail ? -1 : REAL(unlink)(path); }

int rename(const char* from, const char* to) {
    return is_ours(to) && judge(call_rename) == act_fail ? -1 : REAL(rename)(from, to);
}

// A second name counts as a new file.
int link(const char* from, const char* to) {
    return is_ours(to) && judge(call_create) == act_fail ? -1 : REAL(link)(from, to);
}

// How libstdc++ copies a file.
ssize_t sendfile64(int to, int from, off64_t* at, size_t size) {
    return is_our_fd(to) && judge(call_write) == act_fail ? -1 : REAL(sendfile64)(to, from, at, size);
}
ssize_t sendfile(int to, int from, off_t* at, size_t size) { return sendfile64(to, from, at, size); }
ssize_t copy_file_range(int from, off64_t* from_at, int to, off64_t* to_at, size_t size, unsigned flags) {
    if (is_our_fd(to) && judge(call_write) == act_fail) return -1;
    return REAL(copy_file_range)(from, from_at, to, to_at, size, flags);
}

static int open_any(int directory_fd, const char* path, int flags, mode_t mode) {
    if ((flags & (O_CREAT | O_TRUNC)) && is_ours(path) && judge(call_create) == act_fail) return -1;
    return (int)syscall(SYS_openat, directory_fd, path, flags, mode);
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

int open(const char* path, int flags, ...) {
    MODE_OF(flags)
    return open_any(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    MODE_OF(flags)
    return open_any(AT_FDCWD, path, flags, mode);
}
int openat(int directory_fd, const char* path, int flags, ...) {
    MODE_OF(flags)
    return open_any(directory_fd, path, flags, mode);
}
int openat64(int directory_fd, const char* path, int flags, ...) {
    MODE_OF(flags)
    return open_any(directory_fd, path, flags, mode);
}
