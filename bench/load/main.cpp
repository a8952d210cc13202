// bench_load: the load of the benchmarks. Prints one JSON line, or says on stderr why its figure would be worth
// nothing.
#include "disk.h"
#include "drive.h"
#include "hold.h"
#include "sqlite_marks.h"
#include "work.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace bs::bench;

struct MarkOptions {
    std::int64_t account = 1;
    std::string bets;
    std::uint64_t from = 0;
};

void add_mark_options(CLI::App& command, MarkOptions& marks) {
    command.add_option("--account", marks.account);
    command.add_option("--bets", marks.bets, "BATCH:FIRST:COUNT,...")->required();
    command.add_option("--from", marks.from, "so many marks were made before");
}

void add_drive_options(CLI::App& command, DriveOptions& drive) {
    command.add_option("--port", drive.port)->required();
    command.add_option("--writers", drive.writers);
    command.add_option("--subscribers", drive.subscribers);
    command.add_option("--stream", drive.stream_path);
    command.add_option("--undelivered", drive.undelivered);
    command.add_option("--rate", drive.rate);
    command.add_option("--warm-up", drive.warm_up);
    command.add_option("--seconds", drive.seconds);
    command.add_option("--requests", drive.requests);
}

void add_marks(CLI::App& app) {
    auto* command = app.add_subcommand("marks", "PATCH bets, with or without subscribers");
    static DriveOptions options;
    static MarkOptions marks;
    options.stream_path = "/sse";
    add_drive_options(*command, options);
    add_mark_options(*command, marks);
    command->callback([] {
        MarkWork work(options.port, marks.account, MarkSequence(parse_ranges(marks.bets)), marks.from);
        drive(options, work);
    });
}

void add_messages(CLI::App& app) {
    auto* command = app.add_subcommand("messages", "publish messages to nchan, with or without subscribers");
    static DriveOptions options;
    static std::size_t bytes = 0;
    options.stream_path = "/sub";
    add_drive_options(*command, options);
    command->add_option("--bytes", bytes)->required();
    command->callback([] {
        MessageWork work(options.port, "/pub", bytes);
        drive(options, work);
    });
}

void add_requests(CLI::App& app) {
    auto* command = app.add_subcommand("requests", "any request, over and over; {n} in the path counts up");
    static DriveOptions options;
    static std::string method;
    static std::string path;
    static std::string body;
    static std::uint64_t from = 0;
    add_drive_options(*command, options);
    command->add_option("--method", method)->required();
    command->add_option("--path", path)->required();
    command->add_option("--body", body);
    command->add_option("--from", from);
    command->callback([] {
        AnyWork work(options.port, method, path, body, from);
        drive(options, work);
    });
}

void add_sqlite(CLI::App& app) {
    auto* command = app.add_subcommand("sqlite", "the same marks in a loop on SQLite");
    static SqliteMarksOptions options;
    static MarkOptions marks;
    add_mark_options(*command, marks);
    command->add_option("--path", options.path)->required();
    command->add_option("--marks", options.marks);
    command->add_option("--seconds", options.seconds);
    command->add_option("--group", options.group);
    command->callback([] {
        options.account_id = marks.account;
        options.from = marks.from;
        mark_in_sqlite(options, MarkSequence(parse_ranges(marks.bets)));
    });
}

void add_hold(CLI::App& app) {
    auto* command = app.add_subcommand("hold", "subscribers that only wait");
    static std::uint16_t port = 0;
    static std::string path;
    static std::vector<std::size_t> counts;
    command->add_option("--port", port)->required();
    command->add_option("--stream", path)->required();
    command->add_option("counts", counts)->required();
    command->callback([] { hold(port, path, counts); });
}

void add_disk(CLI::App& app) {
    auto* command = app.add_subcommand("disk", "flushes of small writes");
    static std::string directory;
    static double rate = 50;
    static double time = 5;
    command->add_option("directory", directory)->required();
    command->add_option("--rate", rate);
    command->add_option("--seconds", time);
    command->callback([] { probe_disk(directory, rate, time); });
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("The load of BetStream's benchmarks; bench/run.mjs calls it.");
    app.require_subcommand(1);
    add_marks(app);
    add_messages(app);
    add_requests(app);
    add_sqlite(app);
    add_hold(app);
    add_disk(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_load: %s\n", error.what());
        return 1;
    }
    return 0;
}
