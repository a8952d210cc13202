// The answer of /api/v1/statistics.
#include "base/json_writer.h"
#include "base/limits.h"
#include "service/queries.h"

#include <functional>
#include <string>
#include <utility>

namespace bs {
namespace {

void append(JsonWriter& json, const Figure& figure) {
    json.begin_object().field("count", figure.count);
    json.key("stake").raw(to_string(figure.stake)).key("cost").raw(to_string(figure.cost)).end_object();
}

void append(JsonWriter& json, const std::array<Figure, bet_status_count>& figures) {
    json.begin_object();
    for (std::size_t i = 0; i < bet_status_count; ++i) {
        json.key(to_word(static_cast<BetStatus>(i)));
        append(json, figures[i]);
    }
    json.end_object();
}

void append_micros(JsonWriter& json, std::string_view name, std::optional<std::int64_t> micros) {
    json.key(name);
    micros ? json.value(*micros) : json.null();
}

void append_latency(JsonWriter& json, const Figures& figures) {
    json.begin_object().field("count", latency_count(figures));
    append_micros(json, "p50_us", latency_percentile(figures, 50));
    append_micros(json, "p95_us", latency_percentile(figures, 95));
    append_micros(json, "p99_us", latency_percentile(figures, 99));
    json.key("histogram").begin_array();
    for (const auto& [bucket, count] : figures.latencies) {
        json.begin_object();
        append_micros(json, "up_to_us", latency_bound(bucket));
        json.field("count", count).end_object();
    }
    json.end_array().end_object();
}

void append(JsonWriter& json, const Figures& figures) {
    json.key("created");
    append(json, figures.created);
    json.key("marks");
    append(json, figures.marks);
    json.key("net");
    append(json, figures.net);
    json.key("latency");
    append_latency(json, figures);
}

void append_account(JsonWriter& json, AccountId id, const Figures& figures, const Figure& exposure) {
    const std::int64_t successful = figures.net[static_cast<std::size_t>(BetStatus::successful)].count;
    const std::int64_t failed = figures.net[static_cast<std::size_t>(BetStatus::failed)].count;
    json.begin_object().field("account_id", id);
    append(json, figures);
    json.key("success").begin_object().field("successful", successful).field("n", successful + failed).end_object();
    json.key("exposure");
    append(json, exposure);
    json.end_object();
}

Result<ReadAnswer> load_statistics(Snapshot& snapshot, const StatisticsQuery& query) {
    BS_TRY(const FoundStatistics found, snapshot.statistics(query));
    if (found.is_cut) {
        return fail({ErrorCode::malformed_request,
                     "too many figures for one answer",
                     {{"?to", "too_much", "ask for a shorter time, a longer step, or one account"}},
                     {}});
    }
    BS_TRY(const auto exposure, snapshot.exposure());
    BS_TRY(const std::vector<Account> accounts, snapshot.accounts());

    std::map<AccountId, Figures> sums;
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("step", to_word(query.step)).field("from", query.from).field("to", query.to);
    json.field("since", found.since).key("buckets").begin_array();
    for (const auto& [key, figures] : found.figures) {
        sums[key.account_id].add(figures);
        json.begin_object().field("start", key.start).field("account_id", key.account_id);
        append(json, figures);
        json.end_object();
    }
    json.end_array().key("accounts").begin_array();
    for (const Account& account : accounts) {
        if (query.account_id && account.id != *query.account_id) continue;
        const auto open = exposure.find(account.id);
        append_account(json, account.id, sums[account.id], open == exposure.end() ? Figure{} : open->second);
    }
    json.end_array().end_object();
    std::string etag = "s" + std::to_string(std::hash<std::string>{}(text));
    return ReadAnswer{std::make_shared<const std::string>(std::move(text)), std::move(etag), snapshot.head(), {}};
}

}  // namespace

void Queries::statistics(StatisticsQuery query, Done done) {
    read(std::move(done), [query](Snapshot& snapshot) { return load_statistics(snapshot, query); });
}

}  // namespace bs
