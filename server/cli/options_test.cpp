#include "cli/options.h"

#include "cli/config_file.h"
#include "cli/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace bs::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string origin_of(const Configuration& configuration, std::string_view name) {
    for (std::size_t i = 0; i < settings().size(); ++i) {
        if (settings()[i].name == name) return configuration.origins[i];
    }
    return "no such setting";
}

ConfigFile file_of(std::string_view text) {
    auto file = parse_config_file("x.toml", text);
    EXPECT_TRUE(file.has_value());
    return file.value_or(ConfigFile{});
}

TEST(Options, HaveDefaults) {
    const auto configuration = resolve({});
    ASSERT_TRUE(configuration.has_value());
    EXPECT_EQ(configuration->options, ServeOptions{});
    EXPECT_EQ(origin_of(*configuration, "listen"), "default");
}

// Every setting, in every layer: its own way of showing a value is read back everywhere.
TEST(Options, FollowThePrecedence) {
    const std::map<std::string_view, std::vector<std::string>> values{
        {"listen", {"127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"}},
        {"database", {"sqlite:a.db", "sqlite:b.db", "sqlite:c.db"}},
        {"cors_origin", {"*", "http://a", "http://b"}},
        {"allowed_hosts", {"a", "b", "c"}},
        {"allow_weak_durability", {"true", "false", "true"}},
        {"insecure_no_auth", {"true", "false", "true"}},
        {"print_url", {"true", "false", "true"}},
        {"io_threads", {"1", "2", "3"}},
        {"reader_threads", {"1", "2", "3"}},
        {"ping_interval", {"1s", "3s", "4s"}},
        {"stream_rotation", {"1m", "2m", "3m"}},
        {"drain_window", {"1s", "2s", "3s"}},
        {"event_age_max", {"1d", "2d", "3d"}},
        {"event_count_max", {"1000", "2000", "3000"}},
        {"log_level", {"debug", "warning", "error"}},
        {"log_format", {"json", "human", "auto"}},
    };
    ASSERT_EQ(values.size(), settings().size());
    for (const Setting& setting : settings()) {
        SCOPED_TRACE(setting.name);
        const std::vector<std::string>& value = values.at(setting.name);
        const std::string name(setting.name);
        ConfigInputs inputs;
        inputs.file = file_of("# a comment\n" + name + " = \"" + value[0] + "\"\n");
        auto configuration = resolve(inputs);
        ASSERT_TRUE(configuration.has_value());
        EXPECT_EQ(setting.show(configuration->options), value[0]);
        EXPECT_EQ(origin_of(*configuration, name), "file x.toml:2");

        inputs.environment = {{std::string(setting.variable), value[1]}, {"PATH", "/bin"}};
        configuration = resolve(inputs);
        ASSERT_TRUE(configuration.has_value());
        EXPECT_EQ(setting.show(configuration->options), value[1]);
        EXPECT_EQ(origin_of(*configuration, name), "environment " + std::string(setting.variable));

        inputs.flags = {{name, {value[2]}}};
        configuration = resolve(inputs);
        ASSERT_TRUE(configuration.has_value());
        EXPECT_EQ(setting.show(configuration->options), value[2]);
        EXPECT_EQ(origin_of(*configuration, name), "flag " + flag_of(setting));
    }
}

TEST(Options, KnowTheVariablesOfTheOlderSystem) {
    const auto configuration = resolve(
        {.flags = {}, .environment = {{"DATABASE_URL", "sqlite://x.db?mode=rwc"}, {"CORS_ORIGIN", "*"}}, .file = {}});
    ASSERT_TRUE(configuration.has_value());
    EXPECT_EQ(origin_of(*configuration, "database"), "environment DATABASE_URL");
    EXPECT_EQ(configuration->options.cors_origin, "*");
}

TEST(Options, TakeAnEmptyVariableAsNotSet) {
    const auto configuration = resolve({.flags = {}, .environment = {{"DATABASE_URL", ""}}, .file = {}});
    ASSERT_TRUE(configuration.has_value());
    EXPECT_EQ(configuration->options.database, ServeOptions{}.database);
}

TEST(Options, TakeListsInEveryWay) {
    for (const char* line : {"listen = [\"127.0.0.1:1\", \"[::1]:2\"]\n", "listen = \"127.0.0.1:1, [::1]:2\"\n"}) {
        const auto configuration = resolve({.flags = {}, .environment = {}, .file = file_of(line)});
        ASSERT_TRUE(configuration.has_value());
        EXPECT_THAT(configuration->options.listen, ElementsAre("127.0.0.1:1", "[::1]:2"));
    }
    const auto configuration =
        resolve({.flags = {{"listen", {"127.0.0.1:1", "[::1]:2,[::1]:3"}}}, .environment = {}, .file = {}});
    ASSERT_TRUE(configuration.has_value());
    EXPECT_THAT(configuration->options.listen, ElementsAre("127.0.0.1:1", "[::1]:2", "[::1]:3"));
}

TEST(Options, NameEverythingThatIsWrongAndWhere) {
    ConfigInputs inputs;
    inputs.flags = {{"io_threads", {"many"}}, {"database", {"a", "b"}}};
    inputs.environment = {{"BETSTREAM_LISTN", "x"}, {"BETSTREAM_PING_INTERVAL", "3"}, {"BETSTREAM_URL", "http://x"}};
    inputs.file = file_of("cors-origin = \"*\"\nlog_level = \"loud\"\ndatabase = \"x\"\n");

    const auto configuration = resolve(inputs);

    ASSERT_FALSE(configuration.has_value());
    std::map<std::string, std::string> errors;
    for (const FieldError& field : configuration.error().fields) errors[field.pointer] = field.detail;
    EXPECT_THAT(errors, SizeIs(6));
    EXPECT_THAT(errors["--io-threads"], HasSubstr("'many'"));
    EXPECT_THAT(errors["--database"], HasSubstr("expected one value"));
    EXPECT_THAT(errors["BETSTREAM_LISTN"], HasSubstr("did you mean BETSTREAM_LISTEN?"));
    EXPECT_THAT(errors["BETSTREAM_PING_INTERVAL"], HasSubstr("duration such as"));
    EXPECT_THAT(errors["x.toml:1"], HasSubstr("did you mean cors_origin?"));
    EXPECT_THAT(errors["x.toml:2"], HasSubstr("one of debug, info, warning, error"));
}

TEST(Options, RefuseValuesThatCannotWork) {
    const std::vector<std::pair<std::string, std::string>> wrong{{"listen", "3001"},
                                                                 {"listen", "localhost"},
                                                                 {"listen", "::1:3001"},
                                                                 {"listen", "127.0.0.1:65536"},
                                                                 {"listen", ":3001"},
                                                                 {"listen", ","},
                                                                 {"database", "betstream.db"},
                                                                 {"database", "postgres://x/y?no_such=1"},
                                                                 {"database", "sqlite:"},
                                                                 {"database", "sqlite::memory:"},
                                                                 {"cors_origin", "example.com"},
                                                                 {"cors_origin", "http://a/b"},
                                                                 {"io_threads", "-1"},
                                                                 {"io_threads", "257"},
                                                                 {"reader_threads", "0"},
                                                                 {"insecure_no_auth", "maybe"},
                                                                 {"drain_window", "2 days"},
                                                                 {"event_age_max", "1s"},
                                                                 {"event_count_max", "1"}};
    for (const auto& [name, value] : wrong) {
        EXPECT_FALSE(resolve({.flags = {{name, {value}}}, .environment = {}, .file = {}}).has_value())
            << name << " " << value;
    }
}

TEST(SqlitePath, IsTakenFromEverySpelling) {
    EXPECT_EQ(*sqlite_path("sqlite:betstream.db"), "betstream.db");
    EXPECT_EQ(*sqlite_path("sqlite://dir/x.db?mode=rwc"), "dir/x.db");
    EXPECT_EQ(*sqlite_path("sqlite:///var/lib/x.db"), "/var/lib/x.db");
    EXPECT_FALSE(sqlite_path("sqlite:x.db?mode=memory").has_value());
}

TEST(ConfigFile, RefusesWhatItWouldMisread) {
    EXPECT_THAT(parse_config_file("x", "[server]\nlisten = \"127.0.0.1:1\"\n").error().detail,
                HasSubstr("no sections"));
    EXPECT_TRUE(parse_config_file("x", "").has_value());
}

// CLI11 2.1 takes the rest of the value for a comment; later ones read it.
TEST(ConfigFile, NeverCutsAQuotedValueInSilence) {
    const auto file = parse_config_file("x", "\ndatabase = \"sqlite:a#b.db\"\n");
    if (file) {
        EXPECT_THAT(file->entries.at(0).values, testing::ElementsAre("sqlite:a#b.db"));
    } else {
        EXPECT_THAT(file.error().detail, HasSubstr("x:2: a quoted value"));
    }
}

TEST(ConfigFile, MayNotSayTheSameTwice) {
    const auto configuration = resolve(
        {.flags = {}, .environment = {}, .file = file_of("io_threads = 1\nlog_level = \"info\"\nio_threads = 2\n")});
    ASSERT_FALSE(configuration.has_value());
    EXPECT_EQ(configuration.error().fields[0].pointer, "x.toml:3");
}

TEST(Settings, HaveNamesOfTheirOwn) {
    std::set<std::string_view> names;
    for (const Setting& setting : settings()) {
        EXPECT_TRUE(names.insert(setting.name).second);
        EXPECT_TRUE(names.insert(setting.variable).second);
        EXPECT_TRUE(setting.variable.starts_with("BETSTREAM_"));
    }
}

}  // namespace
}  // namespace bs::cli
