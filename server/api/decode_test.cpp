#include "api/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bs {
namespace {

using testing::ElementsAre;

std::vector<std::string> pointers_of(const Error& error) {
    std::vector<std::string> pointers;
    for (const FieldError& field : error.fields) pointers.push_back(field.pointer + " " + field.code);
    return pointers;
}

TEST(DecodeBatch, ReadsWhatTheOlderClientsSend) {
    const auto command = decode_create_batch(R"({"meta":{"name":"R5","x":1.10},"bets":[
        {"id":31,"selection":"1/2/3","stake":10.0,"cost":2.5},{"id":32,"selection":"4","stake":"10.05","cost":0,"extra":[]}]})");

    ASSERT_TRUE(command.has_value());
    EXPECT_EQ(command->meta, R"({"name":"R5","x":1.10})");
    ASSERT_EQ(command->bets.size(), 2u);
    EXPECT_EQ(command->bets[0].external_id, 31);
    EXPECT_EQ(command->bets[1].stake, Money{100'500});
}

TEST(DecodeBatch, NamesEverythingThatIsWrongAtOnce) {
    const auto command = decode_create_batch(R"({"meta":[],"bets":[
        {"id":"1","selection":7,"stake":0.00001,"cost":1e400},7,{"id":1.5,"stake":null,"cost":true}]})");

    ASSERT_FALSE(command.has_value());
    EXPECT_EQ(command.error().code, ErrorCode::invalid_field);
    EXPECT_THAT(pointers_of(command.error()),
                ElementsAre("/meta wrong_type", "/bets/0/id wrong_type", "/bets/0/selection wrong_type",
                            "/bets/0/stake not_an_amount", "/bets/0/cost not_an_amount", "/bets/1 wrong_type",
                            "/bets/2/id not_an_integer", "/bets/2/selection required", "/bets/2/stake wrong_type",
                            "/bets/2/cost wrong_type"));
}

TEST(DecodeBatch, RefusesBrokenJsonAsMalformed) {
    for (const std::string_view body :
         {"", "{", "{}x", R"({"bets":[],"bets":[]})", "\xEF\xBB\xBF{}", "{\"meta\":\"\xC3\"}"}) {
        EXPECT_EQ(decode_create_batch(body).error().code, ErrorCode::malformed_request) << body;
    }
}

TEST(DecodeMarks, ABetWithoutAStatusIsSuccessful) {
    const auto commands = decode_mark_bets(R"([{"pid":7},{"pid":8,"status":"failed","version":3}])");

    ASSERT_TRUE(commands.has_value());
    EXPECT_EQ(commands->at(0).status, BetStatus::successful);
    EXPECT_EQ(commands->at(1).status, BetStatus::failed);
    EXPECT_EQ(commands->at(1).expected_version, 3);
}

TEST(DecodeMarks, NamesItemsByTheirPlace) {
    const auto commands = decode_mark_bets(R"([{"pid":7},{"status":"sucessful"},5])");

    ASSERT_FALSE(commands.has_value());
    EXPECT_THAT(pointers_of(commands.error()),
                ElementsAre("/1/pid required", "/1/status unknown_value", "/2 wrong_type"));
    EXPECT_THAT(commands.error().fields[1].detail, testing::HasSubstr("did you mean successful?"));
}

TEST(DecodeMarks, RefusesNumbersThatNoBetHas) {
    const auto commands = decode_mark_bets(R"([{"pid":0},{"pid":9007199254740992},{"pid":9007199254740991}])");

    ASSERT_FALSE(commands.has_value());
    EXPECT_THAT(pointers_of(commands.error()), ElementsAre("/0/pid too_small", "/1/pid too_large"));
}

TEST(DecodeMark, NullClearsANote) {
    const auto command = decode_mark_bet(R"({"note":null})", BetId{7});

    ASSERT_TRUE(command.has_value());
    EXPECT_EQ(command->note, "");
    EXPECT_FALSE(command->status.has_value());
}

TEST(DecodeMark, WantsSomethingToDo) {
    EXPECT_THAT(pointers_of(decode_mark_bet(R"({"id":7})", BetId{7}).error()), ElementsAre("/status required"));
}

TEST(DecodeSubmit, NeedsNoBody) {
    EXPECT_EQ(decode_submit_batch("")->pending, PendingBets::keep);
    EXPECT_EQ(decode_submit_batch(R"({"pending":"fail","expect":{"pending":3}})")->expect.pending, 3);
    EXPECT_THAT(pointers_of(decode_submit_batch(R"({"pending":"no","expect":{"failed":"1"}})").error()),
                ElementsAre("/pending unknown_value", "/expect/failed wrong_type"));
}

}  // namespace
}  // namespace bs
