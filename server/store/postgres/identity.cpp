#include "store/postgres/identity.h"

#include "base/sha256.h"

#include <algorithm>
#include <array>

namespace bs::postgres {
namespace {

// The first eight digits of a WAL file's name are the timeline that is written now; pg_control_checkpoint() would show
// a promotion only after the next checkpoint.
constexpr Sql find_identity{
    "SELECT (SELECT value FROM betstream.meta WHERE key = 'epoch') || ' ' ||"
    " (SELECT system_identifier FROM pg_control_system()) || ' ' ||"
    " left(pg_walfile_name(pg_current_wal_lsn()), 8),"
    " current_setting('server_version'), current_setting('fsync'), current_setting('full_page_writes'),"
    " current_setting('synchronous_commit'),"
    " coalesce((SELECT max(seq) FROM betstream.events), 0),"
    " (SELECT value::bigint FROM betstream.meta WHERE key = 'floor')"};

constexpr std::size_t word_chars = 8;

// 0-9a-z, as cursors take them.
std::string word_of(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    const Sha256 digest = sha256(text);
    std::string word;
    for (std::size_t i = 0; i < word_chars; ++i) word += digits[digest[i] % digits.size()];
    return word;
}

}  // namespace

Outcome<Identity> read_identity(Connection& connection, std::chrono::milliseconds limit) {
    const auto rows = connection.run(limit, find_identity);
    if (!rows) return std::unexpected(rows.error());
    Identity identity;
    std::string history;
    std::array<std::string, 3> settings;
    rows->row(0).read(history, identity.version, settings[0], settings[1], settings[2], identity.head, identity.floor);
    identity.epoch = word_of(history);
    identity.head = std::max(identity.head, Seq{identity.floor.value - 1});
    constexpr std::array names{"fsync", "full_page_writes", "synchronous_commit"};
    for (std::size_t i = 0; i < settings.size(); ++i) {
        if (settings[i] != "off") continue;
        identity.weak_durability += (identity.weak_durability.empty() ? "" : ", ") + std::string(names[i]) + " is off";
    }
    return identity;
}

}  // namespace bs::postgres
