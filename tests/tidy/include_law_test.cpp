// Who may include whom.
#include "tests/tidy/architecture.h"
#include "tests/tidy/source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace bs::tidy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Include {
    std::size_t line = 0;
    bool quoted = false;
    std::string header;
};

std::vector<Include> includes_of(std::string_view text) {
    std::vector<Include> includes;
    std::size_t number = 0;
    for (const std::string& line : lines_of(text)) {
        ++number;
        std::string_view rest = line;
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        if (!rest.starts_with("#include")) continue;
        const std::size_t open = rest.find_first_of("<\"");
        if (open == std::string_view::npos) continue;
        const std::size_t close = rest.find_first_of(">\"", open + 1);
        includes.push_back({number, rest[open] == '"', std::string(rest.substr(open + 1, close - open - 1))});
    }
    return includes;
}

// An adapter is a folder inside the room store.
std::string adapter_of(std::string_view header) {
    for (const std::string_view adapter : {"store/sqlite/", "store/postgres/"}) {
        if (header.starts_with(adapter)) return std::string(adapter);
    }
    return "";
}

std::string room_of_header(const std::string& header) { return header.substr(0, header.find('/')); }

std::string what_is_wrong(const Law& law, const File& file, const std::string& header) {
    const std::string room = room_of(file.path);
    if (header.find('/') == std::string::npos) return "name the room in the path of \"" + header + "\"";
    const std::string other = room_of_header(header);
    if (law.everything.contains(room)) return "";
    const auto allowed = law.may_include.find(room);
    if (allowed == law.may_include.end()) return "the room " + room + " is not in ARCHITECTURE.md";
    if (other != room && !allowed->second.contains(other)) return room + " may not include " + other;
    const std::string adapter = adapter_of(header);
    const bool inside_adapter = file.path.starts_with("server/" + adapter);
    if (!adapter.empty() && !inside_adapter && !is_test(file)) return "only cli and tests may name " + adapter;
    return "";
}

std::vector<Violation> break_include_law(const Law& law, const File& file) {
    std::vector<Violation> found;
    for (const Include& include : includes_of(file.text)) {
        if (!include.quoted) continue;
        const std::string wrong = what_is_wrong(law, file, include.header);
        if (!wrong.empty()) found.push_back({file.path, include.line, wrong});
    }
    return found;
}

bool is_under(std::string_view path, std::string_view place) {
    return path == place || (place.ends_with('/') && path.starts_with(place));
}

std::vector<Violation> break_outside_law(const Law& law, const File& file) {
    std::vector<Violation> found;
    for (const Include& include : includes_of(file.text)) {
        for (const auto& [header, places] : law.outside) {
            if (!include.header.starts_with(header)) continue;
            bool allowed = false;
            for (const std::string& place : places) allowed |= is_under(file.path, place);
            if (!allowed) found.push_back({file.path, include.line, header + " is not for this file"});
        }
    }
    return found;
}

const Law& the_law() {
    static const Law law = read_law(repository_file("ARCHITECTURE.md").text);
    return law;
}

constexpr std::string_view small_architecture = R"(
text
| room | what lives here | may include |
|---|---|---|
| `base` | words | - |
| store | port | base |
| feed | fan-out | base, store (port only) |
| cli, tests | wiring | everything |

| outside header | only in |
|---|---|
| `boost/` | `server/http/`, `server/base/json.cpp` |
| `sqlite3.h` | `server/store/sqlite/` |
)";

std::vector<std::string> verdicts(std::string_view path, std::string_view text) {
    const Law law = read_law(small_architecture);
    const File file{std::string(path), std::string(text)};
    std::vector<std::string> what;
    for (const auto& violation : break_include_law(law, file)) what.push_back(violation.what);
    for (const auto& violation : break_outside_law(law, file)) what.push_back(violation.what);
    return what;
}

TEST(IncludeLaw, CanFail) {
    EXPECT_THAT(verdicts("server/base/a.h", "#include \"store/store.h\"\n"), ElementsAre("base may not include store"));
    EXPECT_THAT(verdicts("server/store/a_test.cpp", "#include \"feed/feed.h\""),
                ElementsAre("store may not include feed"));
    EXPECT_THAT(verdicts("server/feed/a.cpp", "#include \"store/sqlite/db.h\""),
                ElementsAre("only cli and tests may name store/sqlite/"));
    EXPECT_THAT(verdicts("server/store/a.cpp", "#include \"store/sqlite/db.h\""),
                ElementsAre("only cli and tests may name store/sqlite/"));
    EXPECT_THAT(verdicts("server/base/a.cpp", " #include \"a.h\""),
                ElementsAre("name the room in the path of \"a.h\""));
    EXPECT_THAT(verdicts("server/spare/a.cpp", "#include \"base/a.h\""),
                ElementsAre("the room spare is not in ARCHITECTURE.md"));
    EXPECT_THAT(verdicts("server/base/a.cpp", "#include <boost/asio.hpp>"), ElementsAre("boost/ is not for this file"));
    EXPECT_THAT(verdicts("server/base/json.cpp.cpp", "#include <boost/asio.hpp>"),
                ElementsAre("boost/ is not for this file"));
    EXPECT_THAT(verdicts("server/cli/a.cpp", "#include <sqlite3.h>"), ElementsAre("sqlite3.h is not for this file"));
}

TEST(IncludeLaw, CanPass) {
    EXPECT_THAT(verdicts("server/feed/a.h", "#include \"store/store.h\"\n#include \"base/id.h\"\n#include <vector>"),
                IsEmpty());
    EXPECT_THAT(verdicts("server/store/sqlite/a.h", "#include \"store/sqlite/db.h\"\n#include <sqlite3.h>"), IsEmpty());
    EXPECT_THAT(verdicts("server/feed/a_test.cpp", "#include \"store/sqlite/db.h\""), IsEmpty());
    EXPECT_THAT(verdicts("server/cli/a.cpp", "#include \"store/sqlite/db.h\""), IsEmpty());
    EXPECT_THAT(verdicts("server/base/json.cpp", "#include <boost/json.hpp>"), IsEmpty());
    EXPECT_THAT(verdicts("server/http/x/a.cpp", "#include <boost/asio.hpp>"), IsEmpty());
}

TEST(IncludeLaw, EveryRoomIncludesOnlyWhatTheTableAllows) {
    EXPECT_THAT(check([](const File& f) { return is_cpp(f) && f.path.starts_with("server/"); },
                      [](const File& f) { return break_include_law(the_law(), f); }),
                IsEmpty());
}

TEST(IncludeLaw, OutsideHeadersStayInTheirPlaces) {
    EXPECT_THAT(check(is_cpp, [](const File& f) { return break_outside_law(the_law(), f); }), IsEmpty());
}

TEST(IncludeLaw, HasNoCycle) {
    // Rooms leave in an order in which everything that they include has left before.
    auto left = the_law().may_include;
    for (bool moved = true; moved;) {
        moved = std::erase_if(left, [&](const auto& row) {
                    for (const std::string& other : row.second) {
                        if (left.contains(other)) return false;
                    }
                    return true;
                }) > 0;
    }
    EXPECT_TRUE(left.empty()) << left.begin()->first << " includes itself by a detour";
}

TEST(RoomTable, NamesEveryFolderOnDisk) {
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(BS_SOURCE_DIR) / "server")) {
        if (!entry.is_directory() || std::filesystem::is_empty(entry)) continue;
        EXPECT_TRUE(the_law().may_include.contains(entry.path().filename().string())) << entry;
    }
}

TEST(RoomTable, IsReadOrRefused) {
    EXPECT_THROW(static_cast<void>(read_law("no table")), std::runtime_error);
    EXPECT_THROW(static_cast<void>(read_law("| room | what lives here | may include |\n|---|---|---|\n| base | - |\n")),
                 std::runtime_error);
    const Law law = read_law(small_architecture);
    EXPECT_EQ(law.may_include.size(), 5U);
    EXPECT_THAT(law.everything, ElementsAre("cli", "tests"));
    EXPECT_THAT(law.may_include.at("feed"), ElementsAre("base", "store"));
}

}  // namespace
}  // namespace bs::tidy
