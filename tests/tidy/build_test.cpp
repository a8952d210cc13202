// A test that is not built does not exist.
#include "tests/tidy/source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace bs::tidy {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::vector<Violation> break_build_law(const std::string& compile_commands, const File& file) {
    if (compile_commands.find("/" + file.path + "\"") != std::string::npos) return {};
    return {{file.path, 1, "is not in the build"}};
}

TEST(Build, CanFail) {
    const std::string commands = R"([{"command": "c++ x", "file": "/x/server/base/a_test.cpp"}])";
    EXPECT_THAT(break_build_law(commands, {"server/base/a_test.cpp", ""}), IsEmpty());
    EXPECT_THAT(break_build_law(commands, {"server/base/b_test.cpp", ""}), SizeIs(1));
    EXPECT_THAT(break_build_law(commands, {"base/a_test.cp", ""}), SizeIs(1));
}

TEST(Build, HasEverySourceAndTest) {
    std::ifstream in(BS_COMPILE_COMMANDS);
    const std::string commands{std::istreambuf_iterator<char>(in), {}};
    ASSERT_FALSE(commands.empty()) << BS_COMPILE_COMMANDS;

    const auto built = [](const File& file) {
        const bool by_other_means = file.path.ends_with("_fuzz.cpp") ||
                                    file.path.starts_with("tests/must_not_compile/") || file.path.starts_with("bench/");
        return file.path.ends_with(".cpp") && !by_other_means;
    };
    EXPECT_THAT(check(built, [&](const File& file) { return break_build_law(commands, file); }), IsEmpty());
}

}  // namespace
}  // namespace bs::tidy
