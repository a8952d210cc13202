#include "store/postgres/statistics_rows.h"

#include "store/row_order.h"

namespace bs::postgres {
namespace {

constexpr Sql put_figures{
    "INSERT INTO betstream.statistics (step, start, account_id, node, part, figures)"
    " SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[])"
    " ON CONFLICT (step, start, account_id, node, part) DO UPDATE SET figures = excluded.figures"};
constexpr Sql find_figures{
    "SELECT s.start, s.account_id, s.figures FROM betstream.statistics AS s"
    " JOIN betstream.accounts AS a ON a.id = s.account_id AND a.deleted_at IS NULL"
    " WHERE s.step = $1::bigint AND s.start >= $2::bigint AND s.start < $3::bigint"
    " AND ($4::bigint IS NULL OR s.account_id = $4::bigint) ORDER BY s.start, s.account_id"};
constexpr Sql find_since{"SELECT value::bigint FROM betstream.meta WHERE key = 'statistics_since_' || $1::text"};
constexpr Sql find_open_batches{
    "SELECT b.account_id, sum(b.pending_count)::bigint, sum(b.pending_stake)::text, sum(b.pending_cost)::text"
    " FROM betstream.batches AS b JOIN betstream.accounts AS a ON a.id = b.account_id AND a.deleted_at IS NULL"
    " WHERE b.status < 2 GROUP BY b.account_id"};

// So many rows are remembered; then new ones are begun.
constexpr std::size_t rows_max = 20'000;

Failure unreadable() { return {"XX001", "a row of the statistics cannot be read"}; }

// numeric as text: a sum may be wider than a bigint.
WideInteger to_wide(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    WideInteger value = 0;
    for (const char digit : text) value = value * 10 + (digit - '0');
    return is_negative ? -value : value;
}

}  // namespace

std::size_t NodeStatistics::send(Connection& connection, const Statistics& minutes, std::int64_t node,
                                 std::int64_t group) {
    if (minutes.empty()) return 0;
    std::map<Key, Figures> added;
    for (const auto& [key, figures] : minutes) {
        for (const StatisticsStep step : {StatisticsStep::minute, StatisticsStep::hour, StatisticsStep::day})
            added[{step, {start_of(step, key.start), key.account_id}}].add(figures);
    }
    Table<StatisticsStep, Timestamp, AccountId, std::int64_t, std::int64_t, std::string> table;
    for (const auto& [key, figures] : added) {
        const auto known = rows_.find(key);
        Kept row = known == rows_.end() ? Kept{group, {}} : known->second;
        row.figures.add(figures);
        table.add(key.step, key.of.start, key.of.account_id, node, row.part, encode_figures(row.figures));
        pending_.emplace_back(key, std::move(row));
    }
    connection.send(put_figures, Values().add(table.columns()));
    return 1;
}

void NodeStatistics::kept() {
    if (rows_.size() > rows_max) rows_.clear();
    for (auto& [key, row] : pending_) rows_.insert_or_assign(key, std::move(row));
    pending_.clear();
}

Outcome<FoundStatistics> find_statistics(Connection& connection, const StatisticsQuery& query,
                                         std::chrono::milliseconds limit) {
    connection.send(find_since, Values::of(to_word(query.step)));
    connection.send(find_figures, Values::of(query.step, query.from, query.to, query.account_id));
    const auto answers = connection.exchange(limit);
    if (!answers) return std::unexpected(answers.error());
    const auto since = (*answers)[0].find_integer();
    if (!since) return std::unexpected(Failure{"XX001", "nothing says since when there are statistics"});

    FoundStatistics found;
    found.since = Timestamp{*since};
    const Rows& rows = (*answers)[1];
    for (int at = 0; at < rows.size(); ++at) {
        FiguresKey key;
        std::string text;
        rows.row(at).read(key.start, key.account_id, text);
        const auto figures = decode_figures(text);
        if (!figures) return std::unexpected(unreadable());
        found.is_cut = found.figures.size() == query.rows_max && !found.figures.contains(key);
        if (found.is_cut) break;
        found.figures[key].add(*figures);
    }
    return found;
}

Outcome<std::map<AccountId, Figure>> find_exposure(Connection& connection, std::chrono::milliseconds limit) {
    const auto rows = connection.run(limit, find_open_batches);
    if (!rows) return std::unexpected(rows.error());
    std::map<AccountId, Figure> exposure;
    rows->each([&](Row& row) {
        AccountId id;
        Figure figure;
        std::string stake;
        std::string cost;
        row.read(id, figure.count, stake, cost);
        figure.stake.units = to_wide(stake);
        figure.cost.units = to_wide(cost);
        exposure.emplace(id, figure);
    });
    return exposure;
}

}  // namespace bs::postgres
