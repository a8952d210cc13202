// Pages through the batches of all accounts, by whichever index leads to the fewest rows.
#pragma once

#include "store/sqlite/connection.h"
#include "store/store.h"
#include "store/time_search.h"

#include <chrono>
#include <vector>

namespace bs::sqlite {

class BatchPages {
public:
    [[nodiscard]] static Outcome<BatchPages> open(Connection& connection);
    // After `end` nothing more is looked at.
    [[nodiscard]] Outcome<FoundBatches> find(const BatchSearch& search, std::chrono::steady_clock::time_point end);

private:
    struct Page;

    [[nodiscard]] Outcome<KeyRange> range_of(const BatchSearch& search);
    [[nodiscard]] Outcome<> walk(Page& page, Statement& rows);
    [[nodiscard]] Outcome<> by_account(Page& page, const std::vector<AccountId>& accounts);
    [[nodiscard]] Outcome<std::vector<AccountId>> accounts_worth_asking(const BatchFilter& filter);
    [[nodiscard]] Outcome<> look(Page& page, const Batch& row);
    [[nodiscard]] Outcome<bool> has_text(Page& page, const Batch& row);

    Statement along_;
    Statement pending_;
    Statement of_account_;
    Statement row_of_;
    Statement first_from_;
    Statement meta_of_;
    Statement find_batch_;
    Statement living_accounts_;
};

}  // namespace bs::sqlite
