#include "service/writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace bs {
namespace {

// Under endless load housekeeping gets a turn this often; with nothing to do it is looked for as often.
constexpr std::chrono::milliseconds tidy_interval{500};
// Nothing has to come for so long before housekeeping starts: under load the queue is empty for moments, and whoever
// sends next would wait for a checkpoint.
constexpr std::chrono::milliseconds idle_gap{2};
// A command that meets another process so often is refused.
constexpr int tries_alone_max = 8;

}  // namespace

// What became of one command of the group before the commit.
struct Writer::Decided {
    std::size_t events_end = 0;    // how many events the group had after it
    bool wrote = false;            // it needs the commit: it has events, preferences, or an answer to keep
    std::optional<Error> refusal;  // the key was used for something else
    std::optional<Rendered> rendered;
    bool replayed = false;
    std::optional<Seq> cursor;  // of a replayed answer
};

// A record that this very group is about to commit has no cursor yet: its last event is the last so far.
Writer::Decided Writer::replay(const IdempotencyRecord& record, const IdempotencyKey& request) {
    Decided decided;
    if (record.request_hash != request.request_hash) {
        decided.refusal = Error{ErrorCode::id_reused, "this idempotency key was used for a different request", {}, {}};
        return decided;
    }
    decided.rendered = Rendered{record.status, record.fields, record.body};
    decided.replayed = true;
    if (record.cursor.value > 0) decided.cursor = record.cursor;
    return decided;
}

Writer::Writer(Store& store, const Clock& clock, Hooks hooks)
    : store_(store), clock_(clock), hooks_(std::move(hooks)), thread_([this] { work(); }) {}

void Writer::stop() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

std::optional<Error> Writer::submit(std::unique_ptr<WriteJob> job) {
    bool was_empty = false;
    {
        const std::lock_guard lock(mutex_);
        if (ending_) return Error{ErrorCode::draining, "the server is shutting down; nothing was applied", {}, {}};
        if (queue_.size() >= limits::writer_queue_max) {
            metrics_.refused_full.add();
            return Error{ErrorCode::overloaded, "too many commands are waiting; nothing was applied", {}, {}};
        }
        was_empty = queue_.empty();
        queue_.push_back({std::move(job), std::chrono::steady_clock::now()});
    }
    if (was_empty) wake_.notify_one();
    return std::nullopt;
}

std::size_t Writer::queue_length() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void Writer::work() {
    while (true) {
        std::vector<Queued> jobs = take_group();
        turns_.fetch_add(1, std::memory_order_relaxed);
        if (!jobs.empty()) {
            run_group(std::move(jobs));
            untidy_ = true;
            const bool is_tidy_due = std::chrono::steady_clock::now() - tidied_at_ > tidy_interval;
            do_chores(is_tidy_due);
            if (is_tidy_due) tidy();
            continue;
        }
        {
            const std::lock_guard lock(mutex_);
            if (ending_ && queue_.empty()) break;
        }
        do_chores(true);
        tidy();
    }
    chores_.clear();
    const std::lock_guard lock(mutex_);
    new_chores_.clear();
}

std::vector<Writer::Queued> Writer::take_group() {
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return ending_ || chores_are_asked_ || !queue_.empty(); };
    // With housekeeping left we wait for a moment; otherwise we sleep, and look for housekeeping now and then.
    wake_.wait_for(lock, untidy_ ? idle_gap : tidy_interval, ready);

    std::vector<Queued> jobs;
    std::size_t rows = 0;
    while (!queue_.empty() && jobs.size() < limits::group_commands_max && rows < limits::group_rows_max) {
        rows += queue_.front().job->weight();
        jobs.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return jobs;
}

void Writer::add_chore(std::move_only_function<Chore()> chore) {
    {
        const std::lock_guard lock(mutex_);
        new_chores_.push_back(std::move(chore));
        chores_are_asked_ = true;
    }
    wake_.notify_one();
}

void Writer::ask_chores() {
    {
        const std::lock_guard lock(mutex_);
        chores_are_asked_ = true;
    }
    wake_.notify_one();
}

void Writer::do_chores(bool all) {
    {
        const std::lock_guard lock(mutex_);
        std::ranges::move(new_chores_, std::back_inserter(chores_));
        new_chores_.clear();
        if (!std::exchange(chores_are_asked_, false) && !all) return;
    }
    std::erase_if(chores_, [](auto& chore) { return chore() == Chore::done; });
}

void Writer::tidy() {
    tidied_at_ = std::chrono::steady_clock::now();
    untidy_ = store_.tidy(clock_.now());
    // A checkpoint may fail, too, and with nobody waiting for an answer.
    look_for_doubt();
}

void Writer::look_for_doubt() {
    if (store_.stats().poisoned && !std::exchange(doubt_told_, true)) hooks_.on_doubt();
}

void Writer::run_group(std::vector<Queued> jobs) {
    metrics_.groups.add();
    metrics_.commands.add(jobs.size());
    metrics_.group_size.observe(jobs.size());

    if (try_group(jobs, false)) return;
    // One by one, so that a command that collides again and again holds up nobody else for long.
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        for (int tries = 1; !try_group(std::span(jobs).subspan(i, 1), tries == tries_alone_max);) ++tries;
    }
}

bool Writer::try_group(std::span<Queued> jobs, bool is_last_try) {
    const auto may_try_again = [&](const Error& error) {
        if (error.code != ErrorCode::collided) return false;
        metrics_.collisions.add();
        return !is_last_try;
    };
    Result<Loaded> loaded = load(jobs);
    if (!loaded) {
        if (may_try_again(loaded.error())) return false;
        for (Queued& queued : jobs) queued.job->fail(loaded.error());
        return true;
    }
    Group group(store_, *std::move(loaded));
    std::vector<Decided> decided(jobs.size());
    const Timestamp now = clock_.now();
    for (std::size_t i = 0; i < jobs.size(); ++i) decide_one(*jobs[i].job, group, now, decided[i]);

    WriteSet& changes = group.changes();
    const Result<> committed = commit(changes);
    if (!committed && may_try_again(committed.error())) return false;
    const auto answer_all = [&] { answer(jobs, decided, committed, group, changes); };
    if (hooks_.answer_together) hooks_.answer_together(answer_all);
    if (!hooks_.answer_together) answer_all();

    if (!committed) look_for_doubt();
    return true;
}

Result<Loaded> Writer::load(std::span<const Queued> jobs) {
    Keys keys;
    for (const Queued& queued : jobs) {
        queued.job->collect(keys);
        const auto& idempotency = queued.job->context.idempotency;
        if (idempotency) keys.idempotency_keys.push_back(idempotency->key);
    }
    return store_.load(keys);
}

void Writer::decide_one(WriteJob& job, Group& group, Timestamp now, Decided& decided) {
    const std::size_t events_before = group.event_count();
    const std::size_t writes_before = group.write_count();
    const auto& idempotency = job.context.idempotency;
    if (idempotency) {
        if (const IdempotencyRecord* record = group.find_idempotency(idempotency->key)) {
            decided = replay(*record, *idempotency);
            decided.events_end = events_before;
            return;
        }
    }
    job.decide(group, Stamp{now, job.context.caller.actor});
    decided.events_end = group.event_count();
    decided.wrote = group.write_count() > writes_before;
    if (!idempotency) return;

    decided.rendered = job.render();
    if (decided.rendered->status >= 500) return;
    group.record(IdempotencyRecord{idempotency->key,
                                   idempotency->request_hash,
                                   decided.rendered->status,
                                   decided.rendered->fields,
                                   decided.rendered->body,
                                   now,
                                   {}});
    decided.wrote = true;
}

Result<> Writer::commit(WriteSet& changes) {
    if (changes.events.empty() && changes.idempotency.empty() && changes.preferences.empty()) {
        store_.release();
        return {};
    }
    const auto start = std::chrono::steady_clock::now();
    Result<> committed = store_.commit(changes);
    metrics_.commit_time.observe(std::chrono::steady_clock::now() - start);
    if (committed) count(changes);
    return committed;
}

void Writer::count(const WriteSet& changes) {
    for (const StoredEvent& event : changes.events) metrics_.events[static_cast<std::size_t>(event.type)].add();
    for (const auto& [minute, figures] : changes.statistics) {
        metrics_.bets.add(static_cast<std::uint64_t>(figures.created.count));
        for (std::size_t i = 0; i < bet_status_count; ++i)
            metrics_.marks[i].add(static_cast<std::uint64_t>(figures.marks[i].count));
    }
}

void Writer::answer(std::span<Queued> jobs, std::vector<Decided>& decided, const Result<>& committed,
                    const Group& group, const WriteSet& changes) {
    const Seq before = changes.events.empty() || !committed ? group.head() : Seq{changes.events.front().seq.value - 1};
    const auto now = std::chrono::steady_clock::now();
    bool rests_on_writes = false;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        WriteJob& job = *jobs[i].job;
        Decided& outcome = decided[i];
        metrics_.queue_time.observe(now - jobs[i].since);
        // Whatever was decided after a write of this group may rest on it.
        rests_on_writes = rests_on_writes || outcome.wrote;
        if (!committed && rests_on_writes) {
            job.fail(committed.error());
        } else if (outcome.refusal) {
            job.fail(*outcome.refusal);
        } else {
            if (outcome.replayed) metrics_.replays.add();
            const Seq last{before.value + static_cast<std::int64_t>(outcome.events_end)};
            job.end(Ending{std::move(outcome.rendered), outcome.replayed, outcome.cursor.value_or(last)});
        }
    }
}

}  // namespace bs
