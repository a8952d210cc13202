// A function fits on a screen, a file in a head.
#include "tests/tidy/source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace bs::tidy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::size_t file_lines_max = 600;
constexpr std::size_t test_file_lines_max = 1000;
constexpr std::size_t function_lines_max = 70;

std::vector<Violation> break_file_length(const File& file) {
    const std::size_t lines = lines_of(file.text).size();
    const std::size_t most = is_test(file) ? test_file_lines_max : file_lines_max;
    if (lines <= most) return {};
    return {{file.path, lines, "a file of " + std::to_string(lines) + " lines: at most " + std::to_string(most)}};
}

// "template <class T> void f(T t)" without its first three words: the word class there makes no type.
std::string without_template_parameters(std::string head) {
    for (std::size_t at = head.find("template"); at != std::string::npos; at = head.find("template", at)) {
        std::size_t end = head.find('<', at);
        if (end == std::string::npos) break;
        for (int depth = 0; end < head.size(); ++end) {
            depth += head[end] == '<' ? 1 : head[end] == '>' ? -1 : 0;
            if (depth == 0) break;
        }
        head.erase(at, end - at + 1);
    }
    return head;
}

// What a brace opens, told by the words before it: an initializer is no function, nor is a type or a namespace.
bool opens_function(const std::string& raw_head) {
    static const std::regex type(R"(\b(class|struct|union|enum)\b)");
    const std::string head = without_template_parameters(raw_head);
    const std::size_t parenthesis = head.find('(');
    if (parenthesis == std::string::npos) return false;
    const std::string before = head.substr(0, parenthesis);
    const bool initializer = before.find('=') != std::string::npos && before.find("operator") == std::string::npos;
    return !initializer && !std::regex_search(before, type);
}

// Rows of a table in a test are data: lines up to here that count.
std::vector<std::size_t> counted_lines(const File& file) {
    std::vector<std::size_t> counted = {0};
    for (const std::string& line : lines_of(file.text)) {
        const bool row = is_test(file) && line.ends_with(',');
        counted.push_back(counted.back() + (row ? 0 : 1));
    }
    counted.push_back(counted.back());  // the place after the last newline
    return counted;
}

std::vector<Violation> break_function_length(const File& file) {
    struct Open {
        bool function;
        std::size_t line;
    };
    const std::vector<std::size_t> counted = counted_lines(file);
    std::vector<Violation> found;
    std::vector<Open> open;
    std::string head;  // what stands before the next brace
    std::size_t line = 1;
    for (const char c : without_comments_and_literals(file.text)) {
        if (c == '{') {
            open.push_back({opens_function(head), line});
        } else if (c == '}' && !open.empty()) {
            const std::size_t lines = counted[line] - counted[open.back().line] + 1;
            if (open.back().function && lines > function_lines_max) {
                found.push_back({file.path, open.back().line, "a function of " + std::to_string(lines) + " lines"});
            }
            open.pop_back();
        }
        if (c == '\n') ++line;
        if (c == '{' || c == '}' || c == ';') {
            head.clear();
        } else {
            head.push_back(c);
        }
    }
    return found;
}

std::string function_of(std::size_t lines, const std::string& head) {
    std::string text = head + " {\n";
    for (std::size_t i = 0; i + 2 < lines; ++i) text += "    f();\n";
    return text + "}\n";
}

TEST(FileLength, CanFail) {
    std::string text;
    for (std::size_t i = 0; i < file_lines_max; ++i) text += "\n";
    EXPECT_THAT(break_file_length({"server/a.cpp", text}), IsEmpty());
    EXPECT_THAT(break_file_length({"server/a.cpp", text + "x"}), SizeIs(1));
    EXPECT_THAT(break_file_length({"server/a_test.cpp", text + "x"}), IsEmpty());
}

TEST(FunctionLength, CanFail) {
    for (const std::string head : {"void f()", "int A::f(int x) const noexcept", "A::A() : x_{1}, y_(2)",
                                   "bool operator==(const A& a, const A& b)", "auto f() -> std::vector<int>",
                                   "TEST(A, B)", "template <class T>\nvoid f(T t)", "struct A make(int x)"}) {
        EXPECT_THAT(break_function_length({"a.cpp", function_of(function_lines_max, head)}), IsEmpty()) << head;
        if (head.starts_with("struct")) continue;  // told apart from a type by nobody but a compiler
        EXPECT_THAT(break_function_length({"a.cpp", function_of(function_lines_max + 1, head)}), SizeIs(1)) << head;
        EXPECT_THAT(break_function_length({"a.cpp", "namespace a {\nclass B {\n" + function_of(71, head) + "};\n}"}),
                    ElementsAre(testing::Field(&Violation::line, head.find('\n') == std::string::npos ? 3U : 4U)))
            << head;
    }
}

TEST(FunctionLength, LeavesTypesTablesAndTextsAlone) {
    EXPECT_THAT(break_function_length({"a.h", function_of(500, "namespace a")}), IsEmpty());
    EXPECT_THAT(break_function_length({"a.h", function_of(500, "class A final : public B")}), IsEmpty());
    EXPECT_THAT(break_function_length({"a.h", function_of(500, "enum class A : int")}), IsEmpty());
    EXPECT_THAT(break_function_length({"a.h", function_of(500, "constexpr auto rows = std::to_array<Row>(")}),
                IsEmpty());
    EXPECT_THAT(
        break_function_length({"a.h", "void f() { // {\n" + std::string(99, '\n') + "R\"x({)x\"; '{'; 1'000; }"}),
        SizeIs(1));
}

TEST(FunctionLength, DoesNotCountRowsOfATableInATest) {
    const std::string text = function_of(60, "void f() {\n    for (x : {\n" + std::string(50, '\n'));
    std::string table = text;
    for (std::size_t at = table.find("\n\n"); at != std::string::npos; at = table.find("\n\n"))
        table.insert(at + 1, "1,");
    EXPECT_THAT(break_function_length({"server/a_test.cpp", table + "}}\n"}), IsEmpty());
    EXPECT_THAT(break_function_length({"server/a.cpp", table + "}}\n"}), Not(IsEmpty()));
}

TEST(FileLength, HoldsEverywhere) { EXPECT_THAT(check(is_cpp, break_file_length), IsEmpty()); }

TEST(FunctionLength, HoldsEverywhere) { EXPECT_THAT(check(is_cpp, break_function_length), IsEmpty()); }

}  // namespace
}  // namespace bs::tidy
