#include "cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bs::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

CommandSpec sample() {
    return {"tool",
            "A tool",
            {{"--help", "", "Say it"}},
            {{"run",
              "Run it",
              {{"--mode", "fast|safe", "How"}, {"--file", "FILE", "What"}, {"--name", "TEXT", "It's"}},
              {}},
             {"config", "Look", {}, {{"show", "Show it", {{"--json", "", "For programs"}}, {}}}},
             {"read", "Read it", {{"", "FILE", "What"}}, {}}}};
}

TEST(BashCompletion, KnowsCommandsFlagsAndValues) {
    const std::string script = bash_completion(sample());
    EXPECT_THAT(script, HasSubstr("'tool') offers='run config read --help' ;;"));
    EXPECT_THAT(script, HasSubstr("'tool config show') offers='--json' ;;"));
    EXPECT_THAT(script, HasSubstr("'tool run --mode') offers='fast safe'; known=1 ;;"));
    EXPECT_THAT(script, HasSubstr("'tool run --file') files=1; known=1 ;;"));
    EXPECT_THAT(script, HasSubstr("'tool run --name') offers=''; known=1 ;;"));
    EXPECT_THAT(script, HasSubstr("'tool read') offers=''; files=1 ;;"));
    EXPECT_THAT(script, Not(HasSubstr("'tool config show --json')")));
    EXPECT_THAT(script, HasSubstr("complete -F _tool tool\n"));
}

TEST(ZshCompletion, DefinesAFunctionForTheTool) {
    const std::string script = zsh_completion(sample());
    EXPECT_THAT(script, testing::StartsWith("#compdef tool\n"));
    EXPECT_THAT(script, HasSubstr("'tool run --mode') offers='fast safe'; known=1 ;;"));
    EXPECT_THAT(script, HasSubstr("compdef _tool tool"));
}

TEST(FishCompletion, HasALineForEachCommandAndFlag) {
    const std::string script = fish_completion(sample());
    EXPECT_THAT(script, HasSubstr("-n 'not __fish_seen_subcommand_from run config read' -a run -d 'Run it'\n"));
    EXPECT_THAT(script, HasSubstr("-n '__fish_seen_subcommand_from run' -l mode -x -a 'fast safe' -d 'How'\n"));
    EXPECT_THAT(script, HasSubstr("-n '__fish_seen_subcommand_from run' -l file -r -F -d 'What'\n"));
    EXPECT_THAT(script,
                HasSubstr("-n '__fish_seen_subcommand_from config; and __fish_seen_subcommand_from show' -l json -d"));
    EXPECT_THAT(script, HasSubstr("-d 'It'\\''s'\n"));
}

}  // namespace
}  // namespace bs::cli
