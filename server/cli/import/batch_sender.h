// The second pass's way out: posts batches over a few connections while the next ones are being read. Whatever breaks
// in between is tried again under the same idempotency key, so that nothing is stored twice.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "cli/api_client.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace bs::cli {

struct OutgoingBatch {
    std::uint64_t index = 0;  // in the file, from 0
    std::size_t bets = 0;
    std::string body;
    std::string key;
};

struct SentBatch {
    std::uint64_t index = 0;
    std::size_t bets = 0;
    BatchId id;
    bool was_there = false;  // stored by an earlier run
};

class BatchSender {
public:
    struct Options {
        ServerAddress server;
        std::string target;  // "/api/v1/accounts/3/batches"
        std::size_t connections = 1;
        std::chrono::milliseconds retry_window = std::chrono::seconds(60);  // of one batch, from its first failure
        // Called under a lock, in the order in which the answers come.
        std::function<void(const SentBatch&)> on_sent;
        // The server does not answer, and the batch will be tried again; called under the same lock.
        std::function<void(const Error&)> on_trouble;
    };

    explicit BatchSender(Options options);
    ~BatchSender();  // without finish(): drops what waits

    // Waits while enough is under way. False after a failure: then there is no use in going on.
    [[nodiscard]] bool submit(OutgoingBatch batch);
    // A body that was sent, for its memory; empty when there is none.
    [[nodiscard]] std::string spare_body();
    // Waits for all answers. The error is that of the first batch that could not be stored.
    [[nodiscard]] Result<> finish();

private:
    void run();
    [[nodiscard]] std::optional<OutgoingBatch> take();
    [[nodiscard]] Result<SentBatch> send(std::optional<ApiClient>& client, const OutgoingBatch& batch);
    [[nodiscard]] Result<SentBatch> try_once(std::optional<ApiClient>& client, const OutgoingBatch& batch,
                                             std::chrono::milliseconds& retry_after);
    void note(OutgoingBatch batch, Result<SentBatch> result);
    // False when stopping.
    [[nodiscard]] bool wait(std::chrono::milliseconds pause);

    const Options options_;

    std::mutex mutex_;
    std::condition_variable changed_;
    // Guarded by mutex_.
    std::deque<OutgoingBatch> queue_;
    std::vector<std::string> spare_;
    std::optional<Error> failure_;
    bool closed_ = false;    // nothing more will be submitted
    bool stopping_ = false;  // drop what waits

    std::vector<std::thread> threads_;
};

}  // namespace bs::cli
