// The files of the repository, as the rules of this folder read them.
#pragma once

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace bs::tidy {

struct File {
    std::string path;  // from the root of the repository, such as server/base/money.h
    std::string text;
};

struct Violation {
    std::string path;
    std::size_t line = 0;
    std::string what;

    friend bool operator==(const Violation&, const Violation&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Violation& v) {
        return out << v.path << ":" << v.line << ": " << v.what;
    }
};

using Rule = std::function<std::vector<Violation>(const File&)>;

// Text files only; nothing that is built, installed or ignored.
[[nodiscard]] const std::vector<File>& repository();
[[nodiscard]] const File& repository_file(std::string_view path);

// What `rule` finds in the files that `wanted` accepts. An empty selection is a violation: the rule would watch
// nothing.
[[nodiscard]] std::vector<Violation> check(const std::function<bool(const File&)>& wanted, const Rule& rule);

[[nodiscard]] bool is_cpp(const File& file);
// Files that only tests are made of.
[[nodiscard]] bool is_test(const File& file);

[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

// "base" of server/base/x/y.h; empty outside server/.
[[nodiscard]] std::string room_of(std::string_view path);

// The same C++ with everything in comments and literals made blank; lines stay where they are.
[[nodiscard]] std::string without_comments_and_literals(std::string_view text);

}  // namespace bs::tidy
