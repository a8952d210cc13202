// CreateAccount and ReplaceAccount: whether a name is free is not judged here, it needs the other accounts.
#include "domain/decide.h"
#include "domain/field_checks.h"
#include "domain/refusals.h"

namespace bs {

namespace {

Result<> check_fields(const std::string& name, const std::string& hostname,
                      const std::optional<std::string>& currency) {
    FieldErrors errors;
    errors.add("", "name", check_text(name, name_rule));
    errors.add("", "hostname", check_text(hostname, hostname_rule));
    if (currency) errors.add("", "currency", check_currency(*currency));
    if (errors.empty()) return {};
    return fail(refuse_fields(errors.take()));
}

Events one_event(EventType type, Account after) {
    const AccountId id = after.id;
    return {Event{type, id, std::nullopt, std::nullopt, AccountChange{std::move(after)}}};
}

}  // namespace

Result<Events> decide(const CreateAccount& command, AccountId new_id, const Stamp& stamp) {
    BS_CHECK(check_fields(command.name, command.hostname, command.currency));

    Account account;
    account.id = new_id;
    account.name = command.name;
    account.hostname = command.hostname;
    account.currency = command.currency;
    account.created_at = stamp.at;
    account.updated_at = stamp.at;
    return one_event(EventType::account_created, std::move(account));
}

Result<Events> decide(const Account& account, const ReplaceAccount& command, const Stamp& stamp) {
    BS_CHECK(check_not_deleted(account));
    BS_CHECK(check_fields(command.name, command.hostname, command.currency));
    BS_CHECK(check_version(account, command.expected_version));

    Account after = account;
    after.name = command.name;
    after.hostname = command.hostname;
    if (command.currency) after.currency = *command.currency;
    if (after == account) return Events{};

    ++after.version;
    after.updated_at = stamp.at;
    return one_event(EventType::account_updated, std::move(after));
}

}  // namespace bs
