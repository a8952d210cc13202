// Reads what a group of commands needs, in one round trip, and holds it until the transaction ends: what was loaded
// does not change under the group, whatever other nodes do.
#pragma once

#include "store/postgres/connection.h"
#include "store/store.h"

#include <vector>

namespace bs::postgres {

class Loader {
public:
    // Queues BEGIN and everything that `keys` ask for; `node` is our row, which says what became of our last commit.
    Loader(Connection& connection, const Keys& keys, std::int64_t node);

    // From the answers to what was queued.
    [[nodiscard]] Loaded loaded(const std::vector<Rows>& answers) const;
    [[nodiscard]] std::vector<AccountId> account_ids(const std::vector<Rows>& answers) const;
    [[nodiscard]] std::vector<BatchId> batch_ids(const std::vector<Rows>& answers) const;

private:
    using Slot = std::size_t;  // the place of an answer; 0, that of BEGIN: it was not asked for
    Slot ask(const Sql& sql, const Values& values = {});
    void hold(const Keys& keys, std::int64_t node);
    void read(const Keys& keys);

    Connection& connection_;
    Slot asked_ = 0;
    Slot accounts_ = 0;
    Slot names_ = 0;
    Slot batches_ = 0;
    Slot bets_ = 0;
    Slot pending_batches_ = 0;
    Slot pending_bets_ = 0;
    Slot idempotency_ = 0;
    Slot preferences_ = 0;
    Slot preference_owners_ = 0;
    Slot account_ids_ = 0;
    Slot batch_ids_ = 0;
    Slot head_ = 0;
};

}  // namespace bs::postgres
