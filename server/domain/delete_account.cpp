#include "domain/decide.h"
#include "domain/refusals.h"

namespace bs {

// Open batches do not hold an account back: its history stays in the log, and nobody can reach them any more.
Result<Events> decide(const Account& account, const DeleteAccount& command, const Stamp& stamp) {
    BS_CHECK(check_not_deleted(account));
    BS_CHECK(check_version(account, command.expected_version));
    return Events{Event{EventType::account_deleted, account.id, std::nullopt, std::nullopt, AccountRemoval{stamp.at}}};
}

}  // namespace bs
