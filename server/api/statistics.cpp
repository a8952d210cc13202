// GET /api/v1/statistics: the figures of the statistics screen.
#include "api/handlers.h"
#include "api/parameters.h"
#include "api/services.h"
#include "base/limits.h"

#include <utility>

namespace bs {
namespace {

// 9999-12-31: no later bucket has an end that RFC 3339 can write.
constexpr Timestamp latest{253'402'214'400'000'000};

Result<StatisticsQuery> parse_query(const Call& call) {
    StatisticsQuery query;
    const auto word = call.parameter("step").value_or("minute");
    const auto step = parse_statistics_step(word);
    if (!step) return fail(bad_parameter("step", "expected minute, hour or day"));
    query.step = *step;
    BS_TRY(const TimeRange range, parse_time_range(call));
    if (!range.from) return fail(bad_parameter("from", "this is needed: where the figures begin"));
    if (!range.to) return fail(bad_parameter("to", "this is needed: where the figures end"));
    if (*range.to > latest) return fail(bad_parameter("to", "this is too far in the future"));
    // Whole steps: a bucket is never told in part.
    query.from = start_of(query.step, *range.from);
    query.to = start_of(query.step, Timestamp{range.to->micros + micros_of(query.step) - 1});
    const auto buckets = (query.to.micros - query.from.micros) / micros_of(query.step);
    if (buckets > static_cast<std::int64_t>(limits::statistics_buckets_max)) {
        return fail(bad_parameter("step", "from and to are " + std::to_string(buckets) +
                                              " of these apart, and at most " +
                                              std::to_string(limits::statistics_buckets_max) + " are told at once"));
    }
    BS_TRY(const auto account, parse_optional_id(call, "account", "an account id"));
    if (account) query.account_id = AccountId{*account};
    return query;
}

}  // namespace

void get_statistics(Call call) {
    const auto query = parse_query(call);
    if (!query) return std::move(call.exchange).refuse(query.error());
    call.services.queries.statistics(*query, [exchange = std::move(call.exchange)](Result<ReadAnswer> read) mutable {
        std::move(exchange).answer(std::move(read));
    });
}

}  // namespace bs
