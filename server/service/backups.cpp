#include "service/backups.h"

#include "base/limits.h"
#include "base/log.h"

#include <array>
#include <atomic>
#include <utility>

namespace bs {

// The writer's thread begins and settles the copy; when it is ready, all threads may read it.
struct Backups::Job {
    std::string id;
    Caller caller;                     // who began it
    std::unique_ptr<BackupCopy> copy;  // the writer's thread's until `status` says ready
    std::atomic<BackupStatus> status = BackupStatus::copying;
    std::atomic<std::uint64_t> bytes_done = 0;
    std::atomic<std::uint64_t> bytes_total = 0;
    std::atomic<std::int64_t> asked_at = 0;  // microseconds, as in Timestamp
    std::string failure;                     // written before `status` says failed

    [[nodiscard]] Backup shown() const {
        const BackupStatus now = status;
        return {id, now, bytes_done, bytes_total, now == BackupStatus::failed ? failure : std::string()};
    }
    void fail(const Error& error) {
        failure = error.detail;
        copy.reset();
        status = BackupStatus::failed;
        log_warning("a backup failed", {{"reason", failure},
                                        {"request_id", caller.request_id},
                                        {"trace_id", caller.trace_id()},
                                        {"span_id", caller.span_id()}});
    }
};

std::string_view to_word(BackupStatus status) {
    constexpr std::array<std::string_view, 3> words{"copying", "ready", "failed"};
    return words[static_cast<std::size_t>(status)];
}

Result<Backup> Backups::begin(const Caller& caller) {
    if (!store_.makes_backups()) {
        return fail(ErrorCode::not_supported,
                    "PostgreSQL is backed up by its own tools, such as pg_basebackup or pgBackRest");
    }
    auto job = std::make_shared<Job>();
    job->id = random_.base36_word(12);
    job->caller = caller;
    job->asked_at = clock_.now().micros;
    {
        const std::lock_guard lock(mutex_);
        if (current_ && current_->status != BackupStatus::failed && !is_forgotten(*current_))
            return fail(ErrorCode::invalid_transition, "another backup is being made or fetched");
        current_ = job;
    }
    writer_.add_chore([this, job] { return go_on(*job); });
    return job->shown();
}

Writer::Chore Backups::go_on(Job& job) {
    bool is_wanted = true;
    {
        const std::lock_guard lock(mutex_);
        if (current_.get() == &job && is_forgotten(job)) current_.reset();
        is_wanted = current_.get() == &job;
    }
    // Others may still read a copy that is ready, and the last of them frees it; an unfinished one belongs to this
    // thread.
    if (!is_wanted || job.status == BackupStatus::failed) {
        if (job.status == BackupStatus::copying) job.copy.reset();
        return Writer::Chore::done;
    }
    if (job.status == BackupStatus::ready) return Writer::Chore::later;
    if (!job.copy) {
        auto copy = store_.begin_backup([this] { writer_.ask_chores(); });
        if (!copy) {
            job.fail(copy.error());
            return Writer::Chore::done;
        }
        job.copy = *std::move(copy);
    }
    const auto is_complete = job.copy->settle();
    if (!is_complete) {
        job.fail(is_complete.error());
        return Writer::Chore::done;
    }
    job.bytes_total = job.copy->bytes_total();
    job.bytes_done = job.copy->bytes_done();
    if (*is_complete) job.status = BackupStatus::ready;
    return Writer::Chore::later;
}

Result<Backup> Backups::find(std::string_view id) {
    BS_TRY(const std::shared_ptr<Job> job, touch(id));
    return job->shown();
}

Result<std::string> Backups::read(std::string_view id, std::uint64_t offset, std::size_t count) {
    BS_TRY(const std::shared_ptr<Job> job, touch(id));
    if (job->status != BackupStatus::ready) return fail(ErrorCode::invalid_transition, "this backup is not ready");
    return job->copy->read(offset, count);
}

Result<> Backups::discard(std::string_view id) {
    BS_TRY(const std::shared_ptr<Job> job, touch(id));
    const std::lock_guard lock(mutex_);
    if (current_ == job) current_.reset();
    return {};
}

Result<std::shared_ptr<Backups::Job>> Backups::touch(std::string_view id) {
    const std::lock_guard lock(mutex_);
    if (!current_ || current_->id != id || is_forgotten(*current_)) return no_such("backup");
    current_->asked_at = clock_.now().micros;
    return current_;
}

bool Backups::is_forgotten(const Job& job) const {
    return clock_.now().micros - job.asked_at > std::chrono::microseconds(limits::backup_patience).count();
}

}  // namespace bs
