#include "cli/config_template.h"

#include "cli/config_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace bs::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

Configuration configuration_of(const ConfigInputs& inputs) {
    auto configuration = resolve(inputs);
    EXPECT_TRUE(configuration.has_value());
    return configuration.value_or(Configuration{});
}

Configuration read_back(const std::string& text) {
    auto file = parse_config_file("x.toml", text);
    EXPECT_TRUE(file.has_value());
    ConfigInputs inputs;
    inputs.file = file.value_or(ConfigFile{});
    return configuration_of(inputs);
}

TEST(ConfigTemplate, SetsNothing) {
    const Configuration configuration = read_back(config_template(configuration_of({})));
    EXPECT_EQ(configuration.options, ServeOptions{});
    EXPECT_THAT(configuration.origins, testing::Each("default"));
}

TEST(ConfigTemplate, NamesEverySettingWithItsDefault) {
    const std::string text = config_template(configuration_of({}));
    for (const Setting& setting : settings()) {
        EXPECT_THAT(text, HasSubstr("\n# " + std::string(setting.help)));
        EXPECT_THAT(text, HasSubstr("\n#" + std::string(setting.name) + " = "));
    }
    const Configuration all = read_back(std::regex_replace(text, std::regex("\n#([a-z])"), "\n$1"));
    EXPECT_EQ(all.options, ServeOptions{});
    for (const std::string& origin : all.origins) EXPECT_THAT(origin, HasSubstr("file x.toml"));
}

TEST(ConfigTemplate, SetsWhatWasGiven) {
    ConfigInputs inputs;
    inputs.flags = {{"database", {"sqlite:/var/lib/a \"b\".db"}}, {"listen", {"127.0.0.1:1", "[::1]:2"}}};
    const Configuration given = configuration_of(inputs);
    const std::string text = config_template(given);
    EXPECT_THAT(text, HasSubstr("\nlisten = [\"127.0.0.1:1\", \"[::1]:2\"]\n"));
    EXPECT_THAT(text, HasSubstr("\n#log_level = \"info\"\n"));
    EXPECT_EQ(read_back(text).options, given.options);
}

}  // namespace
}  // namespace bs::cli
