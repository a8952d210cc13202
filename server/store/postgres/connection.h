// libpq, thinly: a connection that never blocks for longer than it is told, statements sent together and answered
// together, what went wrong. Knows no table. Each object belongs to one thread at a time.
#pragma once

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"
#include "store/postgres/values.h"

#include <libpq-fe.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace bs::postgres {

struct Failure {
    std::string sqlstate;  // empty: the connection is gone, or the server was silent for too long
    std::string message;

    [[nodiscard]] bool is_lost() const { return sqlstate.empty(); }
};

template <class T = void>
using Outcome = std::expected<T, Failure>;

// One row of an answer; values are read from the first column on. Texts are valid as long as the answer.
class Row {
public:
    Row(const PGresult* result, int row) : result_(result), row_(row) {}

    template <class... Values>
    void read(Values&... values) {
        (read_value(values), ...);
    }

private:
    [[nodiscard]] std::string_view next();
    [[nodiscard]] std::int64_t next_integer();

    void read_value(std::int64_t& out) { out = next_integer(); }
    void read_value(int& out) { out = static_cast<int>(next_integer()); }
    void read_value(bool& out) { out = next_integer() != 0; }
    void read_value(std::string& out) { out = next(); }
    void read_value(Money& out) { out.units = next_integer(); }
    void read_value(Timestamp& out) { out.micros = next_integer(); }
    template <class Tag>
    void read_value(Id<Tag>& out) {
        out.value = next_integer();
    }
    template <std::size_t size>
    void read_value(std::array<std::uint8_t, size>& out);
    template <Enumeration E>
    void read_value(E& out) {
        out = static_cast<E>(next_integer());
    }
    template <class T>
    void read_value(std::optional<T>& out) {
        if (PQgetisnull(result_, row_, column_) != 0) {
            ++column_;
            out.reset();
        } else {
            read_value(out.emplace());
        }
    }

    const PGresult* result_;
    int row_;
    int column_ = 0;
};

template <std::size_t size>
void Row::read_value(std::array<std::uint8_t, size>& out) {
    const std::string_view bytes = next();
    for (std::size_t i = 0; i < size && i < bytes.size(); ++i) out[i] = static_cast<std::uint8_t>(bytes[i]);
}

// The answer to one statement.
class Rows {
public:
    explicit Rows(PGresult* result) : result_(result) {}

    [[nodiscard]] int size() const { return PQntuples(result_.get()); }
    [[nodiscard]] Row row(int at) const { return {result_.get(), at}; }
    // How many rows a statement changed.
    [[nodiscard]] std::size_t affected() const;

    template <class Visit>
    void each(Visit visit) const {
        for (int at = 0; at < size(); ++at) {
            Row each = row(at);
            visit(each);
        }
    }
    // The first value of the first row; nullopt without a row, or when it is NULL.
    [[nodiscard]] std::optional<std::int64_t> find_integer() const;

private:
    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    std::unique_ptr<PGresult, Clear> result_;
};

// A notification.
struct Notice {
    std::string channel;
    int process = 0;  // of the server, that worked for whoever sent it
    std::string text;
};

// A statement that is prepared when a connection needs it first. Constants: the address is its name.
struct Sql {
    std::string_view text;
};

class Connection {
public:
    // `url` as libpq reads it; where it says nothing, a server that takes writes is chosen, and time-outs are short.
    [[nodiscard]] static Outcome<Connection> open(const std::string& url);

    // Queues a statement for the next exchange.
    void send(const Sql& sql, const Values& values = {});
    // Not prepared.
    void send_once(const std::string& text, const Values& values = {});

    // Sends what is queued and waits for all answers, one for each statement. At the first failure the server skips the
    // rest. `lost` after `limit`, and the connection cannot be used any more.
    [[nodiscard]] Outcome<std::vector<Rows>> exchange(std::chrono::milliseconds limit);

    // Sends a statement whose answer nobody waits for; the next exchange passes over it.
    void send_unanswered(const Sql& sql);

    // For one statement.
    [[nodiscard]] Outcome<Rows> run(std::chrono::milliseconds limit, const Sql& sql, const Values& values = {});
    [[nodiscard]] Outcome<Rows> run_once(std::chrono::milliseconds limit, const std::string& text,
                                         const Values& values = {});

    // Until something arrives, `limit` is over, or the connection is gone.
    void wait_for_notice(std::chrono::milliseconds limit);
    // Those that have arrived, and were not taken before.
    [[nodiscard]] std::vector<Notice> take_notices();

    [[nodiscard]] bool is_lost() const { return !handle_ || PQstatus(handle_.get()) != CONNECTION_OK; }
    [[nodiscard]] int server_process() const { return PQbackendPID(handle_.get()); }
    [[nodiscard]] std::string place() const;  // host and database

private:
    using Deadline = std::chrono::steady_clock::time_point;

    void queue(int sent);
    // The parameters as libpq takes them.
    struct Parameters;
    // False when the connection is gone or the time is over.
    [[nodiscard]] bool wait(Deadline deadline);
    [[nodiscard]] Failure lose(std::string why);

    struct Close {
        void operator()(PGconn* handle) const { PQfinish(handle); }
    };
    std::unique_ptr<PGconn, Close> handle_;
    std::unordered_set<const Sql*> prepared_;
    std::vector<const Sql*> expected_;  // for each answer to come: what it prepares; null: it answers a statement
    bool could_not_send_ = false;
    int unanswered_ = 0;  // so many answers come before those of the next exchange
};

}  // namespace bs::postgres
