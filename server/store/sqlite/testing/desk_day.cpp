#include "store/sqlite/testing/desk_day.h"

namespace bs::testing {
namespace {

Result<> without_value(const auto& result) {
    if (!result) return fail(result.error());
    return {};
}

}  // namespace

SqliteOptions small_options(const std::string& directory) {
    SqliteOptions options{.path = directory + "/desk.db"};
    options.snapshot_limit_max = std::chrono::minutes(1);
    options.checkpoints = {.idle_bytes = 1, .busy_bytes = 64 * 1024, .wal_bytes_max = 256 * 1024};
    return options;
}

Result<> live_step(Desk& desk, Store& store, std::size_t step) {
    const Contents& known = desk.acknowledged();
    const AccountId account = known.accounts.empty() ? AccountId{} : known.accounts.begin()->first;
    const BatchId batch = known.batches.empty() ? BatchId{} : known.batches.begin()->first;
    switch (step) {
        case 0:
            return without_value(desk.add_account("ana"));
        case 1:
            return without_value(desk.add_batch(account, 3));
        case 2:
            return desk.mark(batch, {0, 1}, BetStatus::successful);
        case 3:
            static_cast<void>(store.tidy(desk.now));
            return desk.mark_at_once(batch, {1, 2}, BetStatus::failed);
        case 4:
            // More than one page of everything.
            return without_value(desk.add_batch(account, 60));
        case 5:
            static_cast<void>(store.tidy(desk.now));
            return without_value(desk.add_account("bo"));
        case 6:
            return desk.rename_account(account, "anna");
        case 7:
            static_cast<void>(store.tidy(desk.now));
            return desk.set_status(batch, BatchStatus::completed);
        default:
            return desk.delete_account(account);
    }
}

}  // namespace bs::testing
