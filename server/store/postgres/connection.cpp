#include "store/postgres/connection.h"

#include "base/check.h"
#include "base/log.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <poll.h>
#include <utility>

namespace bs::postgres {
namespace {

using Clock = std::chrono::steady_clock;

std::string first_line(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \n");
    if (start == std::string_view::npos) return "no reason was given";
    text.remove_prefix(start);
    std::string line(text.substr(0, text.find('\n')));
    // Of several hosts that refused, libpq tells one in each line.
    if (const std::size_t more = text.find('\n'); more != std::string_view::npos && more + 1 < text.size())
        line += " " + first_line(text.substr(more + 1));
    return line;
}

std::string name_of(const Sql& sql) { return "bs" + std::to_string(reinterpret_cast<std::uintptr_t>(&sql)); }

Failure failure_of(const PGresult* result) {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (state == nullptr) return {"", first_line(PQresultErrorMessage(result))};
    return {state, message == nullptr ? "" : message};
}

void take_note(void* /*unused*/, const char* message) {
    log_warning("the database says", {{"notice", first_line(message)}});
}

}  // namespace

std::string_view Row::next() {
    const int column = column_++;
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

// bigint, integer, smallint or boolean: as wide as it is.
std::int64_t Row::next_integer() {
    const std::string_view bytes = next();
    std::uint64_t value = !bytes.empty() && (bytes.front() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (const char byte : bytes) value = value << 8 | static_cast<std::uint8_t>(byte);
    return static_cast<std::int64_t>(value);
}

std::size_t Rows::affected() const {
    const std::string_view text = PQcmdTuples(result_.get());
    std::size_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

std::optional<std::int64_t> Rows::find_integer() const {
    std::optional<std::int64_t> value;
    if (size() > 0) row(0).read(value);
    return value;
}

Outcome<Connection> Connection::open(const std::string& url) {
    // What stands after the URL wins over it, what stands before gives way.
    const std::array keywords{"target_session_attrs",
                              "connect_timeout",
                              "tcp_user_timeout",
                              "keepalives_idle",
                              "keepalives_interval",
                              "keepalives_count",
                              "dbname",
                              "fallback_application_name",
                              static_cast<const char*>(nullptr)};
    const std::array values{
        "read-write", "3", "10000", "5", "2", "3", url.c_str(), "betstream", static_cast<const char*>(nullptr)};
    Connection connection;
    connection.handle_.reset(PQconnectdbParams(keywords.data(), values.data(), 1));
    if (connection.is_lost()) return std::unexpected(Failure{"", first_line(PQerrorMessage(connection.handle_.get()))});
    PQsetNoticeProcessor(connection.handle_.get(), take_note, nullptr);
    PQsetnonblocking(connection.handle_.get(), 1);
    PQenterPipelineMode(connection.handle_.get());
    return connection;
}

struct Connection::Parameters {
    explicit Parameters(const Values& values) : binary(values.parameters().size(), 1) {
        for (const auto& parameter : values.parameters()) {
            data.push_back(parameter ? parameter->data() : nullptr);
            lengths.push_back(parameter ? static_cast<int>(parameter->size()) : 0);
        }
    }
    [[nodiscard]] int count() const { return static_cast<int>(data.size()); }

    std::vector<const char*> data;
    std::vector<int> lengths;
    std::vector<int> binary;
};

std::string Connection::place() const {
    const auto text = [](const char* part) { return std::string(part == nullptr ? "" : part); };
    return text(PQhost(handle_.get())) + ":" + text(PQport(handle_.get())) + "/" + text(PQdb(handle_.get()));
}

void Connection::queue(int sent) {
    if (sent == 0) could_not_send_ = true;
}

void Connection::send(const Sql& sql, const Values& values) {
    if (is_lost()) return queue(0);
    const std::string name = name_of(sql);
    if (!prepared_.contains(&sql) && std::ranges::find(expected_, &sql) == expected_.end()) {
        queue(PQsendPrepare(handle_.get(), name.c_str(), std::string(sql.text).c_str(), 0, nullptr));
        expected_.push_back(&sql);
    }
    const Parameters all(values);
    queue(PQsendQueryPrepared(handle_.get(), name.c_str(), all.count(), all.data.data(), all.lengths.data(),
                              all.binary.data(), 1));
    expected_.push_back(nullptr);
}

void Connection::send_once(const std::string& text, const Values& values) {
    if (is_lost()) return queue(0);
    const Parameters all(values);
    queue(PQsendQueryParams(handle_.get(), text.c_str(), all.count(), nullptr, all.data.data(), all.lengths.data(),
                            all.binary.data(), 1));
    expected_.push_back(nullptr);
}

Outcome<std::vector<Rows>> Connection::exchange(std::chrono::milliseconds limit) {
    const auto expected = std::exchange(expected_, {});
    if (is_lost() || could_not_send_ || PQpipelineSync(handle_.get()) == 0)
        return std::unexpected(lose("the statements could not be sent"));

    const Deadline deadline = Clock::now() + limit;
    std::vector<Rows> answers;
    std::optional<Failure> failure;
    std::size_t next = 0;
    while (true) {
        if (!wait(deadline)) return std::unexpected(lose("the server did not answer in time"));
        PGresult* result = PQgetResult(handle_.get());
        if (result == nullptr) {  // the end of one statement's answer
            if (is_lost()) return std::unexpected(lose("the connection ended"));
            continue;
        }
        Rows rows(result);
        const ExecStatusType status = PQresultStatus(result);
        if (unanswered_ > 0) {
            if (status == PGRES_PIPELINE_SYNC) --unanswered_;
            continue;
        }
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_FATAL_ERROR && !failure) failure = failure_of(result);
        if (failure && failure->is_lost()) return std::unexpected(lose(failure->message));
        if (next == expected.size() || status == PGRES_PIPELINE_ABORTED || failure) continue;
        if (const Sql* prepares = expected[next++]) {
            prepared_.insert(prepares);
        } else {
            answers.push_back(std::move(rows));
        }
    }
    if (failure) return std::unexpected(*std::move(failure));
    return answers;
}

void Connection::send_unanswered(const Sql& sql) {
    if (is_lost()) return;
    BS_ASSERT(expected_.empty());
    send(sql);
    expected_.clear();
    prepared_.insert(&sql);
    if (PQpipelineSync(handle_.get()) == 0 || PQflush(handle_.get()) < 0) could_not_send_ = true;
    ++unanswered_;
}

Outcome<Rows> Connection::run(std::chrono::milliseconds limit, const Sql& sql, const Values& values) {
    send(sql, values);
    auto answers = exchange(limit);
    if (!answers) return std::unexpected(std::move(answers).error());
    return std::move(answers->front());
}

Outcome<Rows> Connection::run_once(std::chrono::milliseconds limit, const std::string& text, const Values& values) {
    send_once(text, values);
    auto answers = exchange(limit);
    if (!answers) return std::unexpected(std::move(answers).error());
    return std::move(answers->front());
}

bool Connection::wait(Deadline deadline) {
    int unsent = PQflush(handle_.get());
    while (unsent > 0 || PQisBusy(handle_.get()) != 0) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (unsent < 0 || left <= 0) return false;
        pollfd ready{PQsocket(handle_.get()), static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN), 0};
        if (poll(&ready, 1, static_cast<int>(left)) < 0 && errno != EINTR) return false;
        if ((ready.revents & ~POLLOUT) != 0 && PQconsumeInput(handle_.get()) == 0) return false;
        if (unsent > 0) unsent = PQflush(handle_.get());
    }
    return unsent == 0;
}

// Nobody may read an answer that comes too late as that of another question.
Failure Connection::lose(std::string why) {
    if (handle_ && PQstatus(handle_.get()) != CONNECTION_OK) why = first_line(PQerrorMessage(handle_.get()));
    handle_.reset();
    return {"", std::move(why)};
}

void Connection::wait_for_notice(std::chrono::milliseconds limit) {
    if (is_lost()) return;
    pollfd ready{PQsocket(handle_.get()), POLLIN, 0};
    // Less than nothing would be for ever.
    const auto time = std::max(limit, std::chrono::milliseconds::zero());
    if (poll(&ready, 1, static_cast<int>(time.count())) <= 0) return;
    if (PQconsumeInput(handle_.get()) == 0) static_cast<void>(lose("the connection ended"));
}

std::vector<Notice> Connection::take_notices() {
    std::vector<Notice> notices;
    while (PGnotify* notice = handle_ ? PQnotifies(handle_.get()) : nullptr) {
        notices.push_back({notice->relname, notice->be_pid, notice->extra});
        PQfreemem(notice);
    }
    return notices;
}

}  // namespace bs::postgres
