// What can be set for `betstream serve`, and where each value came from: flags win over the environment, that over the
// file given with --config, that over the defaults. One table (settings()) is the source of the flags, the variables,
// the keys of the file and `config show`.
#pragma once

#include "base/limits.h"
#include "base/log.h"
#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

struct ServeOptions {
    std::vector<std::string> listen{"127.0.0.1:3001"};
    std::string database{"sqlite:betstream.db"};
    std::string cors_origin;                 // empty: same origin only; "*": every origin; else a list with commas
    std::vector<std::string> allowed_hosts;  // names in Host beside localhost and the addresses that we listen on
    bool allow_weak_durability = false;      // of a PostgreSQL server
    bool insecure_no_auth = false;           // allows to listen beyond loopback
    bool print_url = false;                  // the address really bound, as the only line on stdout
    unsigned io_threads = 0;                 // 0: one per core
    unsigned reader_threads = 2;
    std::chrono::milliseconds ping_interval = limits::ping_interval;
    std::chrono::milliseconds stream_rotation = limits::stream_rotation;
    std::chrono::milliseconds drain_window = std::chrono::seconds(10);
    std::chrono::milliseconds event_age_max = std::chrono::hours(400 * 24);  // older events are dropped from the log
    std::uint64_t event_count_max = 100'000'000;                             // so are the oldest beyond this number
    LogLevel log_level = LogLevel::info;
    LogFormat log_format = LogFormat::automatic;

    friend bool operator==(const ServeOptions&, const ServeOptions&) = default;
};

struct Setting {
    std::string_view name;  // in a file; the flag is --name with dashes for underscores
    // In the environment; of two the first wins.
    std::string_view variable;
    std::string_view second_variable;
    std::string_view value;  // what it takes, for the help: "HOST:PORT", "debug|info"; empty: a switch
    std::string_view help;
    bool is_list;
    // `values` has one element unless is_list. Errors say what was expected.
    Result<> (*read)(ServeOptions& options, std::span<const std::string> values);
    std::string (*show)(const ServeOptions& options);
};

[[nodiscard]] std::span<const Setting> settings();
[[nodiscard]] std::string flag_of(const Setting& setting);  // "--cors-origin"

// A configuration file: `key = value` lines of TOML or INI.
struct ConfigFile {
    std::string path;
    struct Entry {
        std::string key;
        std::vector<std::string> values;
        std::size_t line = 0;  // from 1; 0: not known
    };
    std::vector<Entry> entries;
};

// Everything that was said, by name of the setting or the variable.
struct ConfigInputs {
    std::map<std::string, std::vector<std::string>> flags;
    std::map<std::string, std::string> environment;  // the whole of it
    ConfigFile file;                                 // empty: there is none
};

struct Configuration {
    ServeOptions options;
    // Where the value of settings()[i] came from: "default", "flag --listen", "environment DATABASE_URL", "file
    // x.toml:3".
    std::vector<std::string> origins;
};

// Everything wrong at once: `invalid_field` with one FieldError each, whose pointer says where ("--listen",
// "BETSTREAM_LISTN", "x.toml:3").
[[nodiscard]] Result<Configuration> resolve(const ConfigInputs& inputs);

}  // namespace bs::cli
