// Ctrl-C with a word of explanation.
#pragma once

#include <optional>
#include <string_view>

namespace bs::cli {

// While one of these lives, SIGINT and SIGTERM write `note` to stderr and end the process at once: with `status`, or
// with what a shell expects (128 + the signal). `note` must be of static storage. At most one at a time.
class InterruptNote {
public:
    explicit InterruptNote(std::string_view note, std::optional<int> status = std::nullopt);
    ~InterruptNote();
    InterruptNote(const InterruptNote&) = delete;
    InterruptNote& operator=(const InterruptNote&) = delete;
};

// While one of these lives, the two signals wait: a line that was begun is finished. For the only thread.
class UninterruptedScope {
public:
    UninterruptedScope();
    ~UninterruptedScope();
    UninterruptedScope(const UninterruptedScope&) = delete;
    UninterruptedScope& operator=(const UninterruptedScope&) = delete;
};

}  // namespace bs::cli
