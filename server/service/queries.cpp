#include "service/queries.h"

#include "base/json_writer.h"
#include "base/limits.h"
#include "domain/json.h"
#include "feed/cursor.h"
#include "feed/frame.h"

#include <algorithm>
#include <span>
#include <utility>

namespace bs {
namespace {

std::string etag_of(const Account& account) {
    return std::to_string(account.version) + "-" + std::to_string(account.open_batches);
}

Result<Resource> load_account(Snapshot& snapshot, AccountId id) {
    BS_TRY(const std::optional<Account> account, snapshot.find_account(id));
    if (!account) return no_such("account");
    return Resource{std::make_shared<const std::string>(to_json(*account)), etag_of(*account), snapshot.head(), id};
}

// The list's validator: everything in it that can change, in a few bytes.
std::string etag_of(std::span<const Account> accounts) {
    std::size_t mixed = accounts.size();
    for (const Account& account : accounts)
        mixed = mixed * 1'000'003 + std::hash<std::string>{}(std::to_string(account.id.value) + "." + etag_of(account));
    return "l" + std::to_string(mixed);
}

Result<Resource> load_accounts(Snapshot& snapshot) {
    BS_TRY(const std::vector<Account> accounts, snapshot.accounts());
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    for (const Account& account : accounts) append_json(json, account);
    json.end_array();
    return Resource{std::make_shared<const std::string>(std::move(text)),
                    etag_of(std::span<const Account>(accounts)),
                    snapshot.head(),
                    {}};
}

Result<Resource> load_batch(Snapshot& snapshot, AccountId account_id, BatchId id) {
    BS_TRY(const std::optional<Batch> batch, snapshot.find_batch(id));
    if (!batch || batch->account_id != account_id) return no_such("batch in this account");
    BS_TRY(const std::vector<Bet> bets, snapshot.bets_of(id));
    std::string text;
    JsonWriter json(text);
    append_json(json, *batch, bets);
    return Resource{std::make_shared<const std::string>(std::move(text)), std::to_string(batch->version),
                    snapshot.head(), account_id};
}

// Batches of one answer.
class BatchPage {
public:
    explicit BatchPage(bool with_bets) : with_bets_(with_bets), json_(text_) { json_.begin_array(); }

    void add(const Batch& batch) {
        add(batch, [&] { append_json(json_, batch); });
    }
    void add(const Batch& batch, const std::vector<Bet>& bets) {
        add(batch, [&] { append_json(json_, batch, bets); });
    }

    [[nodiscard]] std::string etag() const {
        return "l" + std::to_string(count_) + "." + std::to_string(mixed_) + (with_bets_ ? "b" : "");
    }
    [[nodiscard]] std::string take() {
        json_.end_array();
        return std::move(text_);
    }

private:
    template <class Append>
    void add(const Batch& batch, Append append) {
        append();
        ++count_;
        mixed_ = mixed_ * 1'000'003 + static_cast<std::size_t>(batch.id.value * 8191 + batch.version);
    }

    bool with_bets_;
    std::string text_;
    JsonWriter json_;
    std::size_t count_ = 0;
    std::size_t mixed_ = 0;
};

// How many of the batches fit: a page is cut where its bets get too many for one piece of memory and one short
// transaction, but holds one batch at least.
std::size_t page_length(const std::vector<Batch>& batches, std::size_t limit) {
    constexpr std::int64_t bets_max = 20'000;
    std::int64_t bets = 0;
    for (std::size_t i = 0; i < batches.size() && i < limit; ++i) {
        bets += batches[i].summary.bets();
        if (i > 0 && bets > bets_max) return i;
    }
    return std::min(batches.size(), limit);
}

Result<ReadAnswer> load_batches(Snapshot& snapshot, const BatchListRequest& request) {
    BS_TRY(const std::optional<Account> account, snapshot.find_account(request.account_id));
    if (!account) return no_such("account");
    const std::size_t limit = std::min(request.limit.value_or(limits::list_page_max), limits::list_page_max);
    // One more than asked for tells whether there is a next page.
    BS_TRY(const std::vector<Batch> batches,
           snapshot.batches({request.account_id, request.statuses, request.before, limit + 1}));

    const std::size_t length = request.with_bets ? page_length(batches, limit) : std::min(batches.size(), limit);
    BatchPage page(request.with_bets);
    if (request.with_bets) {
        std::vector<BatchId> ids;
        for (const Batch& batch : std::span(batches).first(length)) ids.push_back(batch.id);
        BS_TRY(const std::vector<std::vector<Bet>> bets, snapshot.bets_of_each(ids));
        for (std::size_t i = 0; i < length; ++i) page.add(batches[i], bets[i]);
    } else {
        for (const Batch& batch : std::span(batches).first(length)) page.add(batch);
    }
    std::optional<std::string> next;
    if (length < batches.size()) next = std::to_string(batches[length - 1].id.value);
    std::string etag = page.etag();
    return ReadAnswer{std::make_shared<const std::string>(page.take()), std::move(etag), snapshot.head(),
                      std::move(next)};
}

Result<ReadAnswer> load_search(Snapshot& snapshot, const BatchSearch& search) {
    BS_TRY(const FoundBatches found, snapshot.search_batches(search));
    BatchPage page(false);
    for (const Batch& batch : found.batches) page.add(batch);
    std::string etag = page.etag();
    std::optional<std::string> next;
    if (found.next) next = std::to_string(found.next->value);
    // The same batches may come to have others behind them: whoever has seen the page has not seen that.
    if (next) etag += "." + *next;
    return ReadAnswer{std::make_shared<const std::string>(page.take()), std::move(etag), snapshot.head(),
                      std::move(next)};
}

// From where a page of events goes on. Unlike a stream, a page can say 410: its reader has a program's patience.
Result<Seq> resolve_since(const EventsRequest& request, std::string_view epoch, Seq head, Seq floor) {
    if (!request.since) return request.query.newest_first ? Seq{0} : Seq{floor.value - 1};
    const auto cursor = parse_cursor(*request.since);
    if (!cursor)
        return fail({ErrorCode::malformed_request,
                     "since is not a cursor",
                     {{"?since", "malformed", "a cursor looks like k3f9-57; take it from an answer or an event id"}},
                     {}});
    if (cursor->epoch != epoch)
        return fail(ErrorCode::cursor_expired, "this cursor is of another history; read the state again");
    if (cursor->seq > head)
        return fail(ErrorCode::cursor_expired, "this cursor is ahead of the log; read the state again");
    if (cursor->seq.value + 1 < floor.value) {
        return fail(ErrorCode::cursor_expired, "events after this cursor are no longer kept; read the state again");
    }
    return cursor->seq;
}

struct EventsPage {
    ReadAnswer answer;
    bool is_empty = true;  // and nothing is left to look at
};

Result<EventsPage> load_events(Snapshot& snapshot, const EventsRequest& request, const std::string& epoch) {
    const Seq head = snapshot.head();
    EventQuery query = request.query;
    BS_TRY(query.after, resolve_since(request, epoch, head, snapshot.floor()));
    BS_TRY(const FoundEvents found, snapshot.events(query));
    const Seq next = query.newest_first ? Seq{found.reached.value - 1} : found.reached;

    std::string text;
    JsonWriter json(text);
    json.begin_object().field("epoch", std::string_view(epoch)).key("events").begin_array();
    for (const StoredEvent& event : found.events) {
        std::string one;
        append_event_json(one, event);
        json.raw(one);
    }
    json.end_array()
        .field("next", std::string_view(format_cursor(epoch, next)))
        .field("more", found.has_more)
        .field("head", std::string_view(format_cursor(epoch, head)))
        .field("floor", snapshot.floor())
        .end_object();
    return EventsPage{{std::make_shared<const std::string>(std::move(text)), "", head, {}},
                      found.events.empty() && !found.has_more};
}

}  // namespace

void Queries::read(Done done, std::move_only_function<Result<ReadAnswer>(Snapshot&)> query) {
    // The task and the refusal both need `done`; it is called by exactly one of them.
    auto shared = std::make_shared<Done>(std::move(done));
    const bool taken = readers_.run([shared, query = std::move(query)](Reader& reader) mutable {
        auto snapshot = reader.snapshot();
        if (!snapshot) return (*shared)(std::unexpected(snapshot.error()));
        Result<ReadAnswer> answer = query(**snapshot);
        snapshot->reset();
        (*shared)(std::move(answer));
    });
    if (!taken) (*shared)(fail(ErrorCode::overloaded, "too many reads are waiting"));
}

void Queries::cached(CacheKey key, AccountId owner, Done done,
                     std::move_only_function<Result<Resource>(Snapshot&)> query) {
    // The head comes first: what is found afterwards is true at it, or was read later (as_of).
    const Seq head = feed_.head();
    if (auto found = cache_.find(key)) {
        if (found->account_id != owner) return done(no_such("batch in this account"));
        return done(ReadAnswer{std::move(found->json), std::move(found->etag), std::max(head, found->as_of), {}});
    }
    read(std::move(done), [this, key, query = std::move(query)](Snapshot& snapshot) mutable -> Result<ReadAnswer> {
        BS_TRY(Resource resource, query(snapshot));
        ReadAnswer answer{resource.json, resource.etag, resource.as_of, {}};
        cache_.insert(key, std::move(resource));
        return answer;
    });
}

void Queries::account(AccountId id, Done done) {
    cached({CacheKey::Kind::account, id.value}, id, std::move(done),
           [id](Snapshot& snapshot) { return load_account(snapshot, id); });
}

void Queries::accounts(Done done) {
    cached({CacheKey::Kind::accounts, 0}, {}, std::move(done),
           [](Snapshot& snapshot) { return load_accounts(snapshot); });
}

void Queries::batch(AccountId account_id, BatchId id, Done done) {
    cached({CacheKey::Kind::batch, id.value}, account_id, std::move(done),
           [account_id, id](Snapshot& snapshot) { return load_batch(snapshot, account_id, id); });
}

void Queries::batches(BatchListRequest request, Done done) {
    read(std::move(done),
         [request = std::move(request)](Snapshot& snapshot) { return load_batches(snapshot, request); });
}

void Queries::search_batches(BatchSearch search, Done done) {
    read(std::move(done), [search = std::move(search)](Snapshot& snapshot) { return load_search(snapshot, search); });
}

void Queries::events(EventsRequest request, Done done) {
    const auto deadline = std::chrono::steady_clock::now() + request.wait;
    events_until(std::move(request), deadline, std::move(done));
}

void Queries::preferences(std::string owner, Done done) {
    read(std::move(done), [owner = std::move(owner)](Snapshot& snapshot) -> Result<ReadAnswer> {
        BS_TRY(const std::optional<Preferences> stored, snapshot.find_preferences(owner));
        const Preferences preferences = stored.value_or(Preferences{owner});
        return ReadAnswer{std::make_shared<const std::string>(preferences.value),
                          std::to_string(preferences.version),
                          snapshot.head(),
                          {}};
    });
}

// Reads a page; when it is empty and there is time left, waits for the log to grow and reads again.
void Queries::events_until(EventsRequest request, std::chrono::steady_clock::time_point deadline, Done done) {
    auto shared = std::make_shared<Done>(std::move(done));
    const bool taken = readers_.run([this, request, deadline, shared](Reader& reader) mutable {
        auto snapshot = reader.snapshot();
        if (!snapshot) return (*shared)(std::unexpected(snapshot.error()));
        const Seq head = (*snapshot)->head();
        Result<EventsPage> page = load_events(**snapshot, request, feed_.epoch());
        snapshot->reset();
        if (!page) return (*shared)(std::unexpected(std::move(page).error()));

        const bool may_wait = page->is_empty && !request.query.newest_first && !request.query.until;
        if (!may_wait || std::chrono::steady_clock::now() >= deadline) return (*shared)(std::move(page->answer));
        // Everything up to this head was looked at.
        request.since = format_cursor(feed_.epoch(), head);
        const auto waiting = waiters_.wait(head, deadline, [this, request, deadline, shared]() mutable {
            events_until(std::move(request), deadline, std::move(*shared));
        });
        if (waiting == HeadWaiters::Taken::released) (*shared)(std::move(page->answer));
        if (waiting == HeadWaiters::Taken::too_many)
            (*shared)(fail(ErrorCode::overloaded, "too many requests wait for events"));
    });
    if (!taken) (*shared)(fail(ErrorCode::overloaded, "too many reads are waiting"));
}

}  // namespace bs
