#include "base/limits.h"
#include "domain/apply.h"
#include "domain/testing/builders.h"

#include <gtest/gtest.h>

namespace bs {
namespace {

const Account& account_of(const Result<Events>& decision) {
    return std::get<AccountChange>(decision->at(0).change).account;
}

TEST(CreateAccount, MakesTheAccountAsAsked) {
    const auto decision = decide(CreateAccount{"ana", "vendor.example", "EUR"}, AccountId{7}, a_stamp(at_second(5)));

    ASSERT_EQ(outcome(decision), "account_created");
    Account want;
    want.id = {7};
    want.name = "ana";
    want.hostname = "vendor.example";
    want.currency = "EUR";
    want.created_at = want.updated_at = at_second(5);
    EXPECT_EQ(account_of(decision), want);
    EXPECT_EQ(decision->at(0).account_id, AccountId{7});
    EXPECT_EQ(decision->at(0).batch_id, std::nullopt);
}

TEST(CreateAccount, AcceptsAnEmptyHostnameAsOldClientsSendIt) {
    EXPECT_EQ(outcome(decide(CreateAccount{"ana", "", "USD"}, AccountId{7}, a_stamp())), "account_created");
}

TEST(CreateAccount, NamesEveryWrongFieldInOrder) {
    const std::string long_name(limits::name_chars_max + 1, 'n');
    const std::string long_host(limits::hostname_chars_max + 1, 'h');

    const auto decision = decide(CreateAccount{long_name, long_host, "usd"}, AccountId{7}, a_stamp());

    EXPECT_EQ(outcome(decision), "invalid_field");
    EXPECT_EQ(fields_of(decision), "/name too_long, /hostname too_long, /currency invalid_format");
}

TEST(CreateAccount, AcceptsTheLongestTexts) {
    const CreateAccount command{std::string(limits::name_chars_max, 'n'), std::string(limits::hostname_chars_max, 'h'),
                                "USD"};
    EXPECT_EQ(outcome(decide(command, AccountId{7}, a_stamp())), "account_created");
}

TEST(CreateAccount, RefusesNamesThatCannotBeReadOrTrickTheReader) {
    struct Row {
        std::string_view name;
        std::string_view want;
    };
    for (const Row& row : {
             Row{"", "/name required"},
             Row{" \u3000 ", "/name blank"},
             Row{"ana\n", "/name control_character"},
             Row{"\u202Eana", "/name control_character"},
         }) {
        EXPECT_EQ(fields_of(decide(CreateAccount{std::string(row.name), "h", "USD"}, AccountId{7}, a_stamp())),
                  row.want);
    }
}

TEST(ReplaceAccount, ChangesWhatIsGivenAndKeepsTheRest) {
    Account account = an_account();
    account.open_batches = 3;
    account.currency = "EUR";

    const auto decision = decide(account, ReplaceAccount{"new", "host", {}, {}}, a_stamp(at_second(9)));

    ASSERT_EQ(outcome(decision), "account_updated");
    Account want = account;
    want.name = "new";
    want.hostname = "host";
    want.version = 2;
    want.updated_at = at_second(9);
    EXPECT_EQ(account_of(decision), want);
    apply(account, decision->at(0));
    EXPECT_EQ(account, want);
}

TEST(ReplaceAccount, ChangesTheCurrencyWhenItIsGiven) {
    const Account account = an_account();
    const auto decision = decide(account, ReplaceAccount{account.name, account.hostname, "CHF", {}}, a_stamp());
    ASSERT_EQ(outcome(decision), "account_updated");
    EXPECT_EQ(account_of(decision).currency, "CHF");
}

TEST(ReplaceAccount, DoesNothingWhenAllIsAsAsked) {
    const Account account = an_account();
    EXPECT_EQ(outcome(decide(account, ReplaceAccount{account.name, account.hostname, {}, {}}, a_stamp())), "nothing");
    EXPECT_EQ(outcome(decide(account, ReplaceAccount{account.name, account.hostname, "USD", 1}, a_stamp())), "nothing");
}

TEST(ReplaceAccount, JudgesFieldsThenVersionThenChange) {
    const Account account = an_account();
    EXPECT_EQ(outcome(decide(account, ReplaceAccount{"", "h", {}, 8}, a_stamp())), "invalid_field");

    const auto conflict = decide(account, ReplaceAccount{account.name, account.hostname, {}, 8}, a_stamp());
    ASSERT_EQ(outcome(conflict), "version_conflict");
    EXPECT_EQ(conflict.error().current, to_json(account));
    EXPECT_EQ(conflict.error().detail, "this account is at version 1 now, not at version 8: it was changed in between");
}

TEST(DeleteAccount, DeletesEvenWithOpenBatches) {
    Account account = an_account();
    account.open_batches = 2;

    const auto decision = decide(account, DeleteAccount{1}, a_stamp(at_second(9)));

    ASSERT_EQ(outcome(decision), "account_deleted");
    apply(account, decision->at(0));
    EXPECT_EQ(account.deleted_at, at_second(9));
    EXPECT_EQ(account.open_batches, 2);
}

TEST(DeleteAccount, RefusesAnotherVersion) {
    EXPECT_EQ(outcome(decide(an_account(), DeleteAccount{2}, a_stamp())), "version_conflict");
}

TEST(DeletedAccount, AnswersAsIfItWereNotThere) {
    Account account = an_account();
    account.deleted_at = a_time();

    EXPECT_EQ(outcome(decide(account, ReplaceAccount{"new", "host", {}, {}}, a_stamp())), "not_found");
    EXPECT_EQ(outcome(decide(account, DeleteAccount{}, a_stamp())), "not_found");
    EXPECT_EQ(outcome(decide(account, a_new_batch(), BatchId{9}, BetId{31}, a_stamp())), "not_found");
}

}  // namespace
}  // namespace bs
