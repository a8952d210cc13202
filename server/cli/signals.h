// SIGTERM and SIGINT as something to wait for, instead of handlers that interrupt any line of code.
#pragma once

#include <chrono>
#include <signal.h>
#include <string_view>
#include <thread>

namespace bs::cli {

// Blocks both in this thread and in every thread that it starts later. Ignores SIGPIPE.
class StopSignals {
public:
    StopSignals();

    // The name of the one that came; empty after wake().
    [[nodiscard]] std::string_view wait_for_stop() const;
    // The same for so long at most.
    [[nodiscard]] std::string_view wait_for_stop(std::chrono::milliseconds limit) const;
    // Like wait_for_stop, but gives up when the token says so, and not for wake(); empty then.
    [[nodiscard]] std::string_view wait_for_stop(const std::stop_token& token) const;

    // Whether one comes, or wake() is called; waits so long for it.
    [[nodiscard]] bool comes_within(std::chrono::milliseconds limit) const;

    // Ends the waiting without a signal from outside: something in this process asks for it.
    static void wake();

private:
    sigset_t set_;
};

// While it lives, a further signal ends the process at once: the operator has asked twice. What was acknowledged is
// durable.
class ForcedExit {
public:
    explicit ForcedExit(const StopSignals& signals);

private:
    std::jthread thread_;
};

// As many files as the system lets us have: every stream is one.
void raise_file_limit();

}  // namespace bs::cli
