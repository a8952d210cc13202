#include "cli/terminal.h"

#include <cerrno>
#include <cstdlib>
#include <unistd.h>

namespace bs::cli {
namespace {

// Before threads start, and nobody sets variables later.
std::string_view environment(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? std::string_view() : std::string_view(value);
}

std::string_view code_of(Style style) {
    switch (style) {
        case Style::plain:
            return "0";
        case Style::bold:
            return "1";
        case Style::dim:
            return "2";
        case Style::red:
            return "31";
        case Style::green:
            return "32";
        case Style::yellow:
            return "33";
        case Style::cyan:
            return "36";
    }
    return "0";
}

}  // namespace

Terminal::Terminal(int fd)
    : fd_(fd),
      is_terminal_(::isatty(fd) == 1),
      colours_(is_terminal_ && environment("NO_COLOR").empty() && environment("TERM") != "dumb") {}

std::string Terminal::paint(Style style, std::string_view text) const {
    if (!colours_ || style == Style::plain) return std::string(text);
    std::string painted = "\x1b[";
    painted.append(code_of(style)).append("m").append(text).append("\x1b[0m");
    return painted;
}

bool Terminal::write(std::string_view text) const {
    while (!text.empty()) {
        const ssize_t put = ::write(fd_, text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

const Terminal& standard_output() {
    static const Terminal terminal(STDOUT_FILENO);
    return terminal;
}

const Terminal& standard_error() {
    static const Terminal terminal(STDERR_FILENO);
    return terminal;
}

void say_error(std::string_view text) { say(standard_error().paint(Style::red, "error:") + " " + std::string(text)); }

void say_warning(std::string_view text) {
    say(standard_error().paint(Style::yellow, "warning:") + " " + std::string(text));
}

// There is nowhere to tell that stderr is closed.
void say(std::string_view text) { static_cast<void>(standard_error().write(std::string(text) + "\n")); }

}  // namespace bs::cli
