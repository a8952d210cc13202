#include "cli/doctor/machine_check.h"

#include "base/time.h"
#include "cli/database.h"
#include "cli/text.h"
#include "store/postgres/postgres_store.h"
#include "store/sqlite/files.h"
#include "store/sqlite/sqlite_store.h"
#include "store/sqlite/sqlite_version.h"

#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <utility>

namespace bs::cli {
namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;
constexpr std::uint64_t gibibyte = 1024 * mebibyte;
// Every stream is an open file.
constexpr std::uint64_t open_files_wanted = 65'536;

Finding good(std::string subject, std::string detail) {
    return {Health::good, std::move(subject), std::move(detail), ""};
}

std::string shown_bytes(std::uint64_t bytes) {
    return bytes >= gibibyte ? fmt::format("{:.1f} GiB", static_cast<double>(bytes) / gibibyte)
                             : fmt::format("{} MiB", bytes / mebibyte);
}

Finding check_clock() {
    struct timex state{};
    const int answer = ::adjtimex(&state);
    if (answer < 0 || (state.status & STA_UNSYNC) == 0) return good("clock", "set by a time server");
    return {Health::doubtful, "clock",
            "no time server sets this clock: times of events may drift away from those of other machines",
            "timedatectl set-ntp true, or whatever sets the clock of the host"};
}

Finding check_open_files() {
    struct rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max >= open_files_wanted)
        return good("open files", fmt::format("up to {}", with_separators(limit.rlim_max)));
    return {Health::doubtful, "open files",
            fmt::format("at most {}, and every subscriber of the stream is one", with_separators(limit.rlim_max)),
            fmt::format("LimitNOFILE={} in the unit, or `ulimit -n`", open_files_wanted)};
}

// https://www.sqlite.org/wal.html#walresetbug
Finding check_sqlite_version() {
    return good("sqlite",
                fmt::format("{}; versions up to 3.51.2 can lose commits when two connections checkpoint: here only one "
                            "ever does",
                            sqlite_version()));
}

// Where the write-ahead log cannot work: it needs shared memory between processes of one machine.
// https://www.sqlite.org/wal.html, numbers from statfs(2).
std::string_view unfit_file_system(const std::string& directory) {
    struct statfs status{};
    if (::statfs(directory.c_str(), &status) != 0) return "";
    switch (static_cast<std::uint64_t>(status.f_type) & 0xFFFFFFFFU) {
        case 0x6969U:
            return "NFS";
        case 0xFF534D42U:
        case 0xFE534D42U:
        case 0x517BU:
            return "SMB";
        case 0x01021994U:
            return "tmpfs";
        default:
            return "";
    }
}

Finding check_file_system(const std::string& directory) {
    const std::string_view unfit = unfit_file_system(directory);
    if (unfit.empty()) return good("file system", directory + " is on a local disk");
    if (unfit == "tmpfs") {
        return {Health::doubtful, "file system", directory + " is in memory: everything is gone when the machine stops",
                "choose a directory on a disk"};
    }
    return {Health::bad, "file system", fmt::format("{} is on {}: SQLite's log does not work there", directory, unfit),
            "choose a local disk, or PostgreSQL"};
}

Finding check_space(const std::string& directory) {
    struct statvfs status{};
    if (::statvfs(directory.c_str(), &status) != 0)
        return {Health::doubtful, "disk", "the free space of " + directory + " cannot be read", "look with `df`"};
    return judge_space(directory, std::uint64_t{status.f_bavail} * status.f_frsize,
                       std::uint64_t{status.f_blocks} * status.f_frsize);
}

Finding check_schema(const std::string& path) {
    const auto schema = sqlite_schema(path);
    if (!schema) return {Health::bad, "database", schema.error().detail, ""};
    return good("database",
                fmt::format("schema {} of {}; `betstream verify` reads all of it", schema->found, schema->newest));
}

Findings check_sqlite_place(const std::string& path) {
    const sqlite::Paths paths(path);
    if (const auto writable = sqlite::check_writable(paths); !writable)
        return {{Health::bad, "permissions", writable.error().detail, ""}};
    Findings findings{good("permissions", paths.directory + " can be written"), check_file_system(paths.directory),
                      check_space(paths.directory), judge_log_size(sqlite::file_bytes(paths.wal))};
    if (sqlite::exists(paths.poisoned)) {
        findings.push_back({Health::bad, "database", "a flush to the disk failed in the last run",
                            "look at the disk (dmesg), then start: the database is verified and written anew first"});
    } else if (!sqlite::exists(paths.database)) {
        findings.push_back(good("database", paths.database + " does not exist yet"));
    } else if (!sqlite::DatabaseLock::acquire(paths, SystemClock().now())) {
        findings.push_back(good("database", "open in a server; `betstream backup` and `verify` read all of it"));
    } else {
        findings.push_back(check_schema(path));
    }
    return findings;
}

Findings check_postgres(const std::string& url) {
    const auto schema = postgres_schema(url);
    if (!schema) return {{Health::bad, "postgres", schema.error().detail, ""}};
    Findings findings{good("postgres", fmt::format("schema {} of {}", schema->found, schema->newest))};
    if (schema->found == 0) return findings;
    const auto weak = postgres_weak_durability(url);
    if (!weak) {
        findings.push_back({Health::bad, "durability", weak.error().detail, ""});
    } else if (!weak->empty()) {
        findings.push_back({Health::bad, "durability", *weak + ": answered changes may get lost",
                            "switch it on in postgresql.conf, and reload"});
    } else {
        findings.push_back(good("durability", "fsync, full_page_writes and synchronous_commit are on"));
    }
    return findings;
}

}  // namespace

Finding judge_space(const std::string& directory, std::uint64_t free_bytes, std::uint64_t total_bytes) {
    const std::string detail = fmt::format("{} free in {}", shown_bytes(free_bytes), directory);
    if (free_bytes < 256 * mebibyte)
        return {Health::bad, "disk", detail, "make room: writes are refused when it is full"};
    if (free_bytes < gibibyte || free_bytes < total_bytes / 20)
        return {Health::doubtful, "disk", detail, "make room, or keep fewer events (event_age_max, event_count_max)"};
    return good("disk", detail);
}

Finding judge_log_size(std::uint64_t wal_bytes) {
    const std::string detail = fmt::format("{} in the write-ahead log", shown_bytes(wal_bytes));
    if (wal_bytes < gibibyte) return good("log", detail);
    return {Health::doubtful, "log", detail, "something holds it open for long: another program that reads the file?"};
}

Findings check_machine() { return {check_clock(), check_open_files(), check_sqlite_version()}; }

Findings check_database_place(const std::string& database) {
    if (is_postgres(database)) return check_postgres(database);
    const auto path = sqlite_path(database);
    if (!path) return {{Health::bad, "database", path.error().detail, ""}};
    return check_sqlite_place(*path);
}

}  // namespace bs::cli
