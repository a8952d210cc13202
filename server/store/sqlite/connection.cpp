#include "store/sqlite/connection.h"

#include "base/result.h"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace bs::sqlite {
namespace {

// Counting every allocation under one global lock would serialise the readers. Must precede the first connection;
// refused (and harmless) when something in the process initialised SQLite before.
void configure_library() {
    static std::once_flag once;
    std::call_once(once, [] { static_cast<void>(sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0)); });
}

Failure describe(sqlite3* handle, int code, int system_errno) {
    return Failure{code, system_errno, handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle)};
}

// sqlite3_system_errno() knows nothing of a COMMIT; the files do.
int last_errno_of_database(sqlite3* handle) {
    int last = 0;
    if (handle != nullptr) sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &last);
    return last;
}

int last_errno_of_log(sqlite3* handle) {
    sqlite3_file* log = nullptr;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    int last = 0;
    if (log != nullptr && log->pMethods != nullptr) log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &last);
    return last;
}

bool harden(sqlite3* handle) {
    return sqlite3_extended_result_codes(handle, 1) == SQLITE_OK &&
           sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr) == SQLITE_OK &&
           sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr) == SQLITE_OK &&
           sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr) == SQLITE_OK &&
           sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr) == SQLITE_OK &&
           sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr) == SQLITE_OK;
}

}  // namespace

std::string_view Row::text(int column) const {
    const auto* text = sqlite3_column_text(statement_, column);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text), bytes(column)};
}

std::vector<Cell> Row::cells() const {
    std::vector<Cell> all;
    for (int column = 0; column < sqlite3_column_count(statement_); ++column) {
        if (is_null(column)) {
            all.emplace_back();
        } else if (sqlite3_column_type(statement_, column) == SQLITE_INTEGER) {
            all.emplace_back(integer(column));
        } else {
            const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
            all.emplace_back(std::string(data == nullptr ? "" : data, bytes(column)));
        }
    }
    return all;
}

void Row::read_value(std::span<std::uint8_t> out) {
    const int column = next_++;
    const void* blob = sqlite3_column_blob(statement_, column);
    const std::size_t size = std::min(bytes(column), out.size());
    if (blob != nullptr) std::memcpy(out.data(), blob, size);
}

int Statement::bind_value(int at, std::string_view value) {
    // A null pointer would bind NULL, and an empty view may hold one.
    const char* text = value.data() == nullptr ? "" : value.data();
    return sqlite3_bind_text64(statement_.get(), at, text, value.size(), SQLITE_STATIC, SQLITE_UTF8);
}

int Statement::bind_value(int at, std::span<const std::uint8_t> value) {
    if (value.empty()) return sqlite3_bind_zeroblob(statement_.get(), at, 0);
    return sqlite3_bind_blob64(statement_.get(), at, value.data(), value.size(), SQLITE_STATIC);
}

Outcome<std::optional<std::int64_t>> Statement::find_integer() {
    std::optional<std::int64_t> found;
    bool is_first = true;
    // To the end: a statement that changes something is done only then.
    BS_CHECK(each([&](Row& row) {
        if (is_first && !row.is_null(0)) found = row.integer(0);
        is_first = false;
    }));
    return found;
}

Outcome<> Statement::finish(int code) {
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        sqlite3_reset(statement_.get());
        return {};
    }
    auto failed = std::unexpected(failure(code));
    sqlite3_reset(statement_.get());
    return failed;
}

Failure Statement::failure(int code) const {
    sqlite3* handle = sqlite3_db_handle(statement_.get());
    return describe(handle, code, last_errno_of_log(handle));
}

void Connection::Close::operator()(sqlite3* handle) const {
    // Statements of this connection must be gone before it; otherwise SQLite says BUSY and the handle leaks.
    BS_ASSERT(sqlite3_close(handle) == SQLITE_OK);
}

Outcome<Connection> Connection::open(const std::string& path, Access access) {
    configure_library();
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    Connection connection;
    connection.handle_.reset(handle);
    if (code != SQLITE_OK) return std::unexpected(describe(handle, code, 0));
    if (!harden(handle)) return std::unexpected(connection.failure(SQLITE_ERROR));
    BS_CHECK(
        connection.execute("PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON;"
                           "PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"));
    return connection;
}

Outcome<Statement> Connection::prepare(std::string_view sql) {
    Statement statement;
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &raw, nullptr);
    if (code != SQLITE_OK) return std::unexpected(failure(code));
    statement.statement_.reset(raw);
    return statement;
}

Outcome<> Connection::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return std::unexpected(failure(code));
    return {};
}

Outcome<std::string> Connection::ask(std::string_view sql) {
    BS_TRY(Statement statement, prepare(sql));
    std::optional<std::string> answer;
    // To the end: a PRAGMA may fail after it said that it succeeded.
    BS_CHECK(statement.each([&](Row& row) {
        if (!answer) answer = row.text(0);
    }));
    return std::move(answer).value_or("");
}

Outcome<std::int64_t> Connection::ask_integer(std::string_view sql) {
    BS_TRY(Statement statement, prepare(sql));
    BS_TRY(const std::optional<std::int64_t> answer, statement.find_integer());
    return answer.value_or(0);
}

Failure Connection::failure(int code) const { return describe(handle(), code, last_errno_of_database(handle())); }

}  // namespace bs::sqlite
