// Writes what a group changed, inside a transaction that somebody else begins and commits.
#pragma once

#include "store/sqlite/connection.h"
#include "store/sqlite/statistics_rows.h"
#include "store/sqlite/timeline.h"
#include "store/store.h"

#include <span>

namespace bs::sqlite {

class GroupWrites {
public:
    [[nodiscard]] static Outcome<GroupWrites> open(Connection& connection);

    // Numbers the events from `head` + 1 and answers with the new head.
    [[nodiscard]] Outcome<Seq> write(WriteSet& changes, Seq head);

private:
    [[nodiscard]] Outcome<> write_accounts(const WriteSet& changes);
    [[nodiscard]] Outcome<> update_account(const Account& account);
    [[nodiscard]] Outcome<> write_batches(const WriteSet& changes);
    [[nodiscard]] Outcome<> update_batch(const Batch& batch);
    [[nodiscard]] Outcome<> write_bets(const WriteSet& changes);
    [[nodiscard]] Outcome<> insert_bets(std::span<const Bet* const> bets);
    [[nodiscard]] Outcome<Seq> write_events(WriteSet& changes, Seq head);
    [[nodiscard]] Outcome<> number(std::vector<StoredEvent>& events, Seq head);
    [[nodiscard]] Outcome<> write_idempotency(WriteSet& changes, Seq head);
    [[nodiscard]] Outcome<> write_preferences(const WriteSet& changes);
    // A row that we believed in was not there.
    [[nodiscard]] Outcome<> expect_changed(std::string_view what) const;

    Connection* connection_ = nullptr;
    Statement insert_account_;
    Statement update_account_;
    Statement park_name_;
    Statement take_account_seqs_;
    Statement insert_batch_;
    Statement insert_meta_;
    Statement update_meta_;
    Statement update_batch_;
    Statement update_batch_place_;
    Statement insert_bet_;
    Statement insert_bets_;
    Statement update_bet_;
    Statement insert_event_;
    Statement insert_idempotency_;
    Statement put_preferences_;
    TimelineWrites timeline_;
    StatisticsWrites statistics_;
};

}  // namespace bs::sqlite
