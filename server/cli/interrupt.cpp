#include "cli/interrupt.h"

#include <atomic>
#include <csignal>
#include <cstddef>
#include <unistd.h>

namespace bs::cli {
namespace {

std::atomic<const char*> note_text{nullptr};
std::atomic<std::size_t> note_bytes{0};
std::atomic<int> chosen_status{-1};  // negative: 128 + the signal

extern "C" void end_with_note(int signal) {
    // Only what is safe in a signal handler.
    if (const char* text = note_text.load(); text != nullptr) {
        static_cast<void>(!::write(STDERR_FILENO, text, note_bytes.load()));
    }
    const int status = chosen_status.load();
    ::_exit(status < 0 ? 128 + signal : status);
}

void set_handler(void (*handler)(int)) {
    struct sigaction action{};
    action.sa_handler = handler;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

void mask_signals(int how) {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGINT);
    ::sigaddset(&signals, SIGTERM);
    ::pthread_sigmask(how, &signals, nullptr);
}

}  // namespace

InterruptNote::InterruptNote(std::string_view note, std::optional<int> status) {
    chosen_status = status.value_or(-1);
    note_text = note.data();
    note_bytes = note.size();
    set_handler(end_with_note);
}

InterruptNote::~InterruptNote() { set_handler(SIG_DFL); }

UninterruptedScope::UninterruptedScope() { mask_signals(SIG_BLOCK); }
UninterruptedScope::~UninterruptedScope() { mask_signals(SIG_UNBLOCK); }

}  // namespace bs::cli
