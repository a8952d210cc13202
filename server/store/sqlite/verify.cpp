#include "store/sqlite/verify.h"

#include "base/time.h"
#include "store/sqlite/backup_seal.h"
#include "store/sqlite/error.h"
#include "store/sqlite/files.h"
#include "store/sqlite/fold.h"
#include "store/sqlite/migrations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace bs {
namespace {

using namespace sqlite;

// Each gives a sentence for every row that is wrong.
constexpr auto checks = std::to_array<std::string_view>({
    "SELECT 'the log should hold events ' || first || ' to ' || last || ', and holds ' || found FROM (SELECT"
    " (SELECT value FROM meta WHERE key = 'floor') AS first, max(seq) AS last, count(*) AS found, min(seq) AS least"
    " FROM events) WHERE found > 0 AND (least <> first OR last - first + 1 <> found)",

    "SELECT 'the events of account ' || account_id || ' are not numbered without gaps' FROM events GROUP BY account_id"
    " HAVING max(account_seq) - min(account_seq) + 1 <> count(*)",

    "SELECT 'account ' || a.id || ' counts ' || a.last_account_seq || ' events, and its last is number ' || e.last"
    " FROM accounts AS a JOIN (SELECT account_id, max(account_seq) AS last FROM events GROUP BY account_id) AS e"
    " ON e.account_id = a.id WHERE a.last_account_seq <> e.last",

    "SELECT 'account ' || a.id || ' has ' || a.open_batches || ' open batches, and its batches say ' || count(b.id)"
    " FROM accounts AS a LEFT JOIN batches AS b ON b.account_id = a.id AND b.status IN (0, 1) GROUP BY a.id"
    " HAVING a.open_batches <> count(b.id)",

    "SELECT 'the totals of batch ' || b.id || ' are not the sums of its bets' FROM batches AS b LEFT JOIN"
    " (SELECT batch_id, min(id) AS first, max(id) AS last, count(*) AS bets,"
    " sum(status = 0) AS c0, sum(iif(status = 0, stake, 0)) AS s0, sum(iif(status = 0, cost, 0)) AS k0,"
    " sum(status = 1) AS c1, sum(iif(status = 1, stake, 0)) AS s1, sum(iif(status = 1, cost, 0)) AS k1,"
    " sum(status = 2) AS c2, sum(iif(status = 2, stake, 0)) AS s2, sum(iif(status = 2, cost, 0)) AS k2"
    " FROM bets GROUP BY batch_id) AS t ON t.batch_id = b.id WHERE"
    " (b.first_bet_id, b.bet_count, b.pending_count, b.pending_stake, b.pending_cost, b.successful_count,"
    " b.successful_stake, b.successful_cost, b.failed_count, b.failed_stake, b.failed_cost) IS NOT"
    " (t.first, coalesce(t.bets, 0), coalesce(c0, 0), coalesce(s0, 0), coalesce(k0, 0), coalesce(c1, 0),"
    " coalesce(s1, 0), coalesce(k1, 0), coalesce(c2, 0), coalesce(s2, 0), coalesce(k2, 0))"
    " OR t.last <> t.first + t.bets - 1",

    "SELECT 'batch ' || id || ' is wrongly listed among those with pending bets, or is missing there' FROM batches"
    " WHERE has_pending <> (pending_count > 0)",

    "SELECT 'batch ' || b.id || ' has no meta' FROM batches AS b LEFT JOIN batch_meta AS m ON m.batch_id = b.id"
    " WHERE m.batch_id IS NULL",

    "SELECT 'the timeline of batch ' || t.batch_id || ' names event ' || t.seq || ', which is not of it'"
    " FROM batch_timeline AS t LEFT JOIN events AS e ON e.seq = t.seq WHERE e.batch_id IS NOT t.batch_id"
    " OR e.bet_id IS NOT t.bet_id",
});

class Verifier {
public:
    Verifier(std::string path, Connection connection, const VerifyProgress& progress)
        : path_(std::move(path)), connection_(std::move(connection)), progress_(progress) {}

    [[nodiscard]] Result<Verification> run() {
        BS_TRY(const std::optional<Seal> seal, to_result(load_seal(connection_)));
        if (!seal) BS_CHECK(check_schema());
        BS_TRY(result_.cursor, to_result(cursor_of(connection_)));
        BS_TRY(result_.accounts, count("accounts"));
        BS_TRY(result_.batches, count("batches"));
        BS_TRY(result_.bets, count("bets"));
        BS_TRY(result_.events, count("events"));

        progress_("checking the structure", 0, 0);
        collect("PRAGMA integrity_check(20)", "ok");
        collect(
            "SELECT 'a row of ' || \"table\" || ' refers to one of ' || parent || ' that is not there'"
            " FROM pragma_foreign_key_check LIMIT 20");
        if (seal) compare_with(*seal);
        progress_("checking sums", 0, 0);
        for (const std::string_view check : checks) collect(std::string(check) + " LIMIT 20");
        const auto folded = compare_with_fold(connection_, progress_, [this](std::string finding) {
            add(std::move(finding));
            return !is_enough();
        });
        if (folded) result_.batches_folded = folded->batches;
        if (!folded) add("the log cannot be read: " + folded.error().message);
        return std::move(result_);
    }

private:
    [[nodiscard]] bool is_enough() const { return result_.findings.size() >= Verification::findings_max; }

    void add(std::string finding) {
        // SQLite speaks in several lines.
        std::ranges::replace(finding, '\n', ' ');
        if (!is_enough()) result_.findings.push_back(std::move(finding));
    }

    // Every row is a finding, but for one that says that all is well.
    void collect(const std::string& sql, std::string_view fine = {}) {
        if (is_enough()) return;
        auto select = connection_.prepare(sql);
        const auto read = select ? select->bind().each([&](Row& row) {
            if (fine.empty() || row.text(0) != fine) add(std::string(row.text(0)));
            return !is_enough();
        })
                                 : Outcome<>(std::unexpected(select.error()));
        if (!read) add("a part of the file cannot be read: " + read.error().message);
    }

    void compare_with(const Seal& seal) {
        result_.is_backup = true;
        result_.made_at = to_string(seal.made_at);
        if (const auto is_sound = has_sound_head(path_); !is_sound || !*is_sound)
            add("the first bytes of the file are not those that were written");
        if (seal.cursor != result_.cursor)
            add(fmt::format("it was sealed at {}, and ends at {}", seal.cursor, result_.cursor));
        const auto digest = digest_of(
            path_, [this](std::uint64_t done, std::uint64_t total) { progress_("comparing values", done, total); });
        if (!digest) return add("its values cannot be read: " + digest.error().detail);
        if (*digest != seal.digest) add("a value is not the one that was sealed: the digests differ");
    }

    [[nodiscard]] Result<> check_schema() {
        BS_TRY(const SchemaState state, schema_of(connection_, path_));
        if (state.found == state.newest) return {};
        return fail(
            ErrorCode::unavailable,
            fmt::format("{} has schema {}, and this program verifies schema {}{}", path_, state.found, state.newest,
                        state.found < state.newest ? "; first: betstream migrate up" : ": use a newer one"));
    }

    [[nodiscard]] Result<std::int64_t> count(std::string_view table) {
        return to_result(connection_.ask_integer(fmt::format("SELECT count(*) FROM {}", table)));
    }

    const std::string path_;
    Connection connection_;
    const VerifyProgress& progress_;
    Verification result_;
};

}  // namespace

Result<Verification> verify_sqlite(const std::string& path, const VerifyProgress& progress) {
    const Paths paths(path);
    if (!exists(paths.database)) return fail(ErrorCode::unavailable, "there is no file " + paths.database);
    // A backup may lie where nothing can be written. A database may be in use, and then even a reader has no business
    // in it.
    std::optional<DatabaseLock> lock;
    BS_TRY(const bool is_sealed, is_backup(paths.database));
    if (!is_sealed) {
        auto taken = DatabaseLock::acquire(paths, SystemClock().now());
        if (!taken) {
            Error error = std::move(taken).error();
            error.detail += "; or verify a backup of it: betstream backup FILE && betstream verify FILE";
            return fail(std::move(error));
        }
        lock.emplace(*std::move(taken));
    } else {
        BS_CHECK(refuse_newer_backup(paths.database));
    }
    const auto unreadable = [&](Error error) {
        error.detail = fmt::format("cannot read {}: {}", paths.database, error.detail);
        return fail(std::move(error));
    };
    auto connection = to_result(Connection::open(paths.database, Access::read_only));
    if (!connection) return unreadable(std::move(connection).error());
    Verifier verifier(paths.database, *std::move(connection), progress);
    auto verified = verifier.run();
    if (!verified) return unreadable(std::move(verified).error());
    return verified;
}

}  // namespace bs
