#include "http/server.h"

#include "base/check.h"
#include "http/io_thread.h"
#include "http/listener.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace bs::http {

class Server::Impl {
public:
    Impl(ServerOptions options, ServerHooks hooks) {
        shared_.options = std::move(options);
        shared_.hooks = std::move(hooks);
        unsigned count = shared_.options.io_threads;
        if (count == 0) count = std::max(1U, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < count; ++i) threads_.push_back(std::make_unique<IoThread>(shared_));
    }

    ~Impl() { stop(); }

    Result<> bind() {
        for (const int fd : shared_.options.inherited) {
            BS_TRY(BoundSocket socket, adopt_socket(fd));
            add_listener(std::move(socket), Listener::Latecomers::of_the_next);
        }
        if (!listeners_.empty()) return {};
        for (const std::string& address : shared_.options.listen) {
            BS_TRY(auto sockets, bind_address(address));
            for (BoundSocket& socket : sockets) add_listener(std::move(socket), Listener::Latecomers::ours);
        }
        return {};
    }

    void start() {
        for (const auto& thread : threads_) thread->start();
        on_first_thread([this] {
            for (const auto& listener : listeners_) listener->start();
        });
    }

    void drain(std::chrono::milliseconds window) {
        const auto deadline = std::chrono::steady_clock::now() + window;
        on_first_thread([this] {
            for (const auto& listener : listeners_) listener->stop();
        });
        for (const auto& thread : threads_) thread->begin_drain(window);
        // Once per process life, so looking now and then is good enough.
        constexpr std::chrono::milliseconds look_interval{10};
        while (stats().connections_open > 0 && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(look_interval);
        }
        stop();
    }

    void stop() {
        on_first_thread([this] {
            for (const auto& listener : listeners_) listener->stop();
        });
        for (const auto& thread : threads_) thread->stop();
    }

    void wake_streams() {
        for (const auto& thread : threads_) thread->wake_streams();
    }

    [[nodiscard]] ServerStats stats() const {
        ServerStats sum;
        for (const auto& thread : threads_) {
            const Counters& counters = thread->counters();
            sum.connections_accepted += counters.connections_accepted;
            sum.connections_open += counters.connections_open;
            sum.requests += counters.requests;
            sum.guard_refusals += counters.guard_refusals;
            sum.accept_errors += counters.accept_errors;
            sum.streams_open += counters.streams_open;
            sum.streams_cut_slow += counters.streams_cut_slow;
            sum.stream_bytes += counters.stream_bytes;
        }
        return sum;
    }

    [[nodiscard]] std::size_t streams_open() const { return shared_.streams_open; }
    [[nodiscard]] const std::vector<std::string>& addresses() const { return addresses_; }

private:
    void on_first_thread(std::move_only_function<void()> function) {
        threads_.front()->mailbox()->push(letter::Call{std::move(function)});
    }

    // On the first io thread: to the one that has the fewest. Even for two connections, which a hash of the kernel is
    // not.
    void add_listener(BoundSocket socket, Listener::Latecomers latecomers) {
        addresses_.push_back(socket.address);
        listeners_.push_back(
            std::make_unique<Listener>(*threads_.front(), std::move(socket.fd), latecomers,
                                       [this](letter::Accepted accepted) { deal(std::move(accepted)); }));
    }

    void deal(letter::Accepted accepted) {
        const auto open = [](const auto& thread) { return thread->counters().connections_open.load(); };
        std::uint64_t total = 0;
        for (const auto& thread : threads_) total += open(thread);
        if (total >= shared_.options.connections_max) return shed(*threads_.front(), std::move(accepted.socket));
        IoThread& least = **std::ranges::min_element(threads_, {}, open);
        ++least.counters().connections_accepted;
        ++least.counters().connections_open;
        least.mailbox()->push(std::move(accepted));
    }

    ServerShared shared_;
    std::vector<std::unique_ptr<IoThread>> threads_;
    std::vector<std::unique_ptr<Listener>> listeners_;  // of the first thread
    std::vector<std::string> addresses_;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, ServerHooks hooks) {
    BS_ASSERT(hooks.on_request && hooks.render_error);
    auto impl = std::make_unique<Impl>(std::move(options), std::move(hooks));
    BS_CHECK(impl->bind());
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

void Server::start() { impl_->start(); }
std::vector<std::string> Server::addresses() const { return impl_->addresses(); }
void Server::wake_streams() { impl_->wake_streams(); }
void Server::drain(std::chrono::milliseconds window) { impl_->drain(window); }
ServerStats Server::stats() const { return impl_->stats(); }
std::size_t Server::streams_open() const { return impl_->streams_open(); }

Result<std::string> address_of_socket(int fd) {
    BS_TRY(BoundSocket socket, adopt_socket(fd));
    return std::move(socket.address);
}

}  // namespace bs::http
