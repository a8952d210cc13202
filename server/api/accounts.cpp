#include "api/decode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "api/services.h"
#include "domain/json.h"

#include <string>
#include <utility>

namespace bs {
namespace {

std::string fields_of(const Account& account) {
    return "ETag: \"" + std::to_string(account.version) + "-" + std::to_string(account.open_batches) + "\"\r\n";
}

Rendered render_created_account(const Result<Account>& result, const Caller& caller) {
    if (!result) return render_problem(result.error(), caller);
    return {201, "Location: /api/v1/accounts/" + std::to_string(result->id.value) + "\r\n" + fields_of(*result),
            to_json(*result)};
}

Rendered render_replaced_account(const Result<Account>& result, const Caller& caller) {
    if (!result) return render_problem(result.error(), caller);
    return {200, fields_of(*result), to_json(*result)};
}

Rendered render_deleted(const Result<Nothing>& result, const Caller& caller) {
    if (!result) return render_problem(result.error(), caller);
    return {204, "", ""};
}

}  // namespace

void get_accounts(Call call) {
    call.services.queries.accounts([exchange = std::move(call.exchange)](Result<ReadAnswer> read) mutable {
        std::move(exchange).answer(std::move(read));
    });
}

void get_account(Call call) {
    const auto id = call.path_id<AccountId>(0);
    if (!id) return std::move(call.exchange).refuse(id.error());
    call.services.queries.account(*id, [exchange = std::move(call.exchange)](Result<ReadAnswer> read) mutable {
        std::move(exchange).answer(std::move(read));
    });
}

void post_account(Call call) {
    auto command = decode_create_account(call.request.body);
    if (!command) return std::move(call.exchange).refuse(command.error());
    CommandContext context = call.context();
    call.services.commands.create_account(std::move(context), *std::move(command),
                                          Exchange::finish_with(std::move(call.exchange), render_created_account));
}

void put_account(Call call) {
    const auto id = call.path_id<AccountId>(0);
    if (!id) return std::move(call.exchange).refuse(id.error());
    auto command = decode_replace_account(call.request.body);
    if (!command) return std::move(call.exchange).refuse(command.error());
    command->expected_version = call.if_match();
    CommandContext context = call.context();
    call.services.commands.replace_account(std::move(context), *id, *std::move(command),
                                           Exchange::finish_with(std::move(call.exchange), render_replaced_account));
}

void delete_account(Call call) {
    const auto id = call.path_id<AccountId>(0);
    if (!id) return std::move(call.exchange).refuse(id.error());
    CommandContext context = call.context();
    const DeleteAccount command{call.if_match()};
    call.services.commands.delete_account(std::move(context), *id, command,
                                          Exchange::finish_with(std::move(call.exchange), render_deleted));
}

}  // namespace bs
