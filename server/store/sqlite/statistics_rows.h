// The figures of each minute, hour and day: written along with what they count, read by range.
#pragma once

#include "domain/statistics.h"
#include "store/sqlite/connection.h"
#include "store/store.h"

namespace bs::sqlite {

class StatisticsWrites {
public:
    [[nodiscard]] static Outcome<StatisticsWrites> open(Connection& connection);
    // Adds the figures of some minutes to those rows, and to those of their hours and days.
    [[nodiscard]] Outcome<> add(const Statistics& minutes);

private:
    [[nodiscard]] Outcome<> add(StatisticsStep step, const Statistics& figures);

    Statement find_;
    Statement save_;
};

class StatisticsReads {
public:
    [[nodiscard]] static Outcome<StatisticsReads> open(Connection& connection);
    [[nodiscard]] Outcome<FoundStatistics> find(const StatisticsQuery& query);
    [[nodiscard]] Outcome<std::map<AccountId, Figure>> exposure();

private:
    Statement find_;
    Statement since_;
    Statement open_batches_;
};

}  // namespace bs::sqlite
