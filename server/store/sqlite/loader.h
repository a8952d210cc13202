// What a group of commands needs to see, by point queries in one read transaction.
#pragma once

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace bs::sqlite {

class Loader {
public:
    [[nodiscard]] static Outcome<Loader> open(Connection& connection);
    [[nodiscard]] Outcome<Loaded> load(const Keys& keys);

private:
    [[nodiscard]] Outcome<> load_accounts(const Keys& keys, Loaded& loaded);
    [[nodiscard]] Outcome<> load_batches(const Keys& keys, Loaded& loaded);
    [[nodiscard]] Outcome<> load_bets(const Keys& keys, Loaded& loaded);
    [[nodiscard]] Outcome<> load_preferences(const Keys& keys, Loaded& loaded);
    [[nodiscard]] Outcome<> load_idempotency(const Keys& keys, Loaded& loaded);

    Statement begin_;
    Statement end_;
    Statement find_account_;
    Statement find_name_;
    Statement find_batch_;
    Statement is_batch_alive_;
    Statement find_bet_;
    Statement pending_bets_of_;
    Statement find_idempotency_;
    Statement find_preferences_;
    Statement count_preferences_;
};

}  // namespace bs::sqlite
