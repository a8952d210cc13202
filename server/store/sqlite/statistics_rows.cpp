#include "store/sqlite/statistics_rows.h"

#include "base/result.h"
#include "store/sqlite/rows.h"

#include <string>

namespace bs::sqlite {
namespace {

Outcome<Figures> decode(std::string_view text) {
    auto figures = decode_figures(text);
    if (!figures) return std::unexpected(Failure{SQLITE_CORRUPT, 0, "a row of the statistics cannot be read"});
    return *std::move(figures);
}

}  // namespace

Outcome<StatisticsWrites> StatisticsWrites::open(Connection& connection) {
    StatisticsWrites writes;
    BS_TRY(writes.find_,
           connection.prepare("SELECT figures FROM statistics WHERE step = ? AND start = ? AND account_id = ?"));
    BS_TRY(writes.save_,
           connection.prepare("INSERT INTO statistics (step, start, account_id, figures) VALUES (?, ?, ?, ?)"
                              " ON CONFLICT (step, start, account_id) DO UPDATE SET figures ="
                              " excluded.figures"));
    return writes;
}

Outcome<> StatisticsWrites::add(const Statistics& minutes) {
    if (minutes.empty()) return {};
    BS_CHECK(add(StatisticsStep::minute, minutes));
    for (const StatisticsStep step : {StatisticsStep::hour, StatisticsStep::day}) {
        Statistics coarser;
        for (const auto& [key, figures] : minutes) coarser[{start_of(step, key.start), key.account_id}].add(figures);
        BS_CHECK(add(step, coarser));
    }
    return {};
}

Outcome<> StatisticsWrites::add(StatisticsStep step, const Statistics& figures) {
    for (const auto& [key, more] : figures) {
        Outcome<Figures> sum;
        BS_CHECK(find_.bind(step, key.start, key.account_id).each([&](Row& row) { sum = decode(row.text(0)); }));
        if (!sum) return std::unexpected(sum.error());
        sum->add(more);
        BS_CHECK(save_.bind(step, key.start, key.account_id, encode_figures(*sum)).run());
    }
    return {};
}

Outcome<StatisticsReads> StatisticsReads::open(Connection& connection) {
    StatisticsReads reads;
    BS_TRY(reads.find_,
           connection.prepare("SELECT s.start, s.account_id, s.figures FROM statistics AS s"
                              " CROSS JOIN accounts AS a ON a.id = s.account_id"
                              " WHERE a.deleted_at IS NULL AND s.step = ?1 AND s.start >= ?2 AND s.start < ?3"
                              " AND (?4 IS NULL OR s.account_id = ?4) ORDER BY s.start, s.account_id"));
    BS_TRY(reads.since_, connection.prepare("SELECT value FROM meta WHERE key = 'statistics_since_' || ?"));
    BS_TRY(reads.open_batches_,
           connection.prepare("SELECT b.account_id, b.pending_count, b.pending_stake, b.pending_cost"
                              " FROM accounts AS a CROSS JOIN batches AS b INDEXED BY batches_by_account"
                              " ON b.account_id = a.id AND b.status IN (0, 1) WHERE a.deleted_at IS NULL"));
    return reads;
}

Outcome<FoundStatistics> StatisticsReads::find(const StatisticsQuery& query) {
    FoundStatistics found;
    BS_TRY(const auto since, since_.bind(to_word(query.step)).find_integer());
    if (!since) return std::unexpected(Failure{SQLITE_CORRUPT, 0, "nothing says since when there are statistics"});
    found.since = Timestamp{*since};
    Outcome<Figures> figures;
    auto& rows = find_.bind(query.step, query.from, query.to, query.account_id);
    BS_CHECK(rows.each([&](Row& row) {
        found.is_cut = found.figures.size() == query.rows_max;
        figures = decode(row.text(2));
        if (found.is_cut || !figures) return false;
        found.figures.emplace_hint(
            found.figures.end(), FiguresKey{Timestamp{row.integer(0)}, AccountId{row.integer(1)}}, *std::move(figures));
        return true;
    }));
    if (!figures) return std::unexpected(figures.error());
    return found;
}

Outcome<std::map<AccountId, Figure>> StatisticsReads::exposure() {
    std::map<AccountId, Figure> exposure;
    BS_CHECK(open_batches_.bind().each([&](Row& row) {
        exposure[AccountId{row.integer(0)}].add(Figure{row.integer(1), {row.integer(2)}, {row.integer(3)}});
    }));
    return exposure;
}

}  // namespace bs::sqlite
