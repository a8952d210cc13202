#include "cli/command_line.h"

#include "base/distance.h"
#include "cli/backup.h"
#include "cli/completion.h"
#include "cli/config_command.h"
#include "cli/config_file.h"
#include "cli/config_template.h"
#include "cli/doctor/doctor.h"
#include "cli/exit_code.h"
#include "cli/healthcheck.h"
#include "cli/help_format.h"
#include "cli/import/import.h"
#include "cli/manual.h"
#include "cli/migrate.h"
#include "cli/options.h"
#include "cli/seed.h"
#include "cli/serve.h"
#include "cli/tail/tail.h"
#include "cli/terminal.h"
#include "cli/text.h"
#include "cli/version.h"
#include "domain/event.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <functional>
#include <memory>
#include <pwd.h>
#include <unistd.h>

namespace bs::cli {
namespace {

// The name under which the changes of this user are recorded, unless another is given.
std::string login_name() {
    const struct passwd* user = ::getpwuid(::geteuid());  // NOLINT(concurrency-mt-unsafe): no thread has started yet
    return user == nullptr ? "" : user->pw_name;
}

std::map<std::string, std::string> whole_environment() {
    std::map<std::string, std::string> variables;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        variables.emplace(text.substr(0, text.find('=')), text.substr(std::min(text.find('=') + 1, text.size())));
    }
    return variables;
}

std::string event_type_choices() {
    std::string choices;
    for (std::size_t i = 0; i < event_type_count; ++i) {
        choices += (i == 0 ? "" : "|") + std::string(to_word(static_cast<EventType>(i)));
    }
    return choices;
}

// The flags of `serve` as they were given; `config` takes the same.
struct ConfigFlags {
    std::map<std::string, std::vector<std::string>> values;
    std::string file;

    void add_to(CLI::App& command) {
        command.add_option("--config", file, "File of `key = value` lines")
            ->type_name("FILE")
            ->envname("BETSTREAM_CONFIG");
        for (const Setting& setting : settings()) {
            std::vector<std::string>& target = values[std::string(setting.name)];
            const std::string help = std::string(setting.help) + " [" + std::string(setting.variable) + "]";
            if (setting.value.empty()) {
                command.add_flag(flag_of(setting) + "{true}", target, help);
            } else {
                command.add_option(flag_of(setting), target, help)
                    ->type_name(std::string(setting.value))
                    ->allow_extra_args(false)
                    ->default_str(setting.show(ServeOptions{}));
            }
        }
    }

    [[nodiscard]] Result<Configuration> load() const {
        ConfigInputs inputs;
        for (const auto& [name, given] : values) {
            if (!given.empty()) inputs.flags.emplace(name, given);
        }
        inputs.environment = whole_environment();
        if (!file.empty()) {
            BS_TRY(inputs.file, load_config_file(file));
        }
        return resolve(inputs);
    }
};

class CommandLine {
public:
    CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    [[nodiscard]] int run(int argc, char** argv);

private:
    // A command and what it does.
    CLI::App& add(CLI::App& parent, const std::string& name, const std::string& help, std::function<ExitCode()> action);
    void add_serve();
    void add_config();
    void add_import();
    void add_tail();
    void add_migrate();
    void add_backup();
    void add_doctor();
    void add_small_ones();
    static void add_url(CLI::App& command, std::string& url);

    [[nodiscard]] ExitCode with_configuration(const ConfigFlags& flags,
                                              const std::function<ExitCode(const Configuration&)>& action) const;
    [[nodiscard]] ExitCode show_completion() const;

    [[nodiscard]] CommandSpec describe(const CLI::App& command) const;

    [[nodiscard]] CLI::App& asked_for();
    [[nodiscard]] int dispatch();
    [[nodiscard]] int refuse(const std::string& problem);

    CLI::App app_{"A bet execution control plane: takes batches of bets, keeps them, and streams every change.",
                  "betstream"};
    std::map<const CLI::App*, std::function<ExitCode()>> actions_;

    ConfigFlags serve_flags_;
    ConfigFlags show_flags_;
    ConfigFlags check_flags_;
    ConfigFlags default_flags_;
    ImportOptions import_;
    std::string import_delimiter_;
    std::string import_decimal_;
    TailOptions tail_;
    MigrateOptions migrate_;
    BackupOptions backup_;
    RestoreCommand restore_;
    VerifyOptions verify_;
    DoctorOptions doctor_;
    ServerAddress server_;
    std::string shell_;
    bool json_ = false;
    std::map<std::string, std::string> choices_;  // for completion, where the help would be too long with them
};

CommandLine::CommandLine() {
    server_.actor = login_name();
    app_.formatter(std::make_shared<HelpFormat>());
    app_.allow_extras();
    app_.set_version_flag("--version", version_line());
    app_.footer("Data goes to stdout, messages to stderr. `betstream COMMAND --help` says more about each.");
    add_serve();
    add_import();
    add_tail();
    add_config();
    add_migrate();
    add_backup();
    add_doctor();
    add_small_ones();
}

CLI::App& CommandLine::add(CLI::App& parent, const std::string& name, const std::string& help,
                           std::function<ExitCode()> action) {
    CLI::App& command = *parent.add_subcommand(name, help);
    command.allow_extras();
    if (action) actions_[&command] = std::move(action);
    return command;
}

void CommandLine::add_url(CLI::App& command, std::string& url) {
    command.add_option("--url", url, "Where the server is [BETSTREAM_URL]")
        ->type_name("URL")
        ->envname("BETSTREAM_URL")
        ->check([](const std::string& text) {
            const auto parsed = http::parse_url(text);
            return parsed ? std::string() : parsed.error().detail;
        })
        ->capture_default_str();
}

void CommandLine::add_serve() {
    CLI::App& serve_command = add(app_, "serve", "Run the server", [this] {
        return with_configuration(serve_flags_, [](const Configuration& configuration) {
            return static_cast<ExitCode>(serve(configuration.options));
        });
    });
    serve_flags_.add_to(serve_command);
    serve_command.footer(
        "Flags win over the environment, that over the file, that over the defaults:\n"
        "`betstream config show` says where each value comes from.");
}

void CommandLine::add_config() {
    CLI::App& config = add(app_, "config", "Show or check the configuration of `serve`", {});
    CLI::App& show = add(config, "show", "Each setting, its value, and where that came from", [this] {
        return with_configuration(
            show_flags_, [this](const Configuration& configuration) { return show_config(configuration, json_); });
    });
    show.add_flag("--json", json_, "For programs");
    show_flags_.add_to(show);
    CLI::App& check = add(config, "check", "Tell what is wrong, and exit with 78 if anything is",
                          [this] { return with_configuration(check_flags_, check_config); });
    check_flags_.add_to(check);
    CLI::App& defaults = add(config, "default", "Print a file to begin with: every setting, as a comment", [this] {
        return with_configuration(default_flags_, [](const Configuration& configuration) {
            return standard_output().write(config_template(configuration)) ? ExitCode::ok : ExitCode::io_error;
        });
    });
    default_flags_.add_to(defaults);
    defaults.footer(
        "What is set by flags is no comment in it:\n\n"
        "  betstream config default --database sqlite:/srv/betstream/betstream.db > betstream.toml");
}

void CommandLine::add_import() {
    CLI::App& command = add(app_, "import", "Store the bets of a CSV or JSON file: all of them or none", [this] {
        import_.server = server_;
        import_.json = json_;
        if (!import_delimiter_.empty()) import_.delimiter = import_delimiter_ == "tab" ? '\t' : import_delimiter_[0];
        if (!import_decimal_.empty()) import_.decimal = import_decimal_[0];
        return import_file(import_);
    });
    command.add_option("file", import_.file, "CSV with a header, or JSON; - reads standard input")
        ->type_name("FILE")
        ->required();
    command.add_option("--account", import_.account, "The account, by name or id")->type_name("NAME")->required();
    command.add_option("--name", import_.name, "Name of the batch, for people")->type_name("NAME");
    command.add_option("--meta", import_.meta, "Further members of its meta")->type_name("JSON");
    command.add_option("--split", import_.split, "Start a new batch after so many bets; at most 10000")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, limits::bets_per_batch_max).description(""));
    command.add_flag("--dry-run", import_.dry_run, "Check everything, store nothing");
    command.add_option("--label", import_.label, "Import a file again that was imported before")->type_name("TEXT");
    command.add_option("--delimiter", import_delimiter_, "Between the cells of CSV; guessed otherwise")
        ->type_name(",|;|tab")
        ->check([](const std::string& text) {
            return text == "tab" || text.size() == 1 ? "" : "expected one character, or tab";
        });
    command.add_option("--decimal", import_decimal_, "The decimal sign of amounts in CSV: . or ,")
        ->type_name(".|,")
        ->check([](const std::string& text) { return text == "." || text == "," ? "" : "expected . or ,"; });
    command.add_flag("--json", json_, "Tell the result, or every problem, as JSON");
    command.add_option("--actor", server_.actor, "Who does it [BETSTREAM_ACTOR]")
        ->type_name("NAME")
        ->envname("BETSTREAM_ACTOR")
        ->capture_default_str();
    add_url(command, server_.url);
    command.footer(
        "Columns: id (or bet_id, no), selection (sel), stake (amount, amt), cost (fee), and if there are any "
        "reference,\n"
        "note, batch. Rows with the same `batch` make one batch. A batch holds at most 10,000 bets.\n"
        "The same file imported again stores nothing; an import that was interrupted is completed by running it "
        "again.\n\n"
        "  betstream import bets.csv --account northgate-ana --dry-run");
}

void CommandLine::add_tail() {
    CLI::App& command = add(app_, "tail", "Show what happens, as it happens", [this] {
        tail_.server = server_;
        tail_.json = json_;
        return tail(tail_);
    });
    command.add_option("--since", tail_.since, "Begin after this event; `start`: with the oldest there is")
        ->type_name("CURSOR|start")
        ->check([](const std::string& text) {
            return text == "start" || text.find('-') != std::string::npos
                       ? ""
                       : "expected a cursor such as k3f9-41, or start";
        });
    command.add_option("--account", tail_.accounts, "Only this account, by name or id; may be repeated")
        ->type_name("NAME")
        ->allow_extra_args(false)
        ->delimiter(',');
    command.add_option("--type", tail_.types, "Only events of this type; may be repeated")
        ->type_name("TYPE")
        ->allow_extra_args(false)
        ->delimiter(',');
    choices_["--type"] = event_type_choices();
    command.add_flag("--json", json_, "One JSON object on each line");
    add_url(command, server_.url);
    command.footer("Survives restarts of the server without a gap. Ends with Ctrl-C.");
}

void CommandLine::add_migrate() {
    CLI::App& migrate = add(app_, "migrate", "Bring a database to the newest schema, or to PostgreSQL", {});
    const auto add_database = [this](CLI::App& command, const std::string& help) {
        command.add_option("--database", migrate_.database, help)
            ->type_name("URL")
            ->envname("BETSTREAM_DATABASE")
            ->capture_default_str();
    };
    CLI::App& status =
        add(migrate, "status", "Say which schema a database has", [this] { return migrate_status(migrate_); });
    add_database(status, "Which one, as for `serve` [BETSTREAM_DATABASE]");
    status.add_flag("--json", migrate_.json, "For programs");
    CLI::App& up = add(migrate, "up", "Bring it to the newest schema, as `serve` does when it starts",
                       [this] { return migrate_up(migrate_); });
    add_database(up, "Which one, as for `serve` [BETSTREAM_DATABASE]");
    CLI::App& move = add(migrate, "to-postgres", "Copy a SQLite file into an empty PostgreSQL database",
                         [this] { return migrate_to_postgres(migrate_); });
    add_database(move, "The file; no server may have it open [BETSTREAM_DATABASE]");
    move.add_option("--to", migrate_.to, "The empty database")->type_name("URL")->required();
    move.footer(
        "All of it, read back and compared value by value, or nothing. Cursors of clients are of another history\n"
        "afterwards: they read the state again.\n\n"
        "  betstream migrate to-postgres --database sqlite:betstream.db --to postgresql://betstream@db/betstream");
}

void CommandLine::add_backup() {
    CLI::App& backup = add(app_, "backup", "Write everything to a file, while the server runs", [this] {
        backup_.server = server_;
        return back_up(backup_);
    });
    backup.add_option("file", backup_.file, "Where to; a file of this name is replaced when the new one is complete")
        ->type_name("FILE")
        ->required();
    add_url(backup, server_.url);
    backup.add_option("--database", backup_.database, "Of a server that is stopped: sqlite:FILE")->type_name("URL");
    backup.add_flag("--json", backup_.json, "For programs");
    backup.footer(
        "The file is flushed, verified and sealed before it has its name. For SQLite; PostgreSQL has tools of "
        "its own.");

    CLI::App& restore_command =
        add(app_, "restore", "Make a database of a backup", [this] { return restore(restore_); });
    restore_command.add_option("file", restore_.file, "The backup")->type_name("FILE")->required();
    restore_command.add_option("--database", restore_.database, "Where to: sqlite:FILE; no server may have it open")
        ->type_name("URL")
        ->required();
    restore_command.add_flag("--replace", restore_.replace, "A database that is there is kept under another name");
    restore_command.add_flag("--json", restore_.json, "For programs");
    restore_command.footer("A new epoch begins: clients that followed the old history read the state again.");

    CLI::App& verify_command = add(app_, "verify", "Tell whether a backup or a database holds what it says",
                                   [this] { return verify(verify_); });
    verify_command.add_option("file", verify_.file, "A backup, or the database of a stopped server")
        ->type_name("FILE")
        ->required();
    verify_command.add_flag("--json", verify_.json, "For programs");
    verify_command.footer(
        "The structure, the sums, and the log: folded, it must give the tables. Exits with 1 when "
        "something is wrong.");
}

void CommandLine::add_doctor() {
    CLI::App& command =
        add(app_, "doctor", "Look for what an installation often has wrong, and say how to repair it", [this] {
            doctor_.server = server_;
            return examine(doctor_);
        });
    add_url(command, server_.url);
    command.add_option("--database", doctor_.database, "Where the data is, as for `serve` [BETSTREAM_DATABASE]")
        ->type_name("URL")
        ->envname("BETSTREAM_DATABASE");
    command.add_flag("--json", doctor_.json, "For programs");
    command.footer(
        "Give --url as clients know the server, through its proxy: one that holds back the stream is found.\n"
        "Run it as the user of the server, so that permissions are seen as they are for it.");
}

void CommandLine::add_small_ones() {
    add_url(add(app_, "seed", "Fill an empty server with sample data", [this] { return seed(server_.url); }),
            server_.url);
    add_url(add(app_, "healthcheck", "Exit with 0 if the server is ready, else with 1",
                [this] { return healthcheck(server_.url); }),
            server_.url);
    CLI::App& version = add(app_, "version", "Say what this program is", [this] { return show_version(json_); });
    version.add_flag("--json", json_, "For programs");
    CLI::App& completion =
        add(app_, "completion", "Print completion for a shell", [this] { return show_completion(); });
    completion.add_option("shell", shell_, "Which shell")->type_name("bash|zsh|fish")->required();
    completion.footer("  source <(betstream completion bash)");
    CLI::App& manual_command = add(app_, "manual", "Print the man page", [this] {
        const CommandSpec root = describe(app_);
        const std::string page =
            json_ ? manual_json(root) : manual(root, "betstream " + std::string(build_info().version));
        return standard_output().write(page) ? ExitCode::ok : ExitCode::io_error;
    });
    manual_command.add_flag("--json", json_, "All commands, flags and settings, for programs");
    manual_command.footer("  betstream manual | man -l -");
}

ExitCode CommandLine::with_configuration(const ConfigFlags& flags,
                                         const std::function<ExitCode(const Configuration&)>& action) const {
    const auto configuration = flags.load();
    if (!configuration) return refuse_config(configuration.error());
    return action(*configuration);
}

ExitCode CommandLine::show_completion() const {
    const CommandSpec root = describe(app_);
    const std::map<std::string_view, std::string (*)(const CommandSpec&)> shells{
        {"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};
    const auto shell = shells.find(shell_);
    if (shell == shells.end()) {
        say_error("no completion for '" + printable(shell_) + "'; there is bash, zsh, fish");
        return ExitCode::usage;
    }
    return standard_output().write(shell->second(root)) ? ExitCode::ok : ExitCode::io_error;
}

CommandSpec CommandLine::describe(const CLI::App& command) const {
    CommandSpec spec{command.get_name(), command.get_description(), {}, {}};
    for (const CLI::Option* option : command.get_options()) {
        const std::string flag = option->get_lnames().empty() ? "" : "--" + option->get_lnames().front();
        const bool takes_value = option->get_items_expected_max() > 0 && option->get_type_size() > 0;
        const auto listed = choices_.find(flag);
        std::string value = listed == choices_.end() ? option->get_type_name() : listed->second;
        spec.options.push_back(
            {flag, takes_value ? std::move(value) : "", option->get_description(), option->get_envname()});
    }
    // A command without a footer of its own has inherited one.
    const bool is_inherited = command.get_parent() != nullptr && command.get_footer() == app_.get_footer();
    if (!is_inherited) spec.notes = command.get_footer();
    for (const CLI::App* child : command.get_subcommands({})) spec.commands.push_back(describe(*child));
    return spec;
}

int CommandLine::run(int argc, char** argv) {
    std::vector<std::string> words(argv + 1, argv + argc);
    if (!words.empty() && words.front() == "help") {  // `betstream help serve` is what some type first
        words.erase(words.begin());
        words.emplace_back("--help");
    }
    std::ranges::reverse(words);  // the order in which CLI11 takes them
    try {
        app_.parse(std::move(words));
    } catch (const CLI::CallForHelp&) {
        standard_output().write(asked_for().help());
        return to_int(ExitCode::ok);
    } catch (const CLI::CallForVersion& version) {
        standard_output().write(std::string(version.what()) + "\n");
        return to_int(ExitCode::ok);
    } catch (const CLI::RequiredError& error) {
        // A mistyped flag explains why the right one is missing.
        return app_.remaining(true).empty() ? refuse(error.what()) : dispatch();
    } catch (const CLI::ParseError& error) {
        return refuse(error.what());
    }
    return dispatch();
}

// The innermost command on the command line.
CLI::App& CommandLine::asked_for() {
    CLI::App* command = &app_;
    while (!command->get_subcommands().empty()) command = command->get_subcommands().back();
    return *command;
}

int CommandLine::dispatch() {
    CLI::App& command = asked_for();
    const std::vector<std::string> extras = app_.remaining(true);
    const auto action = actions_.find(&command);
    if (extras.empty() && action != actions_.end()) return to_int(action->second());
    if (extras.empty()) {
        standard_error().write(command.help());
        return to_int(ExitCode::usage);
    }
    const std::string& extra = extras.front();
    const bool is_flag = extra.starts_with('-');
    const CommandSpec spec = describe(command);
    std::vector<std::string_view> known;
    for (const OptionSpec& option : spec.options) {
        if (is_flag && !option.flag.empty()) known.push_back(option.flag);
    }
    for (const CommandSpec& child : spec.commands) {
        if (!is_flag) known.push_back(child.name);
    }
    const std::string word = extra.substr(0, is_flag ? extra.find('=') : std::string::npos);
    std::string problem = is_flag                 ? "there is no flag "
                          : spec.commands.empty() ? "one argument too many: "
                                                  : "there is no command ";
    problem += "'" + printable(word) + "'";
    if (const auto meant = did_you_mean(word, known)) problem += "; did you mean " + std::string(*meant) + "?";
    return refuse(problem);
}

int CommandLine::refuse(const std::string& problem) {
    say_error(problem + " (see " + full_name(asked_for()) + " --help)");
    return to_int(ExitCode::usage);
}

}  // namespace

int run(int argc, char** argv) {
    // A closed pipe is an error of write(2), not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
    return CommandLine().run(argc, argv);
}

}  // namespace bs::cli
