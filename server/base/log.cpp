#include "base/log.h"

#include "base/ascii.h"
#include "base/check.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <memory>
#include <mutex>
#include <unistd.h>

namespace bs {

namespace {

constexpr std::size_t queue_lines_max = 8'192;

std::string_view word(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "debug";
        case LogLevel::info:
            return "info";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error";
    }
    return "";
}

// Line and paragraph separators end a line for some readers of logs.
bool needs_escape(char32_t c) { return is_control(c) || c == '"' || c == '\\' || c == 0x2028 || c == 0x2029; }

// `text` between quotes, in the escapes of JSON: no control character, no invalid byte, no unbounded length survives.
void append_quoted(std::string& out, std::string_view text) {
    const bool cut = text.size() > limits::log_value_bytes_max;
    text = text.substr(0, limits::log_value_bytes_max);
    out.push_back('"');
    while (!text.empty()) {
        const CodePoint c = first_code_point(text);
        if (!c.valid || c.value == 0) {  // NUL too: strict readers of JSON refuse it
            out.append("\\ufffd");
        } else if (c.value == '"' || c.value == '\\') {
            out.push_back('\\');
            out.push_back(static_cast<char>(c.value));
        } else if (c.value == '\n') {
            out.append("\\n");
        } else if (needs_escape(c.value)) {
            out.append("\\u");
            ascii::append_hex4(out, c.value);
        } else {
            out.append(text.substr(0, c.bytes));
        }
        text.remove_prefix(c.bytes);
    }
    out.append(cut ? "...\"" : "\"");
}

template <class Number>
void append_number(std::string& out, Number number) {
    std::array<char, 24> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), end);
}

// Words that a person reads without quotes.
bool is_plain(std::string_view text) {
    if (text.empty() || text.size() > limits::log_value_bytes_max) return false;
    for (const char c : text) {
        if (c <= ' ' || c >= 0x7F || c == '"' || c == '\\' || c == '=') return false;
    }
    return true;
}

void append_text(std::string& out, std::string_view text, LogFormat format) {
    if (format == LogFormat::human && is_plain(text)) {
        out.append(text);
    } else {
        append_quoted(out, text);
    }
}

void append_value(std::string& out, const LogField& field, LogFormat format) {
    if (const auto* text = std::get_if<std::string_view>(&field.value)) {
        append_text(out, *text, format);
    } else if (const auto* truth = std::get_if<bool>(&field.value)) {
        out.append(*truth ? "true" : "false");
    } else if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
        append_number(out, *number);
    } else if (const auto* magnitude = std::get_if<std::uint64_t>(&field.value)) {
        append_number(out, *magnitude);
    }
}

std::string json_line(LogLevel level, Timestamp at, std::string_view message, std::span<const LogField> fields) {
    std::string out = "{\"at\":\"";
    append_timestamp(out, at);
    out.append("\",\"level\":\"").append(word(level)).append("\",\"message\":");
    append_quoted(out, message);
    for (const LogField& field : fields) {
        if (field.is_absent()) continue;
        out.push_back(',');
        append_quoted(out, field.key);
        out.push_back(':');
        append_value(out, field, LogFormat::json);
    }
    out.push_back('}');
    return out;
}

std::string human_line(LogLevel level, Timestamp at, std::string_view message, std::span<const LogField> fields) {
    const std::string time = to_string(at);
    std::string out = time.substr(11, 12);  // 12:34:56.789
    out.append(" ").append(word(level)).append(8 - word(level).size(), ' ');
    std::string text;
    append_quoted(text, message);
    out.append(text, 1, text.size() - 2);
    for (const LogField& field : fields) {
        if (field.is_absent()) continue;
        out.append("  ");
        append_text(out, field.key, LogFormat::human);
        out.push_back('=');
        append_value(out, field, LogFormat::human);
    }
    return out;
}

LogFormat resolve(LogFormat format) {
    if (format != LogFormat::automatic) return format;
    return isatty(STDERR_FILENO) == 1 ? LogFormat::human : LogFormat::json;
}

// What every thread reads on each call. The mutex guards `logger` and `pool` against the start and end of a LogWriter.
struct Log {
    std::atomic<LogLevel> level{LogLevel::info};
    std::atomic<LogFormat> format{LogFormat::automatic};
    std::mutex mutex;
    std::shared_ptr<spdlog::details::thread_pool> pool;
    std::shared_ptr<spdlog::async_logger> logger;
    std::atomic<std::uint64_t> dropped_before{0};  // by writers that have ended
};

// Never destroyed: threads may log while the process ends.
Log& the_log() {
    static Log& log = *new Log;
    return log;
}

void write(LogLevel level, std::string_view message, LogFields fields) {
    Log& log = the_log();
    if (level < log.level.load(std::memory_order_relaxed)) return;
    const LogFormat format = resolve(log.format.load(std::memory_order_relaxed));
    const std::string line = log_line(format, level, SystemClock{}.now(), message, {fields.begin(), fields.size()});

    std::shared_ptr<spdlog::async_logger> logger;
    {
        const std::scoped_lock lock(log.mutex);
        logger = log.logger;
    }
    if (logger != nullptr) {
        logger->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
    } else {
        std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
    }
}

}  // namespace

std::string log_line(LogFormat format, LogLevel level, Timestamp at, std::string_view message,
                     std::span<const LogField> fields) {
    BS_ASSERT(format != LogFormat::automatic);
    return format == LogFormat::json ? json_line(level, at, message, fields) : human_line(level, at, message, fields);
}

void log_debug(std::string_view message, LogFields fields) { write(LogLevel::debug, message, fields); }

void log_info(std::string_view message, LogFields fields) { write(LogLevel::info, message, fields); }

void log_warning(std::string_view message, LogFields fields) { write(LogLevel::warning, message, fields); }

void log_error(std::string_view message, LogFields fields) { write(LogLevel::error, message, fields); }

LogWriter::LogWriter(const LogOptions& options) {
    Log& log = the_log();
    log.level = options.level;
    log.format = resolve(options.format);
    const std::scoped_lock lock(log.mutex);
    BS_ASSERT(log.logger == nullptr);
    log.pool = std::make_shared<spdlog::details::thread_pool>(queue_lines_max, 1);
    log.logger = std::make_shared<spdlog::async_logger>("betstream", std::make_shared<spdlog::sinks::stderr_sink_mt>(),
                                                        log.pool, spdlog::async_overflow_policy::overrun_oldest);
    // The whole pattern: our lines are complete, and nothing of theirs is ever read as one.
    log.logger->set_pattern("%v");
    log.logger->set_level(spdlog::level::trace);
}

LogWriter::~LogWriter() {
    Log& log = the_log();
    std::shared_ptr<spdlog::details::thread_pool> pool;
    {
        const std::scoped_lock lock(log.mutex);
        log.dropped_before += log.pool->overrun_counter();
        log.logger.reset();
        pool = std::move(log.pool);
    }
    // The end of the pool, here, writes what is queued.
}

LogFormat log_format() { return resolve(the_log().format); }

std::uint64_t log_lines_dropped() {
    Log& log = the_log();
    const std::scoped_lock lock(log.mutex);
    return log.dropped_before + (log.pool == nullptr ? 0 : log.pool->overrun_counter());
}

}  // namespace bs
