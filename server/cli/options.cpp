#include "cli/options.h"

#include "base/distance.h"
#include "cli/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace bs::cli {
namespace {

constexpr std::string_view prefix = "BETSTREAM_";
// Variables that are not for the server, and yet no mistake: of the other commands (where the server is, who acts), the
// configuration file itself, and the binary that the tests run.
constexpr auto other_variables =
    std::to_array<std::string_view>({"BETSTREAM_URL", "BETSTREAM_ACTOR", "BETSTREAM_CONFIG", "BETSTREAM_BINARY"});

struct Said {
    std::vector<std::string> values;
    std::string origin;   // for `config show`
    std::string pointer;  // for errors
};

class Resolver {
public:
    explicit Resolver(const ConfigInputs& inputs) : inputs_(inputs) {}

    Result<Configuration> run() {
        refuse_unknown_variables();
        refuse_unknown_keys();
        for (const Setting& setting : settings()) apply(setting);
        if (errors_.empty()) return std::move(result_);
        std::string detail = errors_.size() == 1
                                 ? "the configuration is wrong"
                                 : "the configuration is wrong in " + std::to_string(errors_.size()) + " places";
        return fail(Error{ErrorCode::invalid_field, std::move(detail), std::move(errors_), {}});
    }

private:
    void apply(const Setting& setting) {
        auto said = find(setting);
        result_.origins.push_back(said ? said->origin : "default");
        if (!said) return;
        if (setting.is_list) said->values = split(join(said->values, ","), ',');
        if (!setting.is_list && said->values.size() != 1) {
            errors_.push_back({said->pointer, "one_value", "expected one value"});
        } else if (auto read = setting.read(result_.options, said->values); !read) {
            std::string detail = "'" + printable(join(said->values, ", ")) + "': " + read.error().detail;
            errors_.push_back({said->pointer, "invalid_value", std::move(detail)});
        }
    }

    [[nodiscard]] std::optional<Said> find(const Setting& setting) const {
        if (const auto flag = inputs_.flags.find(std::string(setting.name)); flag != inputs_.flags.end()) {
            return Said{flag->second, "flag " + flag_of(setting), flag_of(setting)};
        }
        for (const std::string_view name : {setting.variable, setting.second_variable}) {
            const auto variable = inputs_.environment.find(std::string(name));
            // An empty variable is how a shell or a compose file says "not set".
            if (name.empty() || variable == inputs_.environment.end() || variable->second.empty()) continue;
            return Said{{variable->second}, "environment " + std::string(name), std::string(name)};
        }
        for (const ConfigFile::Entry& entry : inputs_.file.entries) {
            if (entry.key == setting.name) return Said{entry.values, "file " + place_of(entry), place_of(entry)};
        }
        return std::nullopt;
    }

    void refuse_unknown_variables() {
        std::vector<std::string_view> known(other_variables.begin(), other_variables.end());
        for (const Setting& setting : settings()) known.push_back(setting.variable);
        for (const auto& [name, value] : inputs_.environment) {
            if (name.starts_with(prefix)) refuse_unknown(name, name, "variable", known);
        }
    }

    void refuse_unknown_keys() {
        std::vector<std::string_view> known;
        for (const Setting& setting : settings()) known.push_back(setting.name);
        for (const ConfigFile::Entry& entry : inputs_.file.entries) {
            refuse_unknown(place_of(entry), entry.key, "key", known);
            const auto same = [&entry](const ConfigFile::Entry& other) { return other.key == entry.key; };
            const auto first = std::ranges::find_if(inputs_.file.entries, same);
            if (&*first != &entry)
                errors_.push_back({place_of(entry), "repeated_key", "'" + entry.key + "' was set before"});
        }
    }

    void refuse_unknown(std::string pointer, std::string_view name, std::string_view kind,
                        std::span<const std::string_view> known) {
        if (std::ranges::find(known, name) != known.end()) return;
        std::string detail = "unknown " + std::string(kind) + " '" + printable(name) + "'";
        if (const auto meant = did_you_mean(name, known)) detail += "; did you mean " + std::string(*meant) + "?";
        errors_.push_back({std::move(pointer), "unknown_" + std::string(kind), std::move(detail)});
    }

    [[nodiscard]] std::string place_of(const ConfigFile::Entry& entry) const {
        return inputs_.file.path + (entry.line > 0 ? ":" + std::to_string(entry.line) : "");
    }

    const ConfigInputs& inputs_;
    Configuration result_;
    std::vector<FieldError> errors_;
};

}  // namespace

Result<Configuration> resolve(const ConfigInputs& inputs) { return Resolver(inputs).run(); }

}  // namespace bs::cli
