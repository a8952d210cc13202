#include "cli/backup.h"

#include "base/json.h"
#include "base/json_writer.h"
#include "base/time.h"
#include "cli/database.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "cli/text.h"
#include "store/sqlite/backup_file.h"
#include "store/sqlite/files.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <sys/file.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace bs::cli {
namespace {

using sqlite::FileDescriptor;
using sqlite::Paths;

constexpr std::chrono::milliseconds poll_interval{50};
// So many times as long as a piece took: who writes meanwhile shares processor and disk with us.
constexpr int fetch_rest = 3;

ExitCode refuse(const Error& error) {
    say_error(error.detail);
    if (error.code == ErrorCode::storage_full) return ExitCode::io_error;
    return error.code == ErrorCode::invalid_field ? ExitCode::usage : ExitCode::failure;
}

// A new one for each thing that is being done.
class Phases {
public:
    VerifyProgress hear() {
        return [this](std::string_view what, std::uint64_t done, std::uint64_t total) {
            if (what != what_) {
                what_ = what;
                progress_ = std::make_unique<Progress>(what_, total, "rows");
            }
            if (total > 0) progress_->update(done);
        };
    }

private:
    std::string what_;
    std::unique_ptr<Progress> progress_;
};

std::string summary(const Verification& found) {
    return fmt::format("the state as of {}: {} accounts, {} batches, {} bets, {} events", found.cursor,
                       with_separators(static_cast<std::uint64_t>(found.accounts)),
                       with_separators(static_cast<std::uint64_t>(found.batches)),
                       with_separators(static_cast<std::uint64_t>(found.bets)),
                       with_separators(static_cast<std::uint64_t>(found.events)));
}

void append_json(JsonWriter& json, const Verification& found) {
    json.field("cursor", std::string_view(found.cursor))
        .field("accounts", found.accounts)
        .field("batches", found.batches)
        .field("bets", found.bets)
        .field("events", found.events)
        .field("batches_folded", found.batches_folded)
        .key("findings")
        .begin_array();
    for (const std::string& finding : found.findings) json.value(std::string_view(finding));
    json.end_array();
}

ExitCode tell(const std::string& text) { return standard_output().write(text) ? ExitCode::ok : ExitCode::io_error; }

// --- backup

std::unexpected<Error> file_error(std::string_view what, const std::string& path) {
    const ErrorCode code = errno == ENOSPC || errno == EDQUOT ? ErrorCode::storage_full : ErrorCode::unavailable;
    return fail(code, fmt::format("cannot {} {}: {}", what, path, std::strerror(errno)));
}

// The file in the making, beside the one that it will replace. Only one process makes it.
class PartFile {
public:
    [[nodiscard]] static Result<PartFile> open(const std::string& file) {
        PartFile part;
        part.path_ = file + ".part";
        part.fd_ = FileDescriptor(::open(part.path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (!part.fd_.is_open()) return file_error("create", part.path_);
        if (::flock(part.fd_.get(), LOCK_EX | LOCK_NB) != 0)
            return fail(ErrorCode::unavailable, fmt::format("another backup writes {} right now", part.path_));
        // What an interrupted run has left beside it would be taken for a part of it.
        for (const std::string_view end : {"-journal", "-wal", "-shm"})
            BS_CHECK(sqlite::remove_file(part.path_ + std::string(end)));
        if (::ftruncate(part.fd_.get(), 0) != 0) return file_error("write", part.path_);
        return part;
    }
    PartFile(PartFile&& other) noexcept : path_(std::exchange(other.path_, {})), fd_(std::move(other.fd_)) {}
    PartFile& operator=(PartFile&&) = delete;
    ~PartFile() {
        if (!path_.empty()) static_cast<void>(sqlite::remove_database(path_).has_value());
    }

    [[nodiscard]] const std::string& path() const { return path_; }

    [[nodiscard]] Result<> append(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto written = ::write(fd_.get(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return file_error("write", path_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return {};
    }

    // Under its name, durably.
    [[nodiscard]] Result<> publish(const std::string& file) {
        BS_CHECK(sqlite::sync_file(path_));
        BS_CHECK(sqlite::rename_file(path_, file));
        path_.clear();
        return sqlite::sync_directory(Paths(file));
    }

private:
    PartFile() = default;
    std::string path_;
    FileDescriptor fd_;
};

struct RemoteBackup {
    std::string id;
    std::string status;
    std::string failure;
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;
};

std::uint64_t number_of(const json::Value& object, std::string_view name) {
    const json::Value value = object.find(name);
    if (!value.found()) return 0;
    std::uint64_t number = 0;
    std::from_chars(value.text().data(), value.text().data() + value.text().size(), number);
    return number;
}

Result<RemoteBackup> read_backup(const http::ClientResponse& response) {
    if (response.status >= 300) return fail(to_error(response));
    BS_TRY(const json::Document document, json::parse(response.body));
    const json::Value root = document.root();
    RemoteBackup backup;
    if (const json::Value id = root.find("id"); id.found()) backup.id = id.text();
    if (const json::Value status = root.find("status"); status.found()) backup.status = status.text();
    if (const json::Value failure = root.find("failure"); failure.found()) backup.failure = failure.text();
    backup.bytes_done = number_of(root, "bytes_done");
    backup.bytes_total = number_of(root, "bytes_total");
    return backup;
}

// The server keeps a copy for us until it is told that we have it.
class BackupSession {
public:
    [[nodiscard]] static Result<BackupSession> begin(ApiClient& client) {
        BS_TRY(const http::ClientResponse response, client.write({"POST", "/api/v1/backups", "", "", "", true}));
        BS_TRY(RemoteBackup backup, read_backup(response));
        return BackupSession(client, std::move(backup));
    }
    BackupSession(BackupSession&& other) noexcept : client_(other.client_), backup_(std::exchange(other.backup_, {})) {}
    BackupSession& operator=(BackupSession&&) = delete;
    ~BackupSession() {
        if (!backup_.id.empty()) static_cast<void>(client_.write({"DELETE", target(), "", "", "", true}).has_value());
    }

    [[nodiscard]] Result<> wait() {
        std::optional<Progress> progress;
        while (backup_.status == "copying") {
            std::this_thread::sleep_for(poll_interval);
            BS_TRY(const http::ClientResponse response, client_.get(target()));
            BS_TRY(backup_, read_backup(response));
            if (!progress && backup_.bytes_total > 0) progress.emplace("copying", backup_.bytes_total, "bytes");
            if (progress) progress->update(backup_.bytes_done);
        }
        if (backup_.status == "ready") return {};
        return fail(ErrorCode::unavailable, "the server could not make the copy: " + printable(backup_.failure, 500));
    }

    [[nodiscard]] Result<> fetch(PartFile& part) {
        Progress progress("fetching", backup_.bytes_total, "bytes");
        std::uint64_t offset = 0;
        while (offset < backup_.bytes_total) {
            const auto start = std::chrono::steady_clock::now();
            BS_TRY(const http::ClientResponse response,
                   client_.get(fmt::format("{}/data?offset={}", target(), offset)));
            if (response.status != 200) return fail(to_error(response));
            if (response.body.empty()) break;
            BS_CHECK(part.append(response.body));
            offset += response.body.size();
            progress.update(offset);
            std::this_thread::sleep_for(fetch_rest * (std::chrono::steady_clock::now() - start));
        }
        if (offset == backup_.bytes_total) return {};
        return fail(ErrorCode::unavailable,
                    fmt::format("the copy ended after {} of {} bytes", offset, backup_.bytes_total));
    }

private:
    BackupSession(ApiClient& client, RemoteBackup backup) : client_(client), backup_(std::move(backup)) {}
    [[nodiscard]] std::string target() const { return "/api/v1/backups/" + backup_.id; }

    ApiClient& client_;
    RemoteBackup backup_;
};

Result<> copy_from_server(const ServerAddress& server, PartFile& part) {
    BS_TRY(ApiClient client, ApiClient::open(server));
    BS_TRY(BackupSession session, BackupSession::begin(client));
    BS_CHECK(session.wait());
    return session.fetch(part);
}

Result<Verification> make_backup(const BackupOptions& options, PartFile& part, Timestamp now) {
    if (options.database.empty()) {
        BS_CHECK(copy_from_server(options.server, part));
    } else {
        BS_TRY(const std::string path, sqlite_path(options.database));
        BS_CHECK(copy_stopped_sqlite(path, part.path()));
    }
    BS_CHECK(seal_backup(part.path(), now));
    Phases phases;
    BS_TRY(Verification found, verify_sqlite(part.path(), phases.hear()));
    if (!found.findings.empty()) {
        return fail(ErrorCode::internal,
                    fmt::format("the copy has flaws, and so has the database; nothing was written. The first: {}",
                                found.findings.front()));
    }
    BS_CHECK(part.publish(options.file));
    return found;
}

}  // namespace

ExitCode back_up(const BackupOptions& options) {
    // The server and its callers go first.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, 19));
    auto part = PartFile::open(options.file);
    if (!part) {
        say_error(part.error().detail);
        return ExitCode::io_error;
    }
    const auto found = make_backup(options, *part, SystemClock().now());
    if (!found) {
        if (!options.database.empty()) return refuse(found.error());
        say_error(found.error().detail);
        const ExitCode code = exit_code_of(found.error());
        if (code == ExitCode::unavailable) say("if the server is stopped, name its database: --database sqlite:FILE");
        return code;
    }
    const auto bytes = sqlite::file_bytes(options.file);
    if (!options.json) {
        return tell(fmt::format("{}: {} bytes, verified; {}\n", options.file, with_separators(bytes), summary(*found)));
    }
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("file", std::string_view(options.file)).field("bytes", static_cast<std::int64_t>(bytes));
    append_json(json, *found);
    json.end_object();
    return tell(text + "\n");
}

ExitCode restore(const RestoreCommand& options) {
    const auto path = sqlite_path(options.database);
    if (!path) return refuse(path.error());
    Phases phases;
    const auto restored = restore_sqlite({options.file, *path, options.replace}, SystemClock().now(), phases.hear());
    if (!restored) return refuse(restored.error());
    if (!options.json) {
        std::string text = fmt::format("restored {}: {}\n", *path, summary(restored->verification));
        if (!restored->kept_as.empty()) text += "what was there is kept as " + restored->kept_as + "\n";
        text += "a new epoch begins (" + restored->epoch + "): clients read the state again\n";
        return tell(text);
    }
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("database", std::string_view(*path)).field("epoch", std::string_view(restored->epoch));
    if (!restored->kept_as.empty()) json.field("kept_as", std::string_view(restored->kept_as));
    append_json(json, restored->verification);
    json.end_object();
    return tell(text + "\n");
}

ExitCode verify(const VerifyOptions& options) {
    std::string file = options.file;
    if (const auto path = sqlite_path(options.file)) file = *path;
    Phases phases;
    const auto found = verify_sqlite(file, phases.hear());
    if (!found) return refuse(found.error());
    if (options.json) {
        std::string text;
        JsonWriter json(text);
        json.begin_object().field("file", std::string_view(file)).key("is_backup").boolean(found->is_backup);
        append_json(json, *found);
        json.end_object();
        if (const ExitCode code = tell(text + "\n"); code != ExitCode::ok) return code;
        return found->findings.empty() ? ExitCode::ok : ExitCode::failure;
    }
    for (const std::string& finding : found->findings) say_error(printable(finding, 500));
    if (!found->findings.empty()) {
        if (found->findings.size() == Verification::findings_max) say("there may be more");
        return ExitCode::failure;
    }
    std::string text = fmt::format("{}: no flaw found in {}{}\n", file,
                                   found->is_backup ? "the backup of " + found->made_at + ", " : "", summary(*found));
    if (found->batches_folded < found->batches) {
        text += fmt::format("{} of {} batches were compared with their events; the others are older than the log\n",
                            with_separators(static_cast<std::uint64_t>(found->batches_folded)),
                            with_separators(static_cast<std::uint64_t>(found->batches)));
    }
    return tell(text);
}

}  // namespace bs::cli
