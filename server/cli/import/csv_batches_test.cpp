#include "cli/import/csv_batches.h"

#include "cli/testing/text_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bs::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string header = "id,selection,stake,cost,reference,note,batch\n";

struct Reading {
    std::vector<FileBatch> batches;
    std::string error;
};

Reading read_all(const std::string& text, CsvOptions options = {}) {
    TextSource source(text);
    CsvBatchReader reader(source, options);
    Reading reading;
    FileBatch batch;
    for (;;) {
        const auto found = reader.next(batch);
        if (!found) reading.error = found.error().detail;
        if (!found || !*found) return reading;
        check_rules(batch);
        reading.batches.push_back(batch);
    }
}

std::vector<std::string> problems_of(const Reading& reading) {
    std::vector<std::string> lines;
    for (const FileBatch& batch : reading.batches) {
        for (const RowProblem& problem : batch.problems) {
            lines.push_back(std::to_string(problem.place.row) + " " + problem.path() + " " + problem.detail);
        }
    }
    return lines;
}

std::vector<std::uint64_t> sizes_of(const Reading& reading) {
    std::vector<std::uint64_t> sizes;
    for (const FileBatch& batch : reading.batches) sizes.push_back(batch.rows);
    return sizes;
}

std::string rows(std::size_t count) {
    std::string text = "id,selection,stake,cost\n";
    for (std::size_t i = 1; i <= count; ++i) text += std::to_string(i) + ",1/2,10.05,0.5\n";
    return text;
}

TEST(CsvBatches, ReadABet) {
    const Reading reading = read_all(header + "7, 1/2/3 ,10.05,-0.5,B-1,\"later, \"\"x\"\"\",R1\n");

    ASSERT_THAT(reading.batches, SizeIs(1));
    EXPECT_EQ(reading.batches[0].group, "R1");
    ASSERT_THAT(reading.batches[0].command.bets, SizeIs(1));
    const NewBet& bet = reading.batches[0].command.bets[0];
    EXPECT_EQ(bet.external_id, 7);
    EXPECT_EQ(bet.selection, "1/2/3");
    EXPECT_EQ(bet.stake, Money{100'500});
    EXPECT_EQ(bet.cost, Money{-5'000});
    EXPECT_EQ(bet.reference, "B-1");
    EXPECT_EQ(bet.note, "later, \"x\"");
}

TEST(CsvBatches, LeaveOutWhatIsEmpty) {
    const Reading reading = read_all(header + "7,1,1,1,,,R1\n");
    EXPECT_EQ(reading.batches[0].command.bets[0].reference, std::nullopt);
    EXPECT_EQ(reading.batches[0].command.bets[0].note, std::nullopt);
}

TEST(CsvBatches, NameRowColumnAndReasonOfAllThatIsWrong) {
    const Reading reading = read_all(
        "id,selection,stake,cost\n"
        "1,1/2,10.0,10.0\n"
        "x,,abc,\n"
        "3,1/2,10.00001,10\n"
        "4,1/2,10\n"
        "5,1/2,-1,0\n"
        "1,1/2,1,0\n"
        "6,\xFF,1,0\n");
    EXPECT_THAT(problems_of(reading),
                ElementsAre("3 id 'x' is not a whole number", "3 stake 'abc': not a decimal number such as 10.05",
                            "3 cost is missing", HasSubstr("4 stake '10.00001': more than 4 decimals"),
                            "5  has 3 cells, the header has 4", HasSubstr("6 stake must not be negative"),
                            HasSubstr("7 id another bet of this batch has the id 1"), "8 selection '?' is not UTF-8"));
}

TEST(CsvBatches, SayThatAnEmptySelectionIsWrong) {
    EXPECT_THAT(problems_of(read_all("id,selection,stake,cost\n1,,1,1\n")), ElementsAre(HasSubstr("2 selection ")));
}

TEST(CsvBatches, FollowTheBatchColumn) {
    const Reading reading = read_all(header + "1,1,1,1,,,a\n2,1,1,1,,,a\n1,1,1,1,,,b\n");
    EXPECT_THAT(sizes_of(reading), ElementsAre(2, 1));
    EXPECT_EQ(reading.batches[1].group, "b");
    EXPECT_EQ(reading.batches[1].start, (Place{4, 4}));
    EXPECT_THAT(problems_of(reading), IsEmpty());
}

TEST(CsvBatches, NeedAValueInTheBatchColumn) {
    EXPECT_THAT(problems_of(read_all(header + "1,1,1,1,,,\n")), ElementsAre("2 batch is empty"));
}

TEST(CsvBatches, SplitWhenAsked) {
    const Reading reading = read_all(rows(5), {.split = 2});
    EXPECT_THAT(sizes_of(reading), ElementsAre(2, 2, 1));
    EXPECT_FALSE(reading.batches[1].continues_previous);
}

TEST(CsvBatches, SayWhenOneBatchWouldBeTooLong) {
    const Reading reading = read_all(rows(limits::bets_per_batch_max + 1));
    EXPECT_THAT(sizes_of(reading), ElementsAre(limits::bets_per_batch_max, 1));
    EXPECT_FALSE(reading.batches[0].continues_previous);
    EXPECT_TRUE(reading.batches[1].continues_previous);
}

TEST(CsvBatches, TakeTheCommaAsDecimalSignOnlyWhenTold) {
    const std::string text = "id;selection;stake;cost\n1;1/2;10,05;1\n2;1/2;1.000,05;1\n";
    EXPECT_THAT(problems_of(read_all(text)), ElementsAre(HasSubstr("say --decimal ,"), HasSubstr("say --decimal ,")));

    const Reading reading = read_all(text, {.decimal = ','});
    EXPECT_THAT(problems_of(reading), ElementsAre(HasSubstr("3 stake '1.000,05': not a decimal number")));
    EXPECT_EQ(reading.batches[0].command.bets[0].stake, Money{100'500});
}

TEST(CsvBatches, RefuseAFileWithoutAHeader) {
    EXPECT_THAT(read_all("1,1/2,10,10\n").error, HasSubstr("the first row must name the columns"));
    EXPECT_EQ(read_all("").error, "the file is empty");
}

}  // namespace
}  // namespace bs::cli
