#include "sqlite_marks.h"

#include "samples.h"

#include <sqlite3.h>

#include <cstdio>
#include <iterator>
#include <memory>
#include <set>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace bs::bench {
namespace {

// As the server's connection has them. The server copies its log into the database when 16 MiB of it wait; so does
// this.
constexpr const char* pragmas =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0;"
    "PRAGMA cell_size_check=ON; PRAGMA cache_spill=OFF; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
    "PRAGMA secure_delete=OFF; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=4096";

class Statement {
public:
    Statement(sqlite3* database, std::string_view sql) {
        sqlite3_stmt* raw = nullptr;
        const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
        if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database));
        statement_.reset(raw);
    }

    template <class... Values>
    void run(const Values&... values) {
        while (step(values...)) {
        }
    }

    // True when there is a row; the next call without one resets.
    template <class... Values>
    [[nodiscard]] bool step(const Values&... values) {
        if (!in_row_) {
            int at = 0;
            (bind(++at, values), ...);
        }
        const int code = sqlite3_step(statement_.get());
        in_row_ = code == SQLITE_ROW;
        if (!in_row_ && sqlite3_reset(statement_.get()) != SQLITE_OK) {
            throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
        }
        return in_row_;
    }

    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
    [[nodiscard]] std::string text(int column) const {
        const auto* text = sqlite3_column_text(statement_.get(), column);
        return text == nullptr ? std::string() : reinterpret_cast<const char*>(text);
    }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };

    void bind(int at, std::int64_t value) { sqlite3_bind_int64(statement_.get(), at, value); }
    void bind(int at, const std::string& value) {
        sqlite3_bind_text(statement_.get(), at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    }

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    bool in_row_ = false;
};

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};

using Database = std::unique_ptr<sqlite3, Close>;

Database open(const std::string& path) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(raw);
    if (code != SQLITE_OK || sqlite3_exec(raw, pragmas, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(path + ": " + sqlite3_errmsg(raw));
    }
    return database;
}

struct Tally {
    std::int64_t count = 0;
    std::int64_t stake = 0;
    std::int64_t cost = 0;
};

struct BatchRow {
    std::int64_t version = 0;
    std::vector<Tally> by_status;  // pending, successful, failed
};

struct BetRow {
    std::int64_t stake = 0;
    std::int64_t cost = 0;
    std::int64_t version = 0;
    std::size_t status = 0;
};

// The columns that hold text: as wide as in the server's own rows.
struct Texts {
    std::string actor;
    std::string request_id;
    std::string traceparent;
    std::string payload;
    std::string figures;
};

// Minute, hour and day, in microseconds: the steps of the statistics.
constexpr std::int64_t steps[] = {60'000'000, 3'600'000'000, 86'400'000'000};

class Marker {
public:
    Marker(sqlite3* database, const SqliteMarksOptions& options, const MarkSequence& marks);

    void write_group(std::uint64_t first, std::uint64_t count);

private:
    void load();
    void write_bet(const Mark& mark);
    void write_event(const Mark& mark);
    void write_batch(std::size_t range);
    void write_timeline(std::int64_t head_before);
    void write_statistics();

    const SqliteMarksOptions& options_;
    const MarkSequence& marks_;
    Statement begin_;
    Statement commit_;
    Statement update_bet_;
    Statement update_batch_;
    Statement take_account_seqs_;
    Statement insert_event_;
    Statement insert_timeline_;
    Statement put_figures_;
    Statement read_batch_;
    Statement read_bets_;
    Statement read_event_;
    Statement read_figures_;

    std::vector<BatchRow> batches_;          // by range
    std::vector<std::vector<BetRow>> bets_;  // by range
    Texts texts_;
    std::int64_t seq_ = 0;
    std::int64_t account_seq_ = 0;
    std::int64_t now_ = 0;
};

Marker::Marker(sqlite3* database, const SqliteMarksOptions& options, const MarkSequence& marks)
    : options_(options),
      marks_(marks),
      begin_(database, "BEGIN IMMEDIATE"),
      commit_(database, "COMMIT"),
      update_bet_(database,
                  "UPDATE bets SET cost = ?, status = ?, version = ?, updated_at = ?, updated_by = ?, reference = NULL,"
                  " note = NULL WHERE batch_id = ? AND id = ?"),
      update_batch_(database,
                    "UPDATE batches SET version = ?, pending_count = ?, pending_stake = ?, pending_cost = ?,"
                    " successful_count = ?, successful_stake = ?, successful_cost = ?, failed_count = ?,"
                    " failed_stake = ?, failed_cost = ?, updated_at = ? WHERE id = ? AND status = 1"),
      take_account_seqs_(database,
                         "UPDATE accounts SET last_account_seq = last_account_seq + ? WHERE id = ?"
                         " RETURNING last_account_seq"),
      insert_event_(database,
                    "INSERT INTO events (seq, account_seq, at, account_id, batch_id, bet_id, type, actor, request_id,"
                    " traceparent, payload) VALUES (?, ?, ?, ?, ?, ?, 9, ?, ?, ?, ?)"),
      insert_timeline_(database,
                       "INSERT INTO batch_timeline (batch_id, seq, bet_id) SELECT batch_id, seq, bet_id FROM events"
                       " WHERE seq > ? AND seq <= ? AND batch_id IS NOT NULL ORDER BY batch_id, seq"),
      put_figures_(database,
                   "INSERT INTO statistics (step, start, account_id, figures) VALUES (?, ?, ?, ?)"
                   " ON CONFLICT (step, start, account_id) DO UPDATE SET figures = excluded.figures"),
      read_batch_(database,
                  "SELECT version, pending_count, pending_stake, pending_cost, successful_count, successful_stake,"
                  " successful_cost, failed_count, failed_stake, failed_cost FROM batches WHERE id = ? AND status = 1"),
      read_bets_(database, "SELECT stake, cost, version, status FROM bets WHERE batch_id = ? ORDER BY id"),
      read_event_(database,
                  "SELECT seq, at, actor, request_id, traceparent, payload FROM events WHERE type = 9"
                  " ORDER BY seq DESC LIMIT 1"),
      read_figures_(database,
                    "SELECT figures FROM statistics WHERE account_id = ? ORDER BY length(figures) DESC LIMIT 1") {
    load();
}

void Marker::load() {
    for (const BetRange& range : marks_.ranges()) {
        BatchRow batch;
        while (read_batch_.step(range.batch_id)) {
            batch.version = read_batch_.integer(0);
            for (int at = 1; at < 10; at += 3) {
                batch.by_status.push_back(
                    {read_batch_.integer(at), read_batch_.integer(at + 1), read_batch_.integer(at + 2)});
            }
        }
        std::vector<BetRow> bets;
        while (read_bets_.step(range.batch_id)) {
            bets.push_back({read_bets_.integer(0), read_bets_.integer(1), read_bets_.integer(2),
                            static_cast<std::size_t>(read_bets_.integer(3))});
        }
        if (batch.by_status.empty() || bets.size() != static_cast<std::size_t>(range.count)) {
            throw std::runtime_error("the database does not hold these bets in active batches");
        }
        batches_.push_back(std::move(batch));
        bets_.push_back(std::move(bets));
    }
    while (read_event_.step()) {
        seq_ = read_event_.integer(0);
        now_ = read_event_.integer(1);
        texts_ = {read_event_.text(2), read_event_.text(3), read_event_.text(4), read_event_.text(5), ""};
    }
    while (read_figures_.step(options_.account_id)) texts_.figures = read_figures_.text(0);
    if (texts_.payload.empty() || texts_.figures.empty())
        throw std::runtime_error("the database holds no mark to take the sizes from");
}

void Marker::write_group(std::uint64_t first, std::uint64_t count) {
    now_ += 1000;
    begin_.run();
    std::set<std::size_t> touched;
    for (std::uint64_t n = first; n < first + count; ++n) {
        const Mark mark = marks_.at(n);
        write_bet(mark);
        touched.insert(mark.range);
    }
    for (const std::size_t range : touched) write_batch(range);
    while (take_account_seqs_.step(static_cast<std::int64_t>(count), options_.account_id)) {
        account_seq_ = take_account_seqs_.integer(0) - static_cast<std::int64_t>(count);
    }
    write_statistics();
    const std::int64_t head_before = seq_;
    for (std::uint64_t n = first; n < first + count; ++n) write_event(marks_.at(n));
    write_timeline(head_before);
    commit_.run();
}

void Marker::write_statistics() {
    for (std::int64_t step = 0; step < static_cast<std::int64_t>(std::size(steps)); ++step) {
        put_figures_.run(step, now_ - now_ % steps[step], options_.account_id, texts_.figures);
    }
}

// As the server does it: a whole window at a time.
void Marker::write_timeline(std::int64_t head_before) {
    constexpr std::int64_t window = 4096;
    const std::int64_t from = head_before - head_before % window;
    const std::int64_t to = seq_ - seq_ % window;
    if (from != to) insert_timeline_.run(from, to);
}

void Marker::write_bet(const Mark& mark) {
    const std::int64_t first = marks_.ranges()[mark.range].first_bet_id;
    BetRow& bet = bets_[mark.range][static_cast<std::size_t>(mark.bet_id - first)];
    const std::size_t status = mark.successful ? 1 : 2;
    if (bet.status == status) throw std::runtime_error("a mark that changes nothing");
    BatchRow& batch = batches_[mark.range];
    for (const auto& [at, sign] : {std::pair{bet.status, -1}, std::pair{status, 1}}) {
        Tally& tally = batch.by_status[at];
        tally.count += sign;
        tally.stake += sign * bet.stake;
        tally.cost += sign * bet.cost;
    }
    ++batch.version;
    ++bet.version;
    bet.status = status;
    update_bet_.run(bet.cost, static_cast<std::int64_t>(status), bet.version, now_, texts_.actor, mark.batch_id,
                    mark.bet_id);
}

void Marker::write_batch(std::size_t range) {
    const BatchRow& batch = batches_[range];
    const Tally& pending = batch.by_status[0];
    const Tally& successful = batch.by_status[1];
    const Tally& failed = batch.by_status[2];
    update_batch_.run(batch.version, pending.count, pending.stake, pending.cost, successful.count, successful.stake,
                      successful.cost, failed.count, failed.stake, failed.cost, now_, marks_.ranges()[range].batch_id);
}

void Marker::write_event(const Mark& mark) {
    insert_event_.run(++seq_, ++account_seq_, now_, options_.account_id, mark.batch_id, mark.bet_id, texts_.actor,
                      texts_.request_id, texts_.traceparent, texts_.payload);
}

}  // namespace

void mark_in_sqlite(const SqliteMarksOptions& options, const MarkSequence& marks) {
    const Database database = open(options.path);
    Marker marker(database.get(), options, marks);

    const auto start = SteadyClock::now();
    const auto end = start + duration_of(options.seconds);
    std::uint64_t written = 0;
    std::uint64_t groups = 0;
    while (options.marks > 0 ? written < options.marks : SteadyClock::now() < end) {
        ++groups;
        const auto up_to = static_cast<std::uint64_t>(static_cast<double>(groups) * options.group);
        if (up_to == written) continue;
        marker.write_group(options.from + written, up_to - written);
        written = up_to;
    }
    const double window = seconds(SteadyClock::now() - start);
    std::printf("{\"sent\":%llu,\"seconds\":%.4f,\"answers_per_second\":%.1f}\n",
                static_cast<unsigned long long>(written), window, static_cast<double>(written) / window);
}

}  // namespace bs::bench
