#include "cli/progress.h"

#include "cli/terminal.h"
#include "cli/text.h"

#include <algorithm>
#include <utility>

namespace bs::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto terminal_interval = 200ms;
constexpr auto log_interval = 3s;

}  // namespace

Progress::Progress(std::string verb, std::uint64_t total, std::string unit)
    : verb_(std::move(verb)), total_(std::max<std::uint64_t>(total, 1)), unit_(std::move(unit)), start_(Clock::now()) {
    next_ =
        start_ + (standard_error().is_terminal() ? Clock::duration(terminal_interval) : Clock::duration(log_interval));
}

void Progress::update(std::uint64_t done) {
    const Clock::time_point now = Clock::now();
    if (now < next_) return;
    const bool is_terminal = standard_error().is_terminal();
    next_ = now + (is_terminal ? Clock::duration(terminal_interval) : Clock::duration(log_interval));
    if (is_terminal) {
        standard_error().write("\r\x1b[K" + line(done, now));
        shown_ = true;
    } else {
        say(line(done, now));
    }
}

void Progress::clear() {
    if (std::exchange(shown_, false)) standard_error().write("\r\x1b[K");
}

std::string Progress::line(std::uint64_t done, Clock::time_point now) const {
    std::string text = verb_ + " " + std::to_string(done * 100 / total_) + " %";
    const double seconds = std::chrono::duration<double>(now - start_).count();
    if (unit_.empty() || done == 0) return text;
    const double rate = static_cast<double>(done) / seconds;
    const double left = static_cast<double>(total_ - std::min(done, total_)) / rate;
    text += "  " + with_separators(done) + " of " + with_separators(total_) + " " + unit_;
    text += "  " + with_separators(static_cast<std::uint64_t>(rate)) + "/s";
    return text + "  " + with_separators(static_cast<std::uint64_t>(left) + 1) + " s left";
}

}  // namespace bs::cli
