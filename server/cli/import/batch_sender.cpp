#include "cli/import/batch_sender.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace bs::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto answer_deadline = 60s;
constexpr auto first_pause = 200ms;
constexpr auto longest_pause = 5000ms;

// The id at the end of "/api/v1/accounts/3/batches/17".
std::optional<BatchId> id_in_location(std::string_view location) {
    const std::size_t slash = location.rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const std::string_view digits = location.substr(slash + 1);
    BatchId id;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id.value);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return id;
}

std::chrono::milliseconds parse_retry_after(std::string_view seconds) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
    return error == std::errc() ? std::chrono::seconds(value) : 0s;
}

// Statuses after which the same request may succeed: the same key is still being worked on, too many requests, a proxy
// or server that is not up.
bool may_pass(int status) { return status == 409 || status == 429 || status == 502 || status == 503 || status == 504; }

}  // namespace

BatchSender::BatchSender(Options options) : options_(std::move(options)) {
    for (std::size_t i = 0; i < options_.connections; ++i) threads_.emplace_back([this] { run(); });
}

BatchSender::~BatchSender() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

bool BatchSender::submit(OutgoingBatch batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return failure_ || queue_.size() < options_.connections; });
    if (failure_) return false;
    queue_.push_back(std::move(batch));
    lock.unlock();
    changed_.notify_all();
    return true;
}

std::string BatchSender::spare_body() {
    const std::lock_guard lock(mutex_);
    if (spare_.empty()) return {};
    std::string body = std::move(spare_.back());
    spare_.pop_back();
    body.clear();
    return body;
}

Result<> BatchSender::finish() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    if (failure_) return fail(*std::move(failure_));
    return {};
}

void BatchSender::run() {
    std::optional<ApiClient> client;
    while (auto batch = take()) {
        auto result = send(client, *batch);
        note(*std::move(batch), std::move(result));
    }
}

std::optional<OutgoingBatch> BatchSender::take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || closed_ || !queue_.empty(); });
    if (stopping_ || queue_.empty()) return std::nullopt;
    OutgoingBatch batch = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    changed_.notify_all();
    return batch;
}

Result<SentBatch> BatchSender::send(std::optional<ApiClient>& client, const OutgoingBatch& batch) {
    std::optional<std::chrono::steady_clock::time_point> give_up;
    std::chrono::milliseconds pause = first_pause;
    for (;;) {
        std::chrono::milliseconds retry_after = -1ms;
        auto result = try_once(client, batch, retry_after);
        // An answer that is replayed after a failure is that of our own earlier try.
        if (result && give_up) result->was_there = false;
        if (result || retry_after < 0ms) return result;

        const auto now = std::chrono::steady_clock::now();
        if (!give_up) {
            give_up = now + options_.retry_window;
            const std::lock_guard lock(mutex_);
            if (options_.on_trouble) options_.on_trouble(result.error());
        }
        if (now >= *give_up || !wait(std::clamp(retry_after, pause, std::max(pause, longest_pause)))) return result;
        pause = std::min(pause * 2, longest_pause);
    }
}

// `retry_after` stays negative when another try would not help.
Result<SentBatch> BatchSender::try_once(std::optional<ApiClient>& client, const OutgoingBatch& batch,
                                        std::chrono::milliseconds& retry_after) {
    if (!client) {
        BS_TRY(ApiClient opened, ApiClient::open(options_.server, answer_deadline));
        client.emplace(std::move(opened));
    }
    auto response = client->write({.method = "POST",
                                   .target = options_.target,
                                   .body = batch.body,
                                   .key = batch.key,
                                   .actor = options_.server.actor,
                                   .body_wanted = false});
    if (!response) {
        client.reset();
        retry_after = 0ms;
        return fail(std::move(response).error());
    }
    if (response->status == 201) {
        const auto id = id_in_location(response->field("location"));
        if (!id) return fail(ErrorCode::internal, "the server's answer names no batch (no Location)");
        return SentBatch{batch.index, batch.bets, *id, response->field("idempotency-replayed") == "true"};
    }
    if (may_pass(response->status)) retry_after = parse_retry_after(response->field("retry-after"));
    return fail(to_error(*response));
}

void BatchSender::note(OutgoingBatch batch, Result<SentBatch> result) {
    {
        const std::lock_guard lock(mutex_);
        spare_.push_back(std::move(batch.body));
        if (result) {
            options_.on_sent(*result);
        } else {
            if (!failure_) failure_ = std::move(result).error();
            stopping_ = true;
        }
    }
    changed_.notify_all();
}

bool BatchSender::wait(std::chrono::milliseconds pause) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, pause, [this] { return stopping_; });
}

}  // namespace bs::cli
