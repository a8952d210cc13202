#include "cli/tail/event_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sstream>

namespace bs::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

// Not a terminal, so that there are no colours.
const Terminal& plain() {
    static const Terminal terminal(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    return terminal;
}

// The samples of the contract, as the server would send them.
std::string line_of(const std::string& type) {
    std::ifstream file(std::string(BS_SOURCE_DIR) + "/contract/events/" + type + ".json");
    std::ostringstream text;
    text << file.rdbuf();
    EventLines lines(plain());
    lines.name_account(1, "main");
    return lines.line(text.str());
}

class EventLine : public testing::Test {
protected:
    EventLine() {
        ::setenv("TZ", "UTC", 1);
        ::tzset();
    }
};

TEST_F(EventLine, BeginsWithTimeActorAndAccount) {
    EXPECT_THAT(line_of("batch_bets_updated"), testing::StartsWith("2026-01-31 12:03:00  mk  main  "));
}

TEST_F(EventLine, SaysWhatHappenedToABet) {
    EXPECT_THAT(line_of("bet_status_updated"), HasSubstr("bet 31 ("));
    EXPECT_THAT(line_of("bet_status_updated"), HasSubstr("successful, stake "));
}

TEST_F(EventLine, SumsUpSeveralBets) {
    EXPECT_THAT(line_of("batch_bets_updated"),
                EndsWith("1 bet successful, 1 bet failed, stake 20.25; batch 9: 2 successful, 1 failed"));
}

TEST_F(EventLine, SaysWhatHappenedToABatch) {
    EXPECT_THAT(line_of("batch_created"), HasSubstr("batch 9 'Evening card' created: 3 pending, stake 30.25, cost "));
    EXPECT_THAT(line_of("batch_completed"), EndsWith("batch 9 'Evening card' completed: 2 successful, 1 failed"));
    EXPECT_THAT(line_of("batch_reopened"), HasSubstr("batch 9 'Evening card' reopened: "));
    EXPECT_THAT(line_of("batch_activated"), HasSubstr("batch 9 'Evening card' activated"));
    EXPECT_THAT(line_of("batch_submitted"), HasSubstr("submitted: "));
    EXPECT_THAT(line_of("batch_updated"), HasSubstr("meta changed"));
}

TEST_F(EventLine, SaysWhatHappenedToAnAccount) {
    EXPECT_THAT(line_of("account_created"), HasSubstr("account 1 created: "));
    EXPECT_THAT(line_of("account_deleted"), EndsWith("main  account 1 deleted"));
}

TEST_F(EventLine, LearnsTheNamesOfAccounts) {
    EventLines lines(plain());
    EXPECT_THAT(lines.line(R"({"type":"batch_created","account_id":5})"), HasSubstr("  account 5  "));
    EXPECT_THAT(lines.line(R"({"type":"account_created","account_id":5,"account":{"id":5,"name":"new"}})"),
                HasSubstr("  new  "));
    EXPECT_THAT(lines.line(R"({"type":"batch_created","account_id":5})"), HasSubstr("  new  "));
}

TEST_F(EventLine, ShowsWhatItDoesNotKnow) {
    EventLines lines(plain());
    EXPECT_THAT(lines.line(R"({"type":"bet_claimed","account_id":5})"), EndsWith("bet_claimed"));
    EXPECT_EQ(lines.line("hello"), "hello");
}

TEST_F(EventLine, LetsNoEscapeSequenceThrough) {
    EventLines lines(plain());
    EXPECT_THAT(lines.line("{\"type\":\"batch_reopened\",\"reason\":\"\\u001b[2Jx\"}"), Not(HasSubstr("\x1b")));
    EXPECT_THAT(lines.line("\x1b[2J"), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace bs::cli
