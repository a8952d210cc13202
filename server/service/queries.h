// Every read. What is cached is answered on the calling thread; the rest on a reader thread, from one read transaction,
// so that the data and the cursor that comes with it belong together. Any thread.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "feed/feed.h"
#include "feed/head_waiters.h"
#include "service/read_cache.h"
#include "store/reader_pool.h"
#include "store/store.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bs {

// Data as JSON, true as of `cursor`.
struct ReadAnswer {
    std::shared_ptr<const std::string> json;
    std::string etag;  // without quotes; empty: none
    Seq cursor;
    std::optional<std::string> next;  // of a page: the value of `cursor=` that shows the following one
};

struct BatchListRequest {
    AccountId account_id;
    std::vector<BatchStatus> statuses;  // empty: all
    bool with_bets = true;
    std::optional<std::size_t> limit;
    std::optional<BatchId> before;
};

struct EventsRequest {
    EventQuery query;
    std::optional<std::string> since;   // a cursor as text; without: from the oldest retained event
    std::chrono::milliseconds wait{0};  // how long to wait for the first event, when there is none yet
};

class Queries {
public:
    using Done = std::move_only_function<void(Result<ReadAnswer>)>;

    Queries(Feed& feed, HeadWaiters& waiters, ReaderPool& readers, ReadCache& cache)
        : feed_(feed), waiters_(waiters), readers_(readers), cache_(cache) {}

    // `not_found`, `unavailable`, `overloaded`. `done` is called exactly once, on this or on a reader thread.
    void account(AccountId id, Done done);
    void accounts(Done done);
    void batch(AccountId account_id, BatchId id, Done done);
    // Newest first. Without a limit: as many as the older clients may get at once, list_page_max; `next` tells of more.
    void batches(BatchListRequest request, Done done);
    // Those of all accounts, without their bets. A page may be short, or empty, and still have a `next`.
    void search_batches(BatchSearch search, Done done);
    // {"epoch","events":[...],"next","more","head","floor"}; `next` is the `since` of the following page, or its
    // `until` when the newest come first; `more` tells whether that page can hold anything. `cursor_expired` when
    // `since` cannot be gone on from.
    void events(EventsRequest request, Done done);
    // {} at version 0 when nobody stored any.
    void preferences(std::string owner, Done done);

    // The figures of the statistics screen; `malformed_request` when there are too many for one answer.
    void statistics(StatisticsQuery query, Done done);

private:
    void read(Done done, std::move_only_function<Result<ReadAnswer>(Snapshot&)> query);
    void cached(CacheKey key, AccountId owner, Done done, std::move_only_function<Result<Resource>(Snapshot&)> query);
    void events_until(EventsRequest request, std::chrono::steady_clock::time_point deadline, Done done);

    Feed& feed_;
    HeadWaiters& waiters_;
    ReaderPool& readers_;
    ReadCache& cache_;
};

}  // namespace bs
