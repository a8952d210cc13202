// Words and texts that must not be in the repository.
#include "tests/tidy/source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace bs::tidy {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

struct Ban {
    std::regex what;
    std::string instead;
};

std::vector<Violation> find_banned(const File& file, const std::string& text, const std::vector<Ban>& bans) {
    std::vector<Violation> found;
    std::size_t number = 0;
    for (const std::string& line : lines_of(text)) {
        ++number;
        for (const Ban& ban : bans) {
            if (std::regex_search(line, ban.what)) found.push_back({file.path, number, ban.instead});
        }
    }
    return found;
}

// Assembled, so that this file does not break its own rules.
std::string word(const char* first, const char* second) { return std::string(first) + second; }

std::vector<Violation> break_word_law(const File& file) {
    static const std::vector<Ban> bans = {
        {std::regex(word(R"(\bFIX)", R"(ME\b)")), "mend it, or file an issue"},
        {std::regex(word(R"(\bTO)", R"(DO\b(?!\(#\d+\)))")), "needs the number of its issue"},
    };
    return find_banned(file, file.text, bans);
}

std::vector<Violation> break_output_law(const File& file) {
    static const std::vector<Ban> bans = {
        {std::regex(R"(\bstd::(cout|cerr|clog)\b)"), "the log speaks (base/log.h); stdout belongs to cli"},
        {std::regex(R"((^|[^\w:])(std::)?(printf|puts|putchar)\s*\()"), "the log speaks; stdout belongs to cli"},
    };
    return find_banned(file, without_comments_and_literals(file.text), bans);
}

std::vector<Violation> break_exact_money_law(const File& file) {
    static const std::vector<Ban> bans = {
        {std::regex(R"(\b(float|double|strtod|strtof|stod|stof)\b)"), "money is exact: no floating point here"},
    };
    return find_banned(file, without_comments_and_literals(file.text), bans);
}

std::vector<Violation> break_name_law(const File& file) {
    static const std::regex drawer(R"((^|/|_)utils?(/|_|\.))");
    if (!std::regex_search(file.path, drawer)) return {};
    return {{file.path, 1, "a name that says nothing: what lives here?"}};
}

// What would tie the repository to one machine or one mirror.
std::vector<Violation> break_place_law(const File& file) {
    static const std::vector<Ban> bans = {
        {std::regex(R"("resolved"\s*:)"), "a lockfile names its registry: omit-lockfile-registry-resolved=true"},
        {std::regex(word(R"(https?://[\w.-]*(regis)", R"(try|npmjs|pypi|crates)\b)")), "names a package registry"},
        {std::regex(word(R"(https?://(de)", R"(b)\.)")), "names a package registry"},
        {std::regex(word(R"((^|[^\w.~])/(ho)", R"(me|Users)/[a-z])")), "a path of somebody's machine"},
        {std::regex(word(R"((^|[^\w.~])/(ro)", R"(ot)/)")), "a path of somebody's machine"},
    };
    auto found = find_banned(file, file.text, bans);
    const std::size_t checkout = file.text.find(BS_SOURCE_DIR "/");
    if (checkout != std::string::npos) found.push_back({file.path, 0, "the path of this checkout"});
    return found;
}

std::vector<Violation> break_header_law(const File& file) {
    if (file.text.find("\n#pragma once\n") == std::string::npos) return {{file.path, 1, "no #pragma once"}};
    if (!file.text.starts_with("//")) return {{file.path, 1, "does not begin by saying what lives here"}};
    return {};
}

File cpp(const std::string& text) { return {"server/base/a.cpp", text}; }

TEST(Words, CanFail) {
    EXPECT_THAT(break_word_law(cpp("// " + word("FIX", "ME: later"))), SizeIs(1));
    EXPECT_THAT(break_word_law(cpp("// " + word("TO", "DO: later"))), SizeIs(1));
    EXPECT_THAT(break_word_law(cpp("// " + word("TO", "DO(#12): later"))), IsEmpty());
}

TEST(Output, CanFail) {
    EXPECT_THAT(break_output_law(cpp("std::cout << 1;")), SizeIs(1));
    EXPECT_THAT(break_output_law(cpp("    printf(\"x\");")), SizeIs(1));
    EXPECT_THAT(break_output_law(cpp("std::puts (x);")), SizeIs(1));
    EXPECT_THAT(break_output_law(cpp("std::fprintf(stderr, x); snprintf(x); // std::cout")), IsEmpty());
    EXPECT_THAT(break_output_law(cpp("f(\"std::cout\");")), IsEmpty());
}

TEST(ExactMoney, CanFail) {
    EXPECT_THAT(break_exact_money_law(cpp("double x = 1;")), SizeIs(1));
    EXPECT_THAT(break_exact_money_law(cpp("x = static_cast<float>(y);")), SizeIs(1));
    EXPECT_THAT(break_exact_money_law(cpp("// a double\nint doubled = 2;")), IsEmpty());
}

TEST(Names, CanFail) {
    EXPECT_THAT(break_name_law({"server/util/a.h", ""}), SizeIs(1));
    EXPECT_THAT(break_name_law({"server/base/string_utils.h", ""}), SizeIs(1));
    EXPECT_THAT(break_name_law({"server/base/utility_bill.h", ""}), IsEmpty());
}

TEST(Places, CanFail) {
    EXPECT_THAT(break_place_law(cpp(word("see https://regis", "try.example.com/x"))), SizeIs(1));
    EXPECT_THAT(break_place_law({"a.json", word("\"reso", "lved\": \"x\"")}), SizeIs(1));
    EXPECT_THAT(break_place_law(cpp(word("cd /ho", "me/ana/x"))), SizeIs(1));
    EXPECT_THAT(break_place_law(cpp(word("\"/ro", "ot/x\""))), SizeIs(1));
    EXPECT_THAT(break_place_law(cpp("in " BS_SOURCE_DIR "/x")), SizeIs(1));
    EXPECT_THAT(break_place_law(cpp("/var/lib/betstream ~/home/x")), IsEmpty());
}

TEST(Headers, CanFail) {
    EXPECT_THAT(break_header_law({"a.h", "// What.\n#pragma once\n"}), IsEmpty());
    EXPECT_THAT(break_header_law({"a.h", "// What.\n"}), SizeIs(1));
    EXPECT_THAT(break_header_law({"a.h", "\n#pragma once\n"}), SizeIs(1));
}

bool is_source(const File& file) {
    return is_cpp(file) || file.path.ends_with(".mjs") || file.path.ends_with(".sh") || file.path == "dev";
}

bool speaks_through_the_log(const File& file) {
    return is_cpp(file) && file.path.starts_with("server/") && !file.path.starts_with("server/cli/") && !is_test(file);
}

bool holds_money(const File& file) {
    const bool money = file.path.starts_with("server/domain/") || file.path.starts_with("server/base/money");
    return is_cpp(file) && money && !is_test(file);
}

TEST(Words, HoldEverywhere) { EXPECT_THAT(check(is_source, break_word_law), IsEmpty()); }

TEST(Output, GoesThroughTheLog) { EXPECT_THAT(check(speaks_through_the_log, break_output_law), IsEmpty()); }

TEST(ExactMoney, HoldsInTheRulesAndInMoney) { EXPECT_THAT(check(holds_money, break_exact_money_law), IsEmpty()); }

TEST(Names, SayWhatLivesThere) {
    EXPECT_THAT(check([](const File&) { return true; }, break_name_law), IsEmpty());
}

TEST(Places, AreNowhere) {
    EXPECT_THAT(check([](const File&) { return true; }, break_place_law), IsEmpty());
}

TEST(Headers, AreGuardedAndIntroduced) {
    EXPECT_THAT(check([](const File& f) { return f.path.ends_with(".h"); }, break_header_law), IsEmpty());
}

}  // namespace
}  // namespace bs::tidy
