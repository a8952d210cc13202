// How far a long work has come: one line that changes on a terminal, a line every few seconds elsewhere, nothing for
// a short one.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace bs::cli {

class Progress {
public:
    // `unit`: what is counted, in the plural ("bets"); "" for percent only.
    Progress(std::string verb, std::uint64_t total, std::string unit);
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void update(std::uint64_t done);
    // Removes the line from the terminal, so that a message can stand there.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] std::string line(std::uint64_t done, Clock::time_point now) const;

    std::string verb_;
    std::uint64_t total_;
    std::string unit_;
    Clock::time_point start_;
    Clock::time_point next_;
    bool shown_ = false;
};

}  // namespace bs::cli
