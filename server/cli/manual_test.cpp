#include "cli/manual.h"

#include "cli/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bs::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

CommandSpec tool() {
    return {"tool",
            "A tool: it works.",
            {{"--help", "", "Say it"}},
            {{"run",
              "Run it",
              {{"--mode", "fast|safe", "How [TOOL_MODE]", "TOOL_MODE"}, {"--listen", "HOST:PORT", "Where"}},
              {},
              "Once.\n.Twice.\n\n  tool run --mode fast\n  tool run\n\nAfterwards."},
             {"config", "Look", {}, {{"show", "Show it", {{"--json", "", "For programs"}}, {}}}},
             {"read", "Read it", {{"", "FILE", "What"}}, {}}}};
}

std::string page() { return manual(tool(), "tool 1.0"); }

TEST(RoffEscaped, LeavesNothingThatRoffTakesForARequest) {
    EXPECT_EQ(roff_escaped("--a-b"), "\\-\\-a\\-b");
    EXPECT_EQ(roff_escaped(".br\n'br\nx.y"), "\\&.br\n\\&\\(aqbr\nx.y");
    EXPECT_EQ(roff_escaped("\\fBx\n\\"), "\\(rsfBx\n\\(rs");
    EXPECT_EQ(roff_escaped("`~^"), "\\(ga\\(ti\\(ha");
}

TEST(Manual, BeginsWithWhatWhatisReads) {
    EXPECT_THAT(page(), HasSubstr("\n.TH TOOL 1 \"\" \"tool 1.0\" \"User Commands\"\n"));
    EXPECT_THAT(page(), HasSubstr(".SH NAME\ntool \\- a tool: it works\n"));
}

TEST(Manual, HasEveryCommandAndFlag) {
    EXPECT_THAT(page(), HasSubstr(".SS tool run\nRun it.\n"));
    EXPECT_THAT(page(), HasSubstr(".TP\n\\fB\\-\\-mode\\fR \\fIfast|\\:safe\\fR\nHow [TOOL_MODE]\n"));
    EXPECT_THAT(page(), HasSubstr(".SS tool config\n"));
    EXPECT_THAT(page(), HasSubstr(".SS tool config show\nShow it.\n.TP\n\\fB\\-\\-json\\fR\nFor programs.\n"));
    EXPECT_THAT(page(), HasSubstr(".TP\n\\fIFILE\\fR\nWhat.\n"));
    EXPECT_THAT(page(), HasSubstr(".TP\n\\fBTOOL_MODE\\fR\nFor \\fB\\-\\-mode\\fR.\n"));
}

TEST(Manual, SaysEverySettingOnce) {
    for (const Setting& setting : settings()) {
        const std::string title = ".TP\n\\fB" + roff_escaped(setting.name) + "\\fR, \\fB";
        EXPECT_THAT(page(), HasSubstr(title + roff_escaped(flag_of(setting)) + "\\fR"));
        EXPECT_THAT(page(), HasSubstr(".TP\n\\fB" + roff_escaped(setting.variable) + "\\fR"));
    }
    EXPECT_THAT(page(), Not(HasSubstr(".TP\n\\fB\\-\\-listen\\fR \\fIHOST:PORT\\fR\nWhere")));
}

TEST(Manual, ShowsTheExamplesOfACommandLineByLine) {
    EXPECT_THAT(page(), HasSubstr(".PP\nOnce.\n\\&.Twice.\n.PP\n.nf\n.RS\ntool run \\-\\-mode fast\ntool run\n"
                                  ".RE\n.fi\n.PP\nAfterwards.\n"));
}

TEST(ManualJson, HasEveryCommandFlagAndSetting) {
    const std::string json = manual_json(tool());
    EXPECT_THAT(json, StartsWith("{\"name\":\"tool\",\"help\":\"A tool: it works.\",\"commands\":[{\"name\":\"run\""));
    EXPECT_THAT(json, HasSubstr("{\"flag\":\"--mode\",\"value\":\"fast|safe\",\"help\":\"How [TOOL_MODE]\","
                                "\"variable\":\"TOOL_MODE\"}"));
    EXPECT_THAT(json, HasSubstr("{\"name\":\"show\",\"help\":\"Show it\",\"notes\":\"\","));
    for (const Setting& setting : settings()) {
        EXPECT_THAT(json, HasSubstr("{\"name\":\"" + std::string(setting.name) + "\",\"flag\":\"" + flag_of(setting)));
    }
    EXPECT_THAT(json, HasSubstr("\"default\":\"127.0.0.1:3001\",\"is_list\":true}"));
    for (const auto& [statuses, meaning] : exit_meanings()) EXPECT_THAT(json, HasSubstr(meaning));
}

TEST(Manual, HasNoEmptyLine) { EXPECT_THAT(page(), Not(HasSubstr("\n\n"))); }

}  // namespace
}  // namespace bs::cli
