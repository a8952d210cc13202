#include "cli/import/columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bs::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Result<Layout> layout_of(std::vector<std::string_view> header) { return read_layout(header); }

TEST(Columns, AreKnownByManyNames) {
    for (const std::string_view name : {"id", "ID", " Bet ID ", "bet-id", "bet_id", "no", "No.", "number"}) {
        SCOPED_TRACE(name);
        EXPECT_EQ(find_column(name), Column::id);
    }
    EXPECT_EQ(find_column("Sel"), Column::selection);
    EXPECT_EQ(find_column("AMT"), Column::stake);
    EXPECT_EQ(find_column("fee"), Column::cost);
    EXPECT_EQ(find_column("horse"), std::nullopt);
}

TEST(Columns, StandInAnyOrder) {
    const auto layout = layout_of({"cost", "Stake", "horse", "sel", "no"});
    ASSERT_TRUE(layout.has_value());
    EXPECT_EQ(layout->of(Column::id), 4U);
    EXPECT_EQ(layout->of(Column::cost), 0U);
    EXPECT_FALSE(layout->has(Column::batch));
    EXPECT_THAT(layout->ignored, ElementsAre("'horse'"));
}

TEST(Columns, NamesWhatIsMissing) {
    EXPECT_THAT(layout_of({"id", "stake"}).error().detail, HasSubstr("missing: selection, cost"));
}

TEST(Columns, GuessesAMistypedName) {
    EXPECT_THAT(layout_of({"id", "selction", "stake", "cost"}).error().detail, HasSubstr("did you mean selection?"));
}

TEST(Columns, RefusesTwoForTheSame) {
    EXPECT_THAT(layout_of({"id", "selection", "stake", "amount", "cost"}).error().detail,
                HasSubstr("'stake' and 'amount'"));
}

TEST(Delimiter, IsTheOneThatMakesColumns) {
    EXPECT_EQ(guess_delimiter("id,selection,stake,cost"), ',');
    EXPECT_EQ(guess_delimiter("id;selection;stake;cost"), ';');
    EXPECT_EQ(guess_delimiter("\"id\"\t\"selection\"\t\"stake\"\t\"cost\""), '\t');
    EXPECT_EQ(guess_delimiter("id|selection|stake|cost, in EUR, all of it, really"), '|');
    EXPECT_EQ(guess_delimiter("something else"), ',');
    EXPECT_EQ(guess_delimiter(""), ',');
}

}  // namespace
}  // namespace bs::cli
