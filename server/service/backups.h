// Backups of the running server: a copy is made beside the writer, and fetched in pieces by whoever asked for it. One
// at a time; nothing of it outlives the process. Any thread.
#pragma once

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "service/caller.h"
#include "service/writer.h"
#include "store/store.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace bs {

enum class BackupStatus : std::uint8_t {
    copying,
    ready,   // can be fetched
    failed,  // `failure` says why
};
[[nodiscard]] std::string_view to_word(BackupStatus status);

struct Backup {
    std::string id;
    BackupStatus status{};
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;  // as far as it is known; exact once it is ready
    std::string failure;
};

class Backups {
public:
    Backups(Store& store, Writer& writer, const Clock& clock, RandomSource& random)
        : store_(store), writer_(writer), clock_(clock), random_(random) {}

    // `not_supported`: the data is in PostgreSQL. `invalid_transition`: another one is being made or fetched. What went
    // wrong later is told by find().
    [[nodiscard]] Result<Backup> begin(const Caller& caller);
    // `not_found`: discarded, or forgotten because nobody asked for limits::backup_patience.
    [[nodiscard]] Result<Backup> find(std::string_view id);
    // Bytes of one that is ready, from there on; fewer than `count` only at the end. `invalid_transition`: not ready.
    [[nodiscard]] Result<std::string> read(std::string_view id, std::uint64_t offset, std::size_t count);
    [[nodiscard]] Result<> discard(std::string_view id);

private:
    struct Job;

    // Nothing of `job` is done any more once it is not the current one.
    [[nodiscard]] Writer::Chore go_on(Job& job);
    [[nodiscard]] Result<std::shared_ptr<Job>> touch(std::string_view id);
    [[nodiscard]] bool is_forgotten(const Job& job) const;

    Store& store_;
    Writer& writer_;
    const Clock& clock_;
    RandomSource& random_;

    std::mutex mutex_;
    std::shared_ptr<Job> current_;  // guarded by mutex_
};

}  // namespace bs
