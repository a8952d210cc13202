#include "store/reader_pool.h"

#include <utility>

namespace bs {

Result<std::unique_ptr<ReaderPool>> ReaderPool::open(Store& store, unsigned threads, std::size_t queue_max) {
    std::unique_ptr<ReaderPool> pool(new ReaderPool);
    pool->queue_max_ = queue_max;
    for (unsigned i = 0; i < threads; ++i) {
        BS_TRY(std::unique_ptr<Reader> reader, store.open_reader());
        pool->readers_.push_back(std::move(reader));
    }
    for (const auto& reader : pool->readers_) {
        pool->threads_.emplace_back([pool = pool.get(), reader = reader.get()] { pool->work(*reader); });
    }
    return pool;
}

void ReaderPool::stop() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_all();
    threads_.clear();
}

bool ReaderPool::run(Task task) {
    {
        const std::lock_guard lock(mutex_);
        if (ending_ || queue_.size() >= queue_max_) return false;
        queue_.push_back(std::move(task));
    }
    wake_.notify_one();
    return true;
}

void ReaderPool::work(Reader& reader) {
    while (true) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
            if (queue_.empty()) return;
            task = std::move(queue_.front());
            queue_.pop_front();
        }
        task(reader);
    }
}

}  // namespace bs
