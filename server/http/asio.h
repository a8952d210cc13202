// What this room uses of Asio, under short names. Included by .cpp files and by inner headers of this room only.
#pragma once

// The thread sanitizer does not know fences, and Asio's locks do without them.
#if defined(__SANITIZE_THREAD__)
#define BOOST_ASIO_DISABLE_FENCED_BLOCK
#endif

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace bs::http {

namespace asio = boost::asio;
using ErrorCodeOfOs = boost::system::error_code;

// Bound to io_context: the type-erased executor would cost 40 bytes and two indirect calls for every operation.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using SteadyTimer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

// The calls whose failure changes nothing: the connection is over either way.
inline void close_quietly(Socket& socket) {
    ErrorCodeOfOs ignored;
    ignored = socket.close(ignored);
}
inline void shutdown_send_quietly(Socket& socket) {
    ErrorCodeOfOs ignored;
    ignored = socket.shutdown(Socket::shutdown_send, ignored);
}
// An orderly close would keep the unsent bytes in the kernel for minutes; a reset frees them.
inline void reset_quietly(Socket& socket) {
    ErrorCodeOfOs ignored;
    ignored = socket.set_option(asio::socket_base::linger(true, 0), ignored);
    close_quietly(socket);
}

}  // namespace bs::http
