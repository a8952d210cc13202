// GET /api/v1/batches: the batches of all accounts.
#include "api/handlers.h"
#include "api/parameters.h"
#include "api/services.h"
#include "base/limits.h"

#include <utility>

namespace bs {
namespace {

Result<BatchFilter> parse_filter(const Call& call) {
    BatchFilter filter;
    BS_TRY(const auto account, parse_optional_id(call, "account", "an account id"));
    if (account) filter.account_id = AccountId{*account};
    BS_TRY(filter.statuses, parse_statuses(call));
    BS_TRY(const TimeRange range, parse_time_range(call));
    filter.from = range.from;
    filter.to = range.to;
    BS_TRY(filter.only_pending, parse_flag(call, "pending", false));
    BS_TRY(filter.created_by, parse_text(call, "created_by", limits::actor_chars_max));
    BS_TRY(filter.submitted_by, parse_text(call, "submitted_by", limits::actor_chars_max));
    BS_TRY(const auto text, parse_text(call, "q", limits::search_chars_max));
    if (text) filter.text = SearchText(*text);
    return filter;
}

Result<BatchSearch> parse_search(const Call& call) {
    BatchSearch search;
    BS_TRY(search.filter, parse_filter(call));
    BS_TRY(const std::int64_t limit, parse_number(call, "limit", 1, limits::list_page_max, limits::list_page_default));
    search.limit = static_cast<std::size_t>(limit);
    BS_TRY(const auto before, parse_optional_id(call, "cursor", "what the Link header of the page before says"));
    if (before) search.before = BatchId{*before};
    return search;
}

}  // namespace

void get_all_batches(Call call) {
    auto search = parse_search(call);
    if (!search) return std::move(call.exchange).refuse(search.error());
    Queries& queries = call.services.queries;
    queries.search_batches(*std::move(search), answer_page(call));
}

}  // namespace bs
