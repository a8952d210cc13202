// One log line per call, to stderr: `log_info("listening", {{"url", url}, {"threads", 2}})`. JSON where a program
// reads, plain words where a person does. Whatever the values hold, a call makes exactly one line, and a JSON line
// parses. Usable from any thread; a slow reader of stderr delays nobody (the oldest lines are dropped and counted).
#pragma once

#include "base/time.h"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace bs {

enum class LogLevel : std::uint8_t { debug, info, warning, error };
enum class LogFormat : std::uint8_t { automatic, json, human };

// Lives only as long as the expression that it is made in: it does not own its texts.
struct LogField {
    template <std::signed_integral Number>
    LogField(std::string_view name, Number number) : key(name), value(std::int64_t{number}) {}
    template <std::unsigned_integral Number>
        requires(!std::same_as<Number, bool>)
    LogField(std::string_view name, Number number) : key(name), value(std::uint64_t{number}) {}
    template <std::same_as<bool> Bool>
    LogField(std::string_view name, Bool truth) : key(name), value(truth) {}
    LogField(std::string_view name, std::string_view text) : key(name), value(text) {}
    LogField(std::string_view name, const char* text) : key(name), value(std::string_view(text)) {}
    LogField(std::string_view name, const std::string& text) : key(name), value(std::string_view(text)) {}
    // The line goes without it where there is none.
    LogField(std::string_view name, const std::optional<std::string>& text) : key(name) {
        if (text) value = std::string_view(*text);
    }

    std::string_view key;
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, std::string_view> value;

    [[nodiscard]] bool is_absent() const { return std::holds_alternative<std::monostate>(value); }
};

using LogFields = std::initializer_list<LogField>;

void log_debug(std::string_view message, LogFields fields = {});
void log_info(std::string_view message, LogFields fields = {});
void log_warning(std::string_view message, LogFields fields = {});
void log_error(std::string_view message, LogFields fields = {});

struct LogOptions {
    LogLevel level = LogLevel::info;          // lines below are not made
    LogFormat format = LogFormat::automatic;  // human on a terminal, JSON elsewhere
};

// While one of these lives, lines are written by a thread of their own; outside, the caller writes. Make it first in
// main: its end writes what is still queued.
class LogWriter {
public:
    explicit LogWriter(const LogOptions& options);
    ~LogWriter();
    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;
};

// What is written now: never `automatic`.
[[nodiscard]] LogFormat log_format();

// Lines that were dropped because stderr was too slow.
[[nodiscard]] std::uint64_t log_lines_dropped();

// The line without its newline. `format` must not be `automatic`.
[[nodiscard]] std::string log_line(LogFormat format, LogLevel level, Timestamp at, std::string_view message,
                                   std::span<const LogField> fields);

}  // namespace bs
