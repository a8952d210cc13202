#include "api/decode.h"
#include "api/error_table.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "api/services.h"
#include "base/json_writer.h"
#include "domain/json.h"

#include <string>
#include <utility>

namespace bs {
namespace {

Rendered render_bet(const Result<Bet>& result, const Caller& caller) {
    if (!result) return render_problem(result.error(), caller);
    return {200, "ETag: \"" + std::to_string(result->version) + "\"\r\n", to_json(*result)};
}

Rendered render_bets(const Result<std::vector<Bet>>& result, const Caller& caller) {
    if (!result) return render_problem(result.error(), caller);
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    for (const Bet& bet : *result) append_json(json, bet);
    json.end_array();
    return {200, "", std::move(text)};
}

Rendered render_items(const Result<std::vector<MarkedItem>>& result, const Caller& caller) {
    if (!result) return render_problem(result.error(), caller);
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    for (const MarkedItem& item : *result) {
        const int status = item.error ? row_of(item.error->code).status : 200;
        json.begin_object().field("pid", item.bet_id).field("status", std::int64_t{status});
        if (item.bet) {
            json.key("bet");
            append_json(json, *item.bet);
        }
        if (item.error) json.key("error").raw(problem_json(*item.error, caller));
        json.end_object();
    }
    json.end_array();
    return {207, "", std::move(text)};
}

}  // namespace

void patch_bet(Call call) {
    const auto path = call.batch_path();
    if (!path) return std::move(call.exchange).refuse(path.error());
    const auto bet_id = call.path_id<BetId>(2);
    if (!bet_id) return std::move(call.exchange).refuse(bet_id.error());
    auto command = decode_mark_bet(call.request.body, *bet_id);
    if (!command) return std::move(call.exchange).refuse(command.error());
    if (const auto version = call.if_match()) command->expected_version = version;
    CommandContext context = call.context();
    call.services.commands.mark_bet(std::move(context), *path, *std::move(command),
                                    Exchange::finish_with(std::move(call.exchange), render_bet));
}

void patch_bets(Call call) {
    const auto path = call.batch_path();
    if (!path) return std::move(call.exchange).refuse(path.error());
    const std::string_view mode = call.parameter("mode").value_or("atomic");
    if (mode != "atomic" && mode != "partial") {
        return std::move(call.exchange).refuse(bad_parameter("mode", "expected atomic or partial"));
    }
    auto commands = decode_mark_bets(call.request.body);
    if (!commands) return std::move(call.exchange).refuse(commands.error());
    CommandContext context = call.context();
    if (mode == "partial") {
        return call.services.commands.mark_bets_partially(
            std::move(context), *path, *std::move(commands),
            Exchange::finish_with(std::move(call.exchange), render_items));
    }
    call.services.commands.mark_bets(std::move(context), *path, *std::move(commands),
                                     Exchange::finish_with(std::move(call.exchange), render_bets));
}

}  // namespace bs
