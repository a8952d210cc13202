#include "http/connection.h"

#include "base/limits.h"
#include "http/io_thread.h"

#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace bs::http {
namespace {

// One turn of one connection, so that a client with a full pipeline does not starve the others.
constexpr int requests_per_turn = 32;
constexpr std::size_t out_bytes_per_turn = 256 * 1024;
// A refused body up to here is read over, so that the connection lives on; beyond, closing is cheaper for both.
constexpr std::uint64_t discard_bytes_max = 64 * 1024;
constexpr std::chrono::seconds linger_deadline{5};
// When the server ends: a client at work sends its next request within this time.
constexpr std::chrono::milliseconds drain_grace{300};
// And one that does not notice the end holds it up no longer.
constexpr std::chrono::seconds drain_linger{1};
constexpr std::uint64_t linger_bytes_max = 32 * 1024 * 1024;
// Smaller ones are not worth an atomic operation each.
constexpr std::size_t body_bytes_counted_from = 16 * 1024;

using ConnectionPin = boost::intrusive_ptr<Connection>;

}  // namespace

Connection::Connection(IoThread& io, std::string peer) : io_(io), socket_(io.context()), peer_(std::move(peer)) {}

Connection::~Connection() = default;

bool Connection::take(UniqueFd socket) {
    ErrorCodeOfOs error;
    error = socket_.assign(asio::ip::tcp::v4(), socket.get(), error);
    if (error) return false;
    static_cast<void>(socket.release());
    error = socket_.native_non_blocking(true, error);
    return !error;
}

void Connection::start(PeerId id) {
    id_ = id;
    parser_.request().peer = peer_;
    set_deadline(Deadline::head, io_.options().header_deadline);
    wait_readable();
}

// ---- Input ----

void Connection::wait_readable() {
    if (read_armed_) return;
    read_armed_ = true;
    socket_.async_wait(Socket::wait_read,
                       [self = ConnectionPin(this)](const ErrorCodeOfOs& error) { self->on_readable(error); });
}

void Connection::on_readable(const ErrorCodeOfOs& error) {
    read_armed_ = false;
    if (phase_ == Phase::closed) return;
    if (error) return close();
    if (phase_ == Phase::lingering) return discard_input();
    auto& buffer = io_.read_buffer();
    const ssize_t got = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0) return consume({buffer.data(), static_cast<std::size_t>(got)});
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return wait_readable();
    close();  // gone, perhaps in the middle of a request: there is nobody left to answer
}

void Connection::consume(std::string_view fresh) {
    if (!input_.empty()) {
        input_.append(fresh);
        return consume_kept();
    }
    const std::size_t used = run(fresh);
    if (used < fresh.size() && phase_ != Phase::closing) input_.assign(fresh.substr(used));
    proceed();
}

void Connection::consume_kept() {
    const std::size_t used = run(input_);
    input_.erase(0, used);
    if (input_.empty()) std::string().swap(input_);
    proceed();
}

std::size_t Connection::run(std::string_view bytes) {
    std::size_t used = 0;
    int served = 0;
    input_unseen_ = false;
    io_.dispatching = this;
    while (phase_ == Phase::reading) {
        if (served == requests_per_turn || output_ || io_.out.size() >= out_bytes_per_turn) {
            input_unseen_ = true;
            break;
        }
        used += parser_.feed(bytes.substr(used));
        const RequestParser::State state = parser_.state();
        if (state == RequestParser::State::head || state == RequestParser::State::body) break;
        if (state == RequestParser::State::head_done) on_head();
        if (state == RequestParser::State::refused) refuse(parser_.error());
        if (state == RequestParser::State::complete) {
            dispatch();
            ++served;
        }
    }
    io_.dispatching = nullptr;
    account_body();
    return used;
}

void Connection::on_head() {
    const Framing& framing = parser_.framing();
    head_request_ = parser_.request().method == Method::head;
    ++io_.counters().requests;
    auto early = io_.hooks().on_head ? io_.hooks().on_head(parser_.request()) : std::nullopt;
    if (!early) {
        if (framing.expects_continue) out().tail().append("HTTP/1.1 100 Continue\r\n\r\n");
        return;
    }
    const bool can_read_over =
        !framing.chunked && !framing.expects_continue && framing.content_length <= discard_bytes_max;
    if (can_read_over) {
        parser_.discard_body();
        refusal_ = std::make_unique<Response>(std::move(*early));
        return;
    }
    early->close = true;
    must_linger_ = true;
    respond(*early);
}

void Connection::dispatch() {
    if (refusal_) {
        respond(*std::exchange(refusal_, nullptr));
    } else {
        phase_ = Phase::handling;
        deadline_ = Deadline::none;
        io_.hooks().on_request(parser_.request(), Reply(io_.mailbox(), id_.slot, id_.generation));
    }
    if (phase_ == Phase::reading) next_request();
}

void Connection::next_request() {
    head_request_ = false;
    parser_.reset();
    if (parser_.request().peer.empty()) parser_.request().peer = peer_;  // the handler may have moved it away
}

// Keeps the sum of all bodies in memory, and refuses ours when there are too many.
void Connection::account_body() {
    const std::size_t size = parser_.request().body.size();
    const std::uint64_t held = phase_ == Phase::closed || size < body_bytes_counted_from ? 0 : size;
    if (held == accounted_body_bytes_) return;
    const std::uint64_t change = held - accounted_body_bytes_;  // wraps when negative, and back in the sum
    const std::uint64_t sum = io_.shared().body_bytes.fetch_add(change) + change;
    const bool grew = held > accounted_body_bytes_;
    accounted_body_bytes_ = held;
    if (grew && phase_ == Phase::reading && sum > io_.options().bodies_bytes_max) {
        refuse(Error{ErrorCode::overloaded, "too many large requests at once", {}, {}});
    }
}

// ---- Output ----

OutQueue& Connection::out() { return output_ ? *output_ : io_.out; }

void Connection::respond(const Response& response) {
    const bool close = response.close || !parser_.keep_alive() || io_.is_draining();
    write_response(out(), response, {.head_request = head_request_, .close = close}, io_.date.now());
    if (io_.is_draining()) must_linger_ = true;
    phase_ = close ? Phase::closing : Phase::reading;
}

void Connection::refuse(const Error& error) {
    ++io_.counters().guard_refusals;
    std::string().swap(parser_.request().body);
    account_body();
    Response response = io_.hooks().render_error(error);
    response.close = true;
    must_linger_ = true;
    respond(response);
}

void Connection::answer(const Response& response) {
    if (phase_ != Phase::handling) return;
    respond(response);
    if (io_.dispatching == this) return;  // run() goes on
    if (phase_ == Phase::reading) {
        next_request();
        account_body();
        if (!input_.empty()) return consume_kept();
    }
    proceed();
}

void Connection::answer_is_lost() {
    answer(io_.hooks().render_error(Error{ErrorCode::internal, "no answer was made for this request", {}, {}}));
}

void Connection::open_stream(Response head, MakeSource make) {
    if (phase_ != Phase::handling) return;
    const ServerShared& shared = io_.shared();
    if (shared.streams_open >= shared.options.streams_max) {
        return answer(io_.hooks().render_error(Error{ErrorCode::overloaded, "too many streams are open", {}, {}}));
    }
    phase_ = Phase::streaming;
    stream_ = std::make_unique<StreamStart>(std::move(head), std::move(make));
    if (io_.dispatching != this) proceed();
}

// What comes next, now that a turn is over.
void Connection::proceed() {
    if (phase_ == Phase::closed) return;
    if (phase_ == Phase::streaming) return become_stream();
    if (!flush()) return;
    if (phase_ == Phase::closing) return end();
    if (phase_ != Phase::reading) return;
    if (input_unseen_) {
        asio::post(io_.context(), [self = ConnectionPin(this)] {
            if (self->phase_ == Phase::reading) self->consume_kept();
        });
        return;
    }
    arm_reading_deadline();
    wait_readable();
}

bool Connection::flush() {
    OutQueue& queue = out();
    while (!queue.empty()) {
        iovec parts[OutQueue::parts_max];
        msghdr message{};
        message.msg_iov = parts;
        message.msg_iovlen = queue.peek(parts);
        const ssize_t sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            queue.advance(static_cast<std::size_t>(sent));
            if (deadline_ == Deadline::write) deadline_bytes_ += static_cast<std::uint64_t>(sent);
        } else if (errno == EAGAIN) {
            if (!output_) output_ = std::make_unique<OutQueue>(std::move(io_.out));
            // Every byte that was taken since starts the deadline anew.
            if (deadline_ != Deadline::write || deadline_bytes_ > 0) {
                deadline_bytes_ = 0;
                set_deadline(Deadline::write, io_.options().write_stall_deadline);
            }
            wait_writable();
            return false;
        } else if (errno != EINTR) {
            queue.clear();
            close();
            return false;
        }
    }
    queue.clear();
    output_.reset();
    if (deadline_ == Deadline::write) deadline_ = Deadline::none;
    return true;
}

void Connection::wait_writable() {
    if (write_armed_) return;
    write_armed_ = true;
    socket_.async_wait(Socket::wait_write, [self = ConnectionPin(this)](const ErrorCodeOfOs& error) {
        self->write_armed_ = false;
        if (!error) self->proceed();
    });
}

void Connection::become_stream() {
    const ConnectionPin pin(this);
    const std::unique_ptr<StreamStart> start = std::move(stream_);
    std::string lead = out().flatten();
    output_.reset();
    const bool chunked = !parser_.request().http_1_0;
    write_stream_head(lead, start->head, chunked, io_.date.now());
    if (head_request_) {
        out().tail().append(lead);
        phase_ = Phase::closing;
        return proceed();
    }
    ErrorCodeOfOs ignored;
    ignored = socket_.cancel(ignored);
    const boost::intrusive_ptr<Subscriber> subscriber(new Subscriber(io_, std::move(socket_), std::move(lead)));
    leave();
    subscriber->start(io_.subscribers.insert(subscriber), start->make);
}

// ---- The end ----

// The next request of a client at work may be on its way, and closing now would leave it without an answer. Who is
// answered from now on is told to close; who stays idle is ended.
void Connection::begin_drain() {
    const bool is_idle =
        phase_ == Phase::reading && parser_.state() == RequestParser::State::head && input_.empty() && !output_;
    if (is_idle) set_deadline(Deadline::idle, drain_grace);
}

void Connection::end() {
    if (must_linger_) return linger();
    close();
}

// Our last bytes reach the peer only if nothing of its own lies unread here when we close: the system would answer that
// with a reset, which destroys what the peer did not read yet.
void Connection::linger() {
    phase_ = Phase::lingering;
    shutdown_send_quietly(socket_);
    deadline_bytes_ = 0;
    set_deadline(Deadline::linger, io_.is_draining() ? drain_linger : linger_deadline);
    wait_readable();
}

void Connection::discard_input() {
    auto& buffer = io_.read_buffer();
    const ssize_t got = ::recv(socket_.native_handle(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0) deadline_bytes_ += static_cast<std::uint64_t>(got);
    const bool more = got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
    if (!more || deadline_bytes_ > linger_bytes_max) return close();
    wait_readable();
}

void Connection::close() {
    if (phase_ == Phase::closed) return;
    const ConnectionPin pin(this);
    close_quietly(socket_);
    --io_.counters().connections_open;
    leave();
}

// From here on only handlers that are still on their way hold this object.
void Connection::leave() {
    phase_ = Phase::closed;
    account_body();
    io_.cancel(*this);
    io_.connections.erase(id_);
}

// ---- Deadlines ----

void Connection::set_deadline(Deadline kind, std::chrono::milliseconds delay) {
    deadline_ = kind;
    io_.schedule(*this, delay);
}

void Connection::arm_reading_deadline() {
    const ServerOptions& options = io_.options();
    if (parser_.state() == RequestParser::State::body) {
        if (deadline_ == Deadline::body) return;
        deadline_bytes_ = parser_.body_bytes();
        set_deadline(Deadline::body, options.body_grace);
    } else if (!input_.empty()) {
        // Counts from the first byte of the head, however slowly the others come.
        if (deadline_ != Deadline::head) set_deadline(Deadline::head, options.header_deadline);
    } else {
        set_deadline(Deadline::idle, options.idle_deadline);
    }
}

void Connection::on_timer() {
    const ConnectionPin pin(this);
    switch (deadline_) {
        case Deadline::none:
            return;
        case Deadline::head:
            if (!input_.empty()) {
                refuse(Error{ErrorCode::request_timeout, "the head of the request did not arrive in time", {}, {}});
                return proceed();
            }
            [[fallthrough]];
        case Deadline::idle:
            must_linger_ = true;
            return end();
        case Deadline::body:
            return check_body_rate();
        case Deadline::write:
            reset_quietly(socket_);
            return close();
        case Deadline::linger:
            return close();
    }
}

void Connection::check_body_rate() {
    const auto window = io_.options().body_grace;
    const auto wanted = static_cast<std::uint64_t>(window.count()) * limits::body_bytes_per_second_min / 1000;
    if (parser_.body_bytes() - deadline_bytes_ < wanted) {
        refuse(Error{ErrorCode::request_timeout, "the body of the request came too slowly", {}, {}});
        return proceed();
    }
    deadline_bytes_ = parser_.body_bytes();
    set_deadline(Deadline::body, window);
}

}  // namespace bs::http
