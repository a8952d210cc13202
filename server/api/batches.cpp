#include "api/decode.h"
#include "api/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "api/services.h"
#include "base/json_writer.h"
#include "base/limits.h"
#include "domain/decide.h"
#include "domain/json.h"

#include <string>
#include <utility>

namespace bs {
namespace {

Rendered render_created_batch(const Result<CreatedBatch>& result, const Caller& caller) {
    if (!result) return render_problem(result.error(), caller);
    const std::string location =
        "/api/v1/accounts/" + std::to_string(result->account_id.value) + "/batches/" + std::to_string(result->id.value);
    return {201, "Location: " + location + "\r\nETag: \"" + std::to_string(result->version) + "\"\r\n", result->json};
}

// RFC 7240: a caller that sends 10,000 bets knows them, and does not want them back, nor kept under its key.
Rendered render_created_minimally(const Result<CreatedBatch>& result, const Caller& caller) {
    Rendered rendered = render_created_batch(result, caller);
    if (!result) return rendered;
    rendered.fields += "Preference-Applied: return=minimal\r\n";
    rendered.body.clear();
    JsonWriter out(rendered.body);
    out.begin_object().field("id", result->id).field("account_id", result->account_id);
    out.field("version", result->version).end_object();
    return rendered;
}

bool prefers_minimal(const http::Request& request) {
    const std::string* preference = request.find("prefer");
    return preference != nullptr && *preference == "return=minimal";
}

Rendered render_batch(const Result<Batch>& result, const Caller& caller) {
    if (!result) return render_problem(result.error(), caller);
    return {200, "ETag: \"" + std::to_string(result->version) + "\"\r\n", to_json(*result)};
}

// The older clients know only "there is no such open batch": for them a closed one is not there.
Rendered render_submitted_by_delete(const Result<Batch>& result, const Caller& caller) {
    if (!result && result.error().code == ErrorCode::invalid_transition) {
        return render_problem({ErrorCode::not_found, "the batch is closed already", {}, {}}, caller);
    }
    return render_batch(result, caller);
}

Result<BatchListRequest> parse_list(const Call& call) {
    BatchListRequest request;
    BS_TRY(request.account_id, call.path_id<AccountId>(0));
    BS_TRY(request.statuses, parse_statuses(call));
    BS_TRY(request.with_bets, parse_flag(call, "bets", true));
    if (call.parameter("limit")) {
        BS_TRY(const std::int64_t limit, parse_number(call, "limit", 1, limits::list_page_max, 0));
        request.limit = static_cast<std::size_t>(limit);
    }
    BS_TRY(const auto before, parse_optional_id(call, "cursor", "what the Link header of the page before says"));
    if (before) request.before = BatchId{*before};
    return request;
}

// The totals that the batch would have.
std::shared_ptr<const std::string> dry_run_json(const CreateBatch& command) {
    Summary summary;
    for (const NewBet& wanted : command.bets) {
        Bet bet;
        bet.stake = wanted.stake;
        bet.cost = wanted.cost;
        summary.add(bet);
    }
    auto text = std::make_shared<std::string>();
    JsonWriter json(*text);
    json.begin_object().key("dry_run").boolean(true).key("summary");
    append_json(json, summary);
    json.end_object();
    return text;
}

// Checks and stores nothing: what a real request would say about the body.
void dry_run(Call call, const CreateBatch& command) {
    std::vector<FieldError> errors = check(command);
    if (!errors.empty()) {
        const std::string detail = std::to_string(errors.size()) + " values are not acceptable";
        return std::move(call.exchange).refuse({ErrorCode::invalid_field, detail, std::move(errors), {}});
    }
    const AccountId account_id = call.path_id<AccountId>(0).value();
    auto respond = [exchange = std::move(call.exchange),
                    json = dry_run_json(command)](Result<ReadAnswer> read) mutable {
        // Whether there is such an account was the question; as of when is still true of the answer.
        if (read) *read = ReadAnswer{std::move(json), "", read->cursor, {}};
        std::move(exchange).answer(std::move(read));
    };
    call.services.queries.account(account_id, std::move(respond));
}

template <class Command, class Method>
void change_batch(Call call, Result<Command> command, Method method,
                  Rendered (*render)(const Result<Batch>&, const Caller&)) {
    const auto path = call.batch_path();
    if (!path) return std::move(call.exchange).refuse(path.error());
    if (!command) return std::move(call.exchange).refuse(command.error());
    command->expected_version = call.if_match();
    CommandContext context = call.context();
    (call.services.commands.*method)(std::move(context), *path, *std::move(command),
                                     Exchange::finish_with(std::move(call.exchange), render));
}

}  // namespace

void get_batches(Call call) {
    auto request = parse_list(call);
    if (!request) return std::move(call.exchange).refuse(request.error());
    Queries& queries = call.services.queries;
    queries.batches(*std::move(request), answer_page(call));
}

void post_batch(Call call) {
    const auto account_id = call.path_id<AccountId>(0);
    if (!account_id) return std::move(call.exchange).refuse(account_id.error());
    const auto is_dry_run = parse_flag(call, "dry_run", false);
    if (!is_dry_run) return std::move(call.exchange).refuse(is_dry_run.error());
    auto command = decode_create_batch(call.request.body);
    if (!command) return std::move(call.exchange).refuse(command.error());
    if (*is_dry_run) return dry_run(std::move(call), *command);
    CommandContext context = call.context();
    const auto render = prefers_minimal(call.request) ? render_created_minimally : render_created_batch;
    call.services.commands.create_batch(std::move(context), *account_id, *std::move(command),
                                        Exchange::finish_with(std::move(call.exchange), render));
}

void get_batch(Call call) {
    const auto path = call.batch_path();
    if (!path) return std::move(call.exchange).refuse(path.error());
    call.services.queries.batch(path->account_id, path->batch_id,
                                [exchange = std::move(call.exchange)](Result<ReadAnswer> read) mutable {
                                    std::move(exchange).answer(std::move(read));
                                });
}

void patch_batch(Call call) {
    const auto path = call.batch_path();
    if (!path) return std::move(call.exchange).refuse(path.error());
    auto patch = decode_patch_batch(call.request.body);
    if (!patch) return std::move(call.exchange).refuse(patch.error());
    CommandContext context = call.context();
    const auto expected_version = call.if_match();
    call.services.commands.patch_meta(std::move(context), *path, *std::move(patch), expected_version,
                                      Exchange::finish_with(std::move(call.exchange), render_batch));
}

void delete_batch(Call call) {
    change_batch(std::move(call), Result<SubmitBatch>{}, &Commands::submit_batch, render_submitted_by_delete);
}

void post_submit(Call call) {
    auto command = decode_submit_batch(call.request.body);
    change_batch(std::move(call), std::move(command), &Commands::submit_batch, render_batch);
}

void post_activate(Call call) {
    auto command = decode_activate_batch(call.request.body);
    change_batch(std::move(call), std::move(command), &Commands::activate_batch, render_batch);
}

void post_reopen(Call call) {
    auto command = decode_reopen_batch(call.request.body);
    change_batch(std::move(call), std::move(command), &Commands::reopen_batch, render_batch);
}

}  // namespace bs
