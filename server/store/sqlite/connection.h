// SQLite's C API, thinly: a connection, its statements, what went wrong. Knows no table. Each object belongs to one
// thread at a time.
#pragma once

#include "base/check.h"
#include "base/id.h"
#include "base/money.h"
#include "base/time.h"
#include "store/copy.h"

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace bs::sqlite {

// What SQLite said, kept before the next call overwrites it.
struct Failure {
    int code = SQLITE_OK;  // extended result code
    int system_errno = 0;  // of the last call that failed on the file; tells something only beside SQLITE_IOERR
    std::string message;

    [[nodiscard]] int primary() const { return code & 0xff; }
};

template <class T = void>
using Outcome = std::expected<T, Failure>;

// Values go in and out by their C++ type; enums as their number, empty optionals as NULL.
template <class T>
concept Enumeration = std::is_enum_v<T>;

// The row that a statement stands on. Texts are valid until the statement moves on.
class Row {
public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

    // Reads the next columns, in order.
    template <class... Values>
    void read(Values&... values) {
        (read_value(values), ...);
    }

    [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] std::string_view text(int column) const;
    // All of them, as they are.
    [[nodiscard]] std::vector<Cell> cells() const;
    // Of a text or blob, without reading it.
    [[nodiscard]] std::size_t bytes(int column) const {
        return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    }

private:
    void read_value(std::int64_t& out) { out = integer(next_++); }
    void read_value(int& out) { out = sqlite3_column_int(statement_, next_++); }
    void read_value(std::string& out) { out = text(next_++); }
    void read_value(std::span<std::uint8_t> out);
    void read_value(Money& out) { out.units = integer(next_++); }
    void read_value(Timestamp& out) { out.micros = integer(next_++); }
    template <class Tag>
    void read_value(Id<Tag>& out) {
        out.value = integer(next_++);
    }
    template <std::size_t size>
    void read_value(std::array<std::uint8_t, size>& out) {
        read_value(std::span<std::uint8_t>(out));
    }
    template <Enumeration E>
    void read_value(E& out) {
        out = static_cast<E>(integer(next_++));
    }
    template <class T>
    void read_value(std::optional<T>& out) {
        if (is_null(next_)) {
            ++next_;
            out.reset();
        } else {
            read_value(out.emplace());
        }
    }

    sqlite3_stmt* statement_;
    int next_ = 0;
};

// A prepared statement. Texts that are bound must live until run() or each() returned.
class Statement {
public:
    Statement() = default;
    Statement(Statement&&) noexcept = default;
    Statement& operator=(Statement&&) noexcept = default;

    // One value for each parameter.
    template <class... Values>
    [[nodiscard]] Statement& bind(const Values&... values) {
        BS_ASSERT(sqlite3_bind_parameter_count(statement_.get()) == static_cast<int>(sizeof...(values)));
        return bind_row(0, values...);
    }

    // For a statement that takes several rows of values: those of one row. Row 0 first, and none left out.
    template <class... Values>
    Statement& bind_row(std::size_t row, const Values&... values) {
        if (row == 0) bind_code_ = SQLITE_OK;
        int at = static_cast<int>(row * sizeof...(values));
        (note(bind_value(++at, values)), ...);
        return *this;
    }

    [[nodiscard]] Outcome<> run() {
        return each([](Row&) {});
    }

    // Calls `visit(Row&)` for each row; a visit that returns false ends it.
    template <class Visit>
    [[nodiscard]] Outcome<> each(Visit visit) {
        if (bind_code_ != SQLITE_OK) return std::unexpected(failure(bind_code_));
        int code = SQLITE_ROW;
        while ((code = sqlite3_step(statement_.get())) == SQLITE_ROW) {
            Row row(statement_.get());
            if constexpr (std::is_same_v<decltype(visit(row)), bool>) {
                if (!visit(row)) break;
            } else {
                visit(row);
            }
        }
        return finish(code);
    }

    // The first column of the first row; nullopt without a row, or when it is NULL.
    [[nodiscard]] Outcome<std::optional<std::int64_t>> find_integer();

private:
    friend class Connection;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };

    int bind_value(int at, std::int64_t value) { return sqlite3_bind_int64(statement_.get(), at, value); }
    int bind_value(int at, int value) { return sqlite3_bind_int64(statement_.get(), at, value); }
    int bind_value(int at, std::size_t value) {
        return sqlite3_bind_int64(statement_.get(), at, static_cast<std::int64_t>(value));
    }
    int bind_value(int at, std::string_view value);
    int bind_value(int at, std::span<const std::uint8_t> value);
    int bind_value(int at, Money value) { return bind_value(at, value.units); }
    int bind_value(int at, Timestamp value) { return bind_value(at, value.micros); }
    template <class Tag>
    int bind_value(int at, Id<Tag> value) {
        return bind_value(at, value.value);
    }
    template <std::size_t size>
    int bind_value(int at, const std::array<std::uint8_t, size>& value) {
        return bind_value(at, std::span<const std::uint8_t>(value));
    }
    template <Enumeration E>
    int bind_value(int at, E value) {
        return bind_value(at, static_cast<std::int64_t>(value));
    }
    template <class T>
    int bind_value(int at, const std::optional<T>& value) {
        return value ? bind_value(at, *value) : sqlite3_bind_null(statement_.get(), at);
    }

    void note(int code) {
        if (code != SQLITE_OK) bind_code_ = code;
    }
    [[nodiscard]] Outcome<> finish(int code);
    [[nodiscard]] Failure failure(int code) const;

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    int bind_code_ = SQLITE_OK;
};

enum class Access : std::uint8_t { read_write, read_only };

class Connection {
public:
    // With everything set that keeps a damaged or hostile file from doing harm. `read_write` creates the file.
    [[nodiscard]] static Outcome<Connection> open(const std::string& path, Access access);

    [[nodiscard]] Outcome<Statement> prepare(std::string_view sql);
    // Any number of statements; their rows are dropped.
    [[nodiscard]] Outcome<> execute(const std::string& sql);
    // The first column of the first row.
    [[nodiscard]] Outcome<std::string> ask(std::string_view sql);
    [[nodiscard]] Outcome<std::int64_t> ask_integer(std::string_view sql);

    [[nodiscard]] bool is_in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }
    [[nodiscard]] std::int64_t changes() const { return sqlite3_changes64(handle()); }
    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
    [[nodiscard]] Failure failure(int code) const;

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace bs::sqlite
