#include "cli/import/json_batches.h"

#include "cli/testing/text_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bs::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

struct Reading {
    std::vector<FileBatch> batches;
    std::vector<std::string> problems;
    std::string error;
};

Reading read_all(const std::string& text, std::size_t split = 0) {
    TextSource source(text);
    JsonBatchReader reader(source, split);
    Reading reading;
    FileBatch batch;
    for (;;) {
        const auto found = reader.next(batch);
        if (!found) reading.error = found.error().detail;
        if (!found || !*found) return reading;
        check_rules(batch);
        for (const RowProblem& problem : batch.problems) {
            reading.problems.push_back(std::string(reader.row_word()) + " " + std::to_string(problem.place.row) + " " +
                                       problem.path() + ": " + problem.detail);
        }
        reading.batches.push_back(batch);
    }
}

const std::string bet = R"({"id":1,"selection":"1/2","stake":10.05,"cost":"0.5"})";

TEST(JsonBatches, ReadOneBatch) {
    const Reading reading = read_all(R"({"meta":{"name": "x", "n": 1.50},"bets":[)" + bet + "]}");
    ASSERT_THAT(reading.batches, SizeIs(1));
    EXPECT_EQ(reading.batches[0].command.meta, R"({"name":"x","n":1.50})");
    ASSERT_THAT(reading.batches[0].command.bets, SizeIs(1));
    EXPECT_EQ(reading.batches[0].command.bets[0].stake, Money{100'500});
    EXPECT_EQ(reading.batches[0].command.bets[0].cost, Money{5'000});
}

TEST(JsonBatches, ReadAnArrayOfBatches) {
    const Reading reading = read_all(R"([{"meta":{},"bets":[]},{"bets":[)" + bet + "]}]");
    ASSERT_THAT(reading.batches, SizeIs(2));
    EXPECT_TRUE(reading.batches[0].has_meta);
    EXPECT_FALSE(reading.batches[1].has_meta);
}

TEST(JsonBatches, ReadAnArrayOfBets) {
    const std::string other = R"({"id":2,"selection":"3","stake":1,"cost":1,"note":"n","reference":null,"extra":[1]})";
    const Reading reading = read_all("[" + bet + ",\n" + other + "]");
    ASSERT_THAT(reading.batches, SizeIs(1));
    EXPECT_THAT(reading.batches[0].places, ElementsAre(Place{1, 1}, Place{2, 2}));
    EXPECT_EQ(reading.batches[0].command.bets[1].note, "n");
    EXPECT_EQ(reading.batches[0].command.bets[1].reference, "");  // null says: nothing
}

TEST(JsonBatches, SplitAnArrayOfBets) {
    EXPECT_THAT(read_all("[" + bet + "," + bet + "," + bet + "]", 2).batches, SizeIs(2));
    EXPECT_THAT(read_all(R"({"bets":[]})", 2).error, HasSubstr("--split"));
}

TEST(JsonBatches, NameWhatIsWrongWithABet) {
    EXPECT_THAT(read_all(R"([{"id":1.5,"stake":1e-9,"cost":true},7])").problems,
                ElementsAre(HasSubstr("bet 1 id: expected an integer"), "bet 1 selection: this field is required",
                            "bet 1 stake: more than 4 decimals", HasSubstr("bet 1 cost: expected an amount"),
                            HasSubstr("bet 2 : expected an object")));
}

TEST(JsonBatches, NameWhatIsWrongInsideOfABatch) {
    const Reading reading =
        read_all(R"([{"bets":[)" + bet + R"(]},{"meta":[],"bets":[{},)" + bet + "," + bet + R"(]},{"bets":1},2])");
    EXPECT_THAT(
        reading.problems,
        ElementsAre("batch 2 meta: must be an object", "batch 2 bets/0/id: this field is required",
                    "batch 2 bets/0/selection: this field is required", "batch 2 bets/0/stake: this field is required",
                    "batch 2 bets/0/cost: this field is required", HasSubstr("batch 2 bets/2/id: another bet"),
                    "batch 3 bets: must be an array of bets", HasSubstr("batch 4 : must be a batch")));
}

TEST(JsonBatches, SayWhereTheTextIsBroken) {
    EXPECT_THAT(read_all("[" + bet + ",\n{\"id\":01}]").error, HasSubstr("element 2 (line 2)"));
    EXPECT_THAT(read_all("[{\"a\":1,\"a\":2}]").error, HasSubstr("element 1 (line 1)"));
}

}  // namespace
}  // namespace bs::cli
