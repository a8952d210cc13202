#include "cli/signals.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sys/resource.h>
#include <unistd.h>

namespace bs::cli {
namespace {

// Nobody else sends it to us.
constexpr int wake_signal = SIGUSR1;

std::string_view name_of(int signal) {
    if (signal == wake_signal) return {};
    return signal == SIGINT ? "SIGINT" : "SIGTERM";
}

}  // namespace

StopSignals::StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, wake_signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    signal(SIGPIPE, SIG_IGN);
}

std::string_view StopSignals::wait_for_stop() const {
    int signal = 0;
    while (sigwait(&set_, &signal) != 0) {
    }
    return name_of(signal);
}

std::string_view StopSignals::wait_for_stop(std::chrono::milliseconds limit) const {
    const timespec time{limit.count() / 1'000, limit.count() % 1'000 * 1'000'000};
    const int signal = sigtimedwait(&set_, nullptr, &time);
    return signal > 0 ? name_of(signal) : std::string_view();
}

std::string_view StopSignals::wait_for_stop(const std::stop_token& token) const {
    constexpr timespec step{0, 50'000'000};
    while (!token.stop_requested()) {
        const int signal = sigtimedwait(&set_, nullptr, &step);
        if (signal > 0 && signal != wake_signal) return name_of(signal);
    }
    return {};
}

bool StopSignals::comes_within(std::chrono::milliseconds limit) const {
    const timespec time{limit.count() / 1'000, limit.count() % 1'000 * 1'000'000};
    return sigtimedwait(&set_, nullptr, &time) > 0;
}

void StopSignals::wake() { kill(getpid(), wake_signal); }

ForcedExit::ForcedExit(const StopSignals& signals)
    : thread_([&signals](const std::stop_token& token) {
          if (signals.wait_for_stop(token).empty()) return;
          std::fputs("betstream: asked twice; stopping at once\n", stderr);
          std::_Exit(1);
      }) {}

void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace bs::cli
