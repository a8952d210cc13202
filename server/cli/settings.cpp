// The table of settings: names, words, and how each is read and shown.
#include "base/ascii.h"
#include "cli/database.h"
#include "cli/duration.h"
#include "cli/options.h"
#include "cli/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>

namespace bs::cli {
namespace {

std::unexpected<Error> expected(std::string what) {
    return fail(ErrorCode::invalid_field, "expected " + std::move(what));
}

Result<> read(std::string& out, const std::string& text) {
    out = text;
    return {};
}

Result<> read(bool& out, const std::string& text) {
    const std::string word = ascii::to_lower(text);
    if (word == "true" || word == "1" || word == "yes" || word == "on") {
        out = true;
    } else if (word == "false" || word == "0" || word == "no" || word == "off") {
        out = false;
    } else {
        return expected("true or false");
    }
    return {};
}

template <class Number>
    requires std::is_unsigned_v<Number>
Result<> read_number(Number& out, const std::string& text, Number min, Number max) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error == std::errc() && end == text.data() + text.size() && out >= min && out <= max) return {};
    return expected("a whole number from " + std::to_string(min) + " to " + std::to_string(max));
}

Result<> read_duration(std::chrono::milliseconds& out, const std::string& text, std::chrono::milliseconds min,
                       std::chrono::milliseconds max) {
    BS_TRY(const auto duration, parse_duration(text));
    if (duration < min || duration > max) return expected("a duration from " + to_text(min) + " to " + to_text(max));
    out = duration;
    return {};
}

template <class Word>
struct Named {
    std::string_view name;
    Word word;
};

constexpr auto log_levels = std::to_array<Named<LogLevel>>(
    {{"debug", LogLevel::debug}, {"info", LogLevel::info}, {"warning", LogLevel::warning}, {"error", LogLevel::error}});
constexpr auto log_formats = std::to_array<Named<LogFormat>>(
    {{"auto", LogFormat::automatic}, {"json", LogFormat::json}, {"human", LogFormat::human}});

template <class Word, std::size_t count>
Result<> read_word(Word& out, const std::string& text, const std::array<Named<Word>, count>& words) {
    std::string names;
    for (const Named<Word>& each : words) {
        if (each.name == text) {
            out = each.word;
            return {};
        }
        names += (names.empty() ? "" : ", ") + std::string(each.name);
    }
    return expected("one of " + names);
}

template <class Word, std::size_t count>
std::string name_of(Word word, const std::array<Named<Word>, count>& words) {
    return std::string(std::ranges::find(words, word, &Named<Word>::word)->name);
}

// "host:port" or "[::1]:port".
Result<> check_listen(std::string_view address) {
    const std::size_t colon = address.rfind(':');
    const std::string_view port = colon == std::string_view::npos ? "" : address.substr(colon + 1);
    const std::string_view host = address.substr(0, std::min(colon, address.size()));
    unsigned number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    const bool is_port = error == std::errc() && end == port.data() + port.size() && number <= 65'535;
    const bool in_brackets = host.starts_with('[') && host.ends_with(']');
    if (is_port && !host.empty() && (in_brackets || host.find(':') == std::string_view::npos)) return {};
    return expected("HOST:PORT such as 127.0.0.1:3001 or [::1]:3001");
}

Result<> read_listen(ServeOptions& options, std::span<const std::string> values) {
    if (values.empty()) return expected("at least one HOST:PORT");
    for (const std::string& value : values) BS_CHECK(check_listen(value));
    options.listen.assign(values.begin(), values.end());
    return {};
}

Result<> read_database(ServeOptions& options, std::span<const std::string> values) {
    BS_CHECK(check_database(values[0]));
    return read(options.database, values[0]);
}

bool is_origin(std::string_view text) {
    const std::size_t scheme = text.find("://");
    return scheme != std::string_view::npos && scheme > 0 && text.size() > scheme + 3 &&
           text.find('/', scheme + 3) == std::string_view::npos;
}

Result<> read_cors_origin(ServeOptions& options, std::span<const std::string> values) {
    for (const std::string& origin : split(values[0], ',')) {
        if (origin != "*" && !is_origin(origin)) {
            return expected("*, or origins without a path such as https://desk.example.com");
        }
    }
    return read(options.cors_origin, values[0]);
}

using namespace std::chrono_literals;
constexpr std::uint64_t event_count_limit = 1'000'000'000'000;
using Values = std::span<const std::string>;

constexpr auto table = std::to_array<Setting>({
    {"listen", "BETSTREAM_LISTEN", "", "HOST:PORT", "Where to listen; port 0 picks a free one", true, read_listen,
     [](const ServeOptions& o) { return join(o.listen, ", "); }},
    {"database", "BETSTREAM_DATABASE", "DATABASE_URL", "URL", "Where the data is: sqlite:FILE or postgresql://...",
     false, read_database, [](const ServeOptions& o) { return shown_database(o.database); }},
    {"allow_weak_durability", "BETSTREAM_ALLOW_WEAK_DURABILITY", "", "",
     "Use a PostgreSQL that may lose changes that were answered", false,
     [](ServeOptions& o, Values v) { return read(o.allow_weak_durability, v[0]); },
     [](const ServeOptions& o) { return std::string(o.allow_weak_durability ? "true" : "false"); }},
    {"cors_origin", "BETSTREAM_CORS_ORIGIN", "CORS_ORIGIN", "ORIGIN", "Web pages that may call us: origins, or *",
     false, read_cors_origin, [](const ServeOptions& o) { return o.cors_origin; }},
    {"allowed_hosts", "BETSTREAM_ALLOWED_HOSTS", "", "HOST",
     "Further names by which clients may call us; no others, then, with --insecure-no-auth", true,
     [](ServeOptions& o, Values v) -> Result<> {
         o.allowed_hosts.assign(v.begin(), v.end());
         return {};
     },
     [](const ServeOptions& o) { return join(o.allowed_hosts, ", "); }},
    {"insecure_no_auth", "BETSTREAM_INSECURE_NO_AUTH", "", "",
     "Allow to listen beyond loopback although there is no login", false,
     [](ServeOptions& o, Values v) { return read(o.insecure_no_auth, v[0]); },
     [](const ServeOptions& o) { return std::string(o.insecure_no_auth ? "true" : "false"); }},
    {"print_url", "BETSTREAM_PRINT_URL", "", "", "Print the URL really bound as the only line on stdout", false,
     [](ServeOptions& o, Values v) { return read(o.print_url, v[0]); },
     [](const ServeOptions& o) { return std::string(o.print_url ? "true" : "false"); }},
    {"io_threads", "BETSTREAM_IO_THREADS", "", "N", "Threads that serve connections; 0: one per core", false,
     [](ServeOptions& o, Values v) { return read_number(o.io_threads, v[0], 0U, 256U); },
     [](const ServeOptions& o) { return std::to_string(o.io_threads); }},
    {"reader_threads", "BETSTREAM_READER_THREADS", "", "N", "Threads that read from the database", false,
     [](ServeOptions& o, Values v) { return read_number(o.reader_threads, v[0], 1U, 64U); },
     [](const ServeOptions& o) { return std::to_string(o.reader_threads); }},
    {"ping_interval", "BETSTREAM_PING_INTERVAL", "", "DURATION", "Silence on a stream after which a ping is sent",
     false, [](ServeOptions& o, Values v) { return read_duration(o.ping_interval, v[0], 50ms, 1h); },
     [](const ServeOptions& o) { return to_text(o.ping_interval); }},
    {"stream_rotation", "BETSTREAM_STREAM_ROTATION", "", "DURATION", "Age at which a stream is asked to connect anew",
     false, [](ServeOptions& o, Values v) { return read_duration(o.stream_rotation, v[0], 1s, 24h * 30); },
     [](const ServeOptions& o) { return to_text(o.stream_rotation); }},
    {"drain_window", "BETSTREAM_DRAIN_WINDOW", "", "DURATION", "Time to finish what runs when asked to stop", false,
     [](ServeOptions& o, Values v) { return read_duration(o.drain_window, v[0], 0ms, 1h); },
     [](const ServeOptions& o) { return to_text(o.drain_window); }},
    {"event_age_max", "BETSTREAM_EVENT_AGE_MAX", "", "DURATION", "Events that are older are dropped from the log",
     false, [](ServeOptions& o, Values v) { return read_duration(o.event_age_max, v[0], 1h, 24h * 3650); },
     [](const ServeOptions& o) { return to_text(o.event_age_max); }},
    {"event_count_max", "BETSTREAM_EVENT_COUNT_MAX", "", "N", "Events beyond so many are dropped, the oldest first",
     false,
     [](ServeOptions& o, Values v) {
         return read_number(o.event_count_max, v[0], std::uint64_t{1'000}, event_count_limit);
     },
     [](const ServeOptions& o) { return std::to_string(o.event_count_max); }},
    {"log_level", "BETSTREAM_LOG_LEVEL", "", "debug|info|warning|error", "The least important lines to write", false,
     [](ServeOptions& o, Values v) { return read_word(o.log_level, v[0], log_levels); },
     [](const ServeOptions& o) { return name_of(o.log_level, log_levels); }},
    {"log_format", "BETSTREAM_LOG_FORMAT", "", "auto|json|human", "auto: human on a terminal, json elsewhere", false,
     [](ServeOptions& o, Values v) { return read_word(o.log_format, v[0], log_formats); },
     [](const ServeOptions& o) { return name_of(o.log_format, log_formats); }},
});

}  // namespace

std::span<const Setting> settings() { return table; }

std::string flag_of(const Setting& setting) {
    std::string flag = "--" + std::string(setting.name);
    std::ranges::replace(flag, '_', '-');
    return flag;
}

}  // namespace bs::cli
