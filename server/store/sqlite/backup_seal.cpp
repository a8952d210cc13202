#include "store/sqlite/backup_seal.h"

#include "base/sha256.h"
#include "store/copy.h"
#include "store/sqlite/copy_source.h"
#include "store/sqlite/error.h"
#include "store/sqlite/migrations.h"

#include <fmt/format.h>

#include <array>
#include <fstream>

namespace bs::sqlite {

namespace {

template <std::size_t count>
Result<std::array<unsigned char, count>> read_head(const std::string& path, std::streamoff offset) {
    std::array<unsigned char, count> bytes{};
    std::ifstream file(path, std::ios::binary);
    if (!file.seekg(offset) || !file.read(reinterpret_cast<char*>(bytes.data()), bytes.size()))
        return fail(ErrorCode::unavailable, fmt::format("{} cannot be read, or is no database", path));
    return bytes;
}

// Where SQLite keeps them, in four bytes each: https://www.sqlite.org/fileformat2.html#the_database_header
constexpr std::streamoff user_version_at = 60;
constexpr std::streamoff application_id_at = 68;

Result<std::int64_t> read_number(const std::string& path, std::streamoff offset) {
    BS_TRY(const auto bytes, read_head<4>(path, offset));
    std::int64_t number = 0;
    for (const unsigned char byte : bytes) number = number * 256 + byte;
    return number;
}

Outcome<std::string> schema_text(Connection& connection) {
    BS_TRY(std::string text, connection.ask("PRAGMA user_version"));
    BS_TRY(Statement select, connection.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema"
                                                " WHERE name <> 'backup_seal' ORDER BY name"));
    BS_CHECK(
        select.bind().each([&](Row& row) { text.append(" ").append(row.text(0)).append(":").append(row.text(1)); }));
    return text;
}

}  // namespace

Result<bool> is_backup(const std::string& path) {
    BS_TRY(const std::int64_t id, read_number(path, application_id_at));
    return id == backup_application_id;
}

Result<> refuse_newer_backup(const std::string& path) {
    BS_TRY(const std::int64_t found, read_number(path, user_version_at));
    if (found <= static_cast<std::int64_t>(newest_schema())) return {};
    return fail(ErrorCode::unavailable, fmt::format("{} was made by a newer BetStream (its schema is {}, this program "
                                                    "knows up to {}). Use the newer program",
                                                    path, found, newest_schema()));
}

Result<bool> has_sound_head(const std::string& path) {
    BS_TRY(const auto versions, read_head<2>(path, 18));
    return versions[0] == 1 && versions[1] == 1;
}

Result<> refuse_backup(const std::string& path) {
    const auto sealed = is_backup(path);
    if (!sealed || !*sealed) return {};  // what it is instead is found out later
    return fail(ErrorCode::unavailable, fmt::format("{} is a backup, and stays as it is; make a database of it with: "
                                                    "betstream restore '{}' --database sqlite:FILE",
                                                    path, path));
}

Result<std::string> digest_of(const std::string& path, const DigestProgress& progress) {
    std::array<std::uint64_t, copied_tables.size()> rows{};
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < copied_tables.size(); ++i) {
        BS_TRY(rows[i], count_sqlite_rows(path, copied_tables[i]));
        total += rows[i];
    }
    BS_TRY(Connection connection, to_result(Connection::open(path, Access::read_only)));
    BS_TRY(std::string all, to_result(connection.ask("SELECT value FROM meta WHERE key = 'epoch'")));
    BS_TRY(const std::string schema, to_result(schema_text(connection)));
    all += schema;
    std::uint64_t done = 0;
    for (const std::string_view table : copied_tables) {
        CopyDigest digest;
        BS_CHECK(read_sqlite_table(path, table, [&](const Chunk& chunk) -> Result<> {
            digest.add(chunk);
            done += chunk.size();
            progress(done, total);
            return {};
        }));
        all += fmt::format(" {}:{}:{}", table, digest.rows(), to_hex(digest.digest()));
    }
    return to_hex(sha256(all));
}

Outcome<> write_seal(Connection& connection, const Seal& seal) {
    BS_CHECK(
        connection.execute("BEGIN IMMEDIATE; CREATE TABLE backup_seal (cursor TEXT NOT NULL, made_at INTEGER NOT "
                           "NULL, digest TEXT NOT NULL) STRICT"));
    BS_TRY(Statement insert, connection.prepare("INSERT INTO backup_seal (cursor, made_at, digest) VALUES (?, ?, ?)"));
    BS_CHECK(insert.bind(seal.cursor, seal.made_at, seal.digest).run());
    return connection.execute(fmt::format("PRAGMA application_id={}; COMMIT", backup_application_id));
}

Outcome<std::optional<Seal>> load_seal(Connection& connection) {
    BS_TRY(const std::int64_t found, connection.ask_integer("PRAGMA application_id"));
    std::optional<Seal> seal;
    if (found != backup_application_id) return seal;
    BS_TRY(Statement select, connection.prepare("SELECT cursor, made_at, digest FROM backup_seal"));
    BS_CHECK(select.bind().each([&](Row& row) {
        seal.emplace();
        row.read(seal->cursor, seal->made_at, seal->digest);
    }));
    if (!seal) return std::unexpected(Failure{SQLITE_CORRUPT, 0, "its seal is gone"});
    return seal;
}

Outcome<> break_seal(Connection& connection) {
    return connection.execute(
        fmt::format("BEGIN IMMEDIATE; DROP TABLE backup_seal; PRAGMA application_id={}; COMMIT", application_id));
}

Outcome<std::string> cursor_of(Connection& connection) {
    return connection.ask(
        "SELECT (SELECT value FROM meta WHERE key = 'epoch') || '-' ||"
        " max((SELECT value - 1 FROM meta WHERE key = 'floor'),"
        " coalesce((SELECT max(seq) FROM events), 0))");
}

}  // namespace bs::sqlite
