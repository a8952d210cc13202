// Pages that point at nothing are rumours.
#include "tests/tidy/source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

namespace bs::tidy {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

namespace fs = std::filesystem;

std::vector<Violation> break_link_law(const File& file) {
    static const std::regex link(R"(\]\(([^)#\s]+)[^)]*\))");
    std::vector<Violation> found;
    std::size_t number = 0;
    for (const std::string& line : lines_of(file.text)) {
        ++number;
        for (auto at = std::sregex_iterator(line.begin(), line.end(), link); at != std::sregex_iterator(); ++at) {
            const std::string target = (*at)[1];
            if (target.find("://") != std::string::npos || target.starts_with("mailto:")) continue;
            const fs::path path = fs::path(BS_SOURCE_DIR) / fs::path(file.path).parent_path() / target;
            if (!fs::exists(path)) found.push_back({file.path, number, "points at nothing: " + target});
        }
    }
    return found;
}

TEST(Links, CanFail) {
    EXPECT_THAT(break_link_law({"a.md", "see [x](no-such-page.md#part)"}), SizeIs(1));
    EXPECT_THAT(break_link_law({"docs/a.md", "[x](LICENSE)"}), SizeIs(1));
    EXPECT_THAT(break_link_law({"docs/a.md", "[x](../LICENSE) [y](https://example.com/x) [z](#here)"}), IsEmpty());
}

TEST(Links, PointAtSomething) {
    EXPECT_THAT(check([](const File& f) { return f.path.ends_with(".md"); }, break_link_law), IsEmpty());
}

}  // namespace
}  // namespace bs::tidy
