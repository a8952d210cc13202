// The one thread that writes. It takes whatever commands are queued as one group: collect the keys that each needs,
// load them once, decide in order, write once, commit (the store publishes), answer. Two round trips and one flush,
// however many commands. A refused command leaves no trace and takes nobody down with it.
#pragma once

#include "base/limits.h"
#include "base/metrics.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/bet.h"
#include "domain/command.h"
#include "domain/event.h"
#include "service/caller.h"
#include "service/group.h"
#include "store/store.h"

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace bs {

// Why an answer is a problem: for figures and the log.
struct Refusal {
    ErrorCode code{};
    std::string detail;
};

// An answer as bytes: what an idempotency record keeps, but for the refusal.
struct Rendered {
    int status = 0;
    std::string fields;  // header lines, "Name: value\r\n" each
    std::string body;
    std::optional<Refusal> refusal = {};
};

// How a command ended for everyone who is told: durable, or refused, or failed.
struct Ending {
    std::optional<Rendered> rendered;  // with an idempotency key: the answer that is stored under it
    bool replayed = false;             // `rendered` was stored by an earlier request with the same key
    Seq cursor;                        // the last event of this command, or the head if it had none
};

// One command in the queue. The writer calls collect, then decide or nothing, then end or fail; all on its thread.
class WriteJob {
public:
    explicit WriteJob(CommandContext job_context) : context(std::move(job_context)) {}
    virtual ~WriteJob() = default;

    virtual void collect(Keys& keys) const = 0;
    // About how many rows it touches: keeps groups short in time.
    [[nodiscard]] virtual std::size_t weight() const { return 1; }
    // Judges and records; remembers its result.
    virtual void decide(Group& group, const Stamp& stamp) = 0;
    // The remembered result as bytes.
    [[nodiscard]] virtual Rendered render() const = 0;
    // The remembered result is handed over, or that it could not be made durable. Exactly one of them, once.
    virtual void end(Ending ending) = 0;
    virtual void fail(const Error& error) = 0;

    const CommandContext context;
};

struct WriterMetrics {
    Counter groups;
    Counter commands;
    Counter refused_full;   // not queued: the queue was full
    Counter replays;        // answered with what was kept under their idempotency key
    Counter collisions;     // groups that another process was faster than
    Histogram group_size;   // commands
    Histogram commit_time;  // microseconds, flush included
    Histogram queue_time;   // microseconds from submit to the end of the group

    // What was committed here, by EventType and by the BetStatus that a bet got.
    std::array<Counter, event_type_count> events;
    std::array<Counter, bet_status_count> marks;
    Counter bets;
};

class Writer {
public:
    struct Hooks {
        // The store cannot vouch for its data any more: the process must stop. Called once, after the callers were
        // told.
        std::function<void()> on_doubt;
        // Calls back once; the callers of a group are answered in there. For whoever carries the answers: they may
        // leave together. May be empty.
        std::function<void(const std::function<void()>& answer_all)> answer_together;
    };

    Writer(Store& store, const Clock& clock, Hooks hooks);
    ~Writer() { stop(); }

    // Takes nothing more, ends what is queued, then the thread. Everybody who was taken has been answered when it
    // returns.
    void stop();

    // Work of the writer's thread beside the groups, short.
    enum class Chore : std::uint8_t {
        later,  // it is asked again, at the latest with the next housekeeping
        done,   // it is destroyed, on that thread
    };
    // From any thread. When the writer stops, it is destroyed whether it was done or not.
    void add_chore(std::move_only_function<Chore()> chore);
    // From any thread: there is something to do now for those that said `later`.
    void ask_chores();

    // Nothing when the job was taken; the refusal (`overloaded`, `draining`) when not. From any thread.
    [[nodiscard]] std::optional<Error> submit(std::unique_ptr<WriteJob> job);

    [[nodiscard]] std::size_t queue_length() const;
    // Rises a few times in a second, however idle or busy the thread is. One that stands still is stuck.
    [[nodiscard]] std::uint64_t turns() const { return turns_.load(std::memory_order_relaxed); }
    [[nodiscard]] const WriterMetrics& metrics() const { return metrics_; }

private:
    struct Queued {
        std::unique_ptr<WriteJob> job;
        std::chrono::steady_clock::time_point since;
    };
    struct Decided;

    void work();
    // Waits for commands; empty when there is time for housekeeping, or when the end has come.
    [[nodiscard]] std::vector<Queued> take_group();
    void run_group(std::vector<Queued> jobs);
    // False when another process was faster, and this is not the last try: nothing was applied, nobody was told.
    [[nodiscard]] bool try_group(std::span<Queued> jobs, bool is_last_try);
    [[nodiscard]] Result<Loaded> load(std::span<const Queued> jobs);
    [[nodiscard]] static Decided replay(const IdempotencyRecord& record, const IdempotencyKey& request);
    void decide_one(WriteJob& job, Group& group, Timestamp now, Decided& decided);
    [[nodiscard]] Result<> commit(WriteSet& changes);
    void count(const WriteSet& changes);
    void answer(std::span<Queued> jobs, std::vector<Decided>& decided, const Result<>& committed, const Group& group,
                const WriteSet& changes);
    void tidy();
    void look_for_doubt();
    // `all`: also those that said `later`, without having been asked for.
    void do_chores(bool all);

    // Constant after construction.
    Store& store_;
    const Clock& clock_;
    const Hooks hooks_;

    WriterMetrics metrics_;
    std::atomic<std::uint64_t> turns_ = 0;
    std::chrono::steady_clock::time_point tidied_at_{};  // the writer thread's
    bool untidy_ = true;                                 // the writer thread's: there may be housekeeping to do
    bool doubt_told_ = false;                            // the writer thread's

    std::vector<std::move_only_function<Chore()>> chores_;  // the writer thread's

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Queued> queue_;                                  // guarded by mutex_
    std::vector<std::move_only_function<Chore()>> new_chores_;  // guarded by mutex_
    bool chores_are_asked_ = false;                             // guarded by mutex_
    bool ending_ = false;                                       // guarded by mutex_
    std::thread thread_;
};

}  // namespace bs
