// One accepted connection: reads requests one after the other, hands each to the owner's handler, writes the answers in
// order, and keeps every deadline. Lives on one io thread; holds no buffer while it is idle.
#pragma once

#include "http/asio.h"
#include "http/mailbox.h"
#include "http/out_queue.h"
#include "http/request_parser.h"
#include "http/timer_wheel.h"
#include "http/unique_fd.h"

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace bs::http {

class IoThread;

class Connection final : public TimerWheel::Timer,
                         public boost::intrusive_ref_counter<Connection, boost::thread_unsafe_counter> {
public:
    Connection(IoThread& io, std::string peer);
    ~Connection() override;

    // False when the system refuses the socket.
    [[nodiscard]] bool take(UniqueFd socket);
    void start(PeerId id);

    // The answer to the request that is being handled.
    void answer(const Response& response);
    void answer_is_lost();
    void open_stream(Response head, MakeSource make);

    // The request that is running, or half arrived, is answered; then it ends.
    void begin_drain();
    // Ends at once.
    void close();

    void on_timer() override;

private:
    enum class Phase : std::uint8_t { reading, handling, streaming, closing, lingering, closed };
    enum class Deadline : std::uint8_t { none, idle, head, body, write, linger };
    struct StreamStart {
        Response head;
        MakeSource make;
    };

    // Input.
    void wait_readable();
    void on_readable(const ErrorCodeOfOs& error);
    void consume(std::string_view fresh);
    void consume_kept();
    std::size_t run(std::string_view bytes);
    void on_head();
    void dispatch();
    void next_request();
    void account_body();

    // Output.
    [[nodiscard]] OutQueue& out();
    void respond(const Response& response);
    void refuse(const Error& error);
    void proceed();
    [[nodiscard]] bool flush();
    void wait_writable();
    void become_stream();

    // The end.
    void end();
    void linger();
    void discard_input();
    void leave();

    void arm_reading_deadline();
    void set_deadline(Deadline kind, std::chrono::milliseconds delay);
    void check_body_rate();

    IoThread& io_;
    Socket socket_;
    PeerId id_;
    Phase phase_ = Phase::reading;
    Deadline deadline_ = Deadline::none;
    bool head_request_ = false;
    bool read_armed_ = false;
    bool write_armed_ = false;
    bool input_unseen_ = false;  // input_ may hold a whole request that was not looked at
    bool must_linger_ = false;   // the peer may still be sending: a plain close would destroy our last answer
    std::uint64_t deadline_bytes_ = 0;
    std::uint64_t accounted_body_bytes_ = 0;
    RequestParser parser_;
    std::string input_;                  // bytes that came and were not taken yet
    std::unique_ptr<OutQueue> output_;   // only while the peer does not take what we have
    std::unique_ptr<Response> refusal_;  // decided at the head, sent when the body was read over
    std::unique_ptr<StreamStart> stream_;
    std::string peer_;
};

}  // namespace bs::http
