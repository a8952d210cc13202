// How somebody likes the console: one JSON object for each owner.
#include "api/decode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "api/services.h"
#include "http/router.h"

#include <string>
#include <utility>

namespace bs {
namespace {

Result<std::string> owner_of(const Call& call) {
    auto owner = http::percent_decode(call.params.values[0], false);
    if (!owner) return fail(ErrorCode::malformed_request, "the owner in the path has a broken escape");
    BS_CHECK(check_owner(*owner));
    return *std::move(owner);
}

Rendered render_replaced_preferences(const Result<Preferences>& result, const Caller& caller) {
    if (!result) return render_problem(result.error(), caller);
    return {200, "ETag: \"" + std::to_string(result->version) + "\"\r\n", result->value};
}

}  // namespace

void get_preferences(Call call) {
    auto owner = owner_of(call);
    if (!owner) return std::move(call.exchange).refuse(owner.error());
    call.services.queries.preferences(*std::move(owner),
                                      [exchange = std::move(call.exchange)](Result<ReadAnswer> read) mutable {
                                          std::move(exchange).answer(std::move(read));
                                      });
}

void put_preferences(Call call) {
    auto owner = owner_of(call);
    if (!owner) return std::move(call.exchange).refuse(owner.error());
    auto value = decode_preferences(call.request.body);
    if (!value) return std::move(call.exchange).refuse(value.error());
    CommandContext context = call.context();
    ReplacePreferences command{*std::move(value), call.if_match()};
    call.services.commands.replace_preferences(
        std::move(context), *owner, std::move(command),
        Exchange::finish_with(std::move(call.exchange), render_replaced_preferences));
}

}  // namespace bs
