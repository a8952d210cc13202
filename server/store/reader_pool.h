// A few threads, each with a Reader of its own, for everything that may touch many rows. The queue is bounded.
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace bs {

class ReaderPool {
public:
    using Task = std::move_only_function<void(Reader&)>;

    [[nodiscard]] static Result<std::unique_ptr<ReaderPool>> open(Store& store, unsigned threads,
                                                                  std::size_t queue_max);
    ~ReaderPool() { stop(); }

    // Takes nothing more, runs what is queued, then ends the threads.
    void stop();

    // False when the queue is full; the task was not taken. From any thread.
    [[nodiscard]] bool run(Task task);

private:
    ReaderPool() = default;
    void work(Reader& reader);

    std::vector<std::unique_ptr<Reader>> readers_;  // constant after open
    std::size_t queue_max_ = 0;                     // constant after open
    std::vector<std::jthread> threads_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Task> queue_;  // guarded by mutex_
    bool ending_ = false;     // guarded by mutex_
};

}  // namespace bs
