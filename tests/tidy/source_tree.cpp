#include "tests/tidy/source_tree.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace bs::tidy {

namespace {

namespace fs = std::filesystem;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Folders that are made, not written; they are in .gitignore too.
bool is_foreign_folder(const fs::path& path) {
    const std::string name = path.filename().string();
    return is_one_of(name, {".git", ".cache", "build", "node_modules", "__pycache__", "betstream-data", "dist"});
}

bool is_text_file(const fs::path& path) {
    return is_one_of(path.extension().string(), {".h",    ".cpp", ".c",  ".S",    ".cmake",   ".txt", ".md",  ".json",
                                                 ".yaml", ".yml", ".sh", ".mjs",  ".js",      ".ts",  ".tsx", ".css",
                                                 ".html", ".sql", ".py", ".conf", ".service", ".csv", ".toml"}) ||
           is_one_of(path.filename().string(), {"dev", "run", "Dockerfile", ".npmrc", ".gitignore", ".clang-tidy",
                                                ".clang-format", ".editorconfig", "LICENSE"});
}

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<File> read_tree(const fs::path& root) {
    std::vector<File> files;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
        if (at->is_directory() && is_foreign_folder(at->path())) {
            at.disable_recursion_pending();
        } else if (at->is_regular_file() && is_text_file(at->path())) {
            files.push_back(File{fs::relative(at->path(), root).generic_string(), read(at->path())});
        }
    }
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return files;
}

// Copies C++ and blanks what is inside comments and literals.
class Blanker {
public:
    explicit Blanker(std::string_view text) : text_(text) { out_.reserve(text.size()); }

    std::string run() {
        while (at_ < text_.size()) step();
        return std::move(out_);
    }

private:
    void step() {
        if (starts_with("//")) {
            blank_until("\n", 0);
        } else if (starts_with("/*")) {
            blank_until("*/", 2);
        } else if (starts_with("R\"") && !follows_word()) {
            blank_raw_string();
        } else if (text_[at_] == '"' || (text_[at_] == '\'' && !follows_word())) {
            blank_quoted(text_[at_]);
        } else {
            out_.push_back(text_[at_++]);
        }
    }

    [[nodiscard]] bool starts_with(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

    // 10'000 and u8R"..." are no beginnings of literals; '"' after a letter such as L is.
    [[nodiscard]] bool follows_word() const {
        if (at_ == 0) return false;
        const char before = text_[at_ - 1];
        return before == '_' || (before >= '0' && before <= '9') || (before >= 'a' && before <= 'z') ||
               (before >= 'A' && before <= 'Z');
    }

    void blank(std::size_t count) {
        for (; count > 0 && at_ < text_.size(); --count, ++at_) out_.push_back(text_[at_] == '\n' ? '\n' : ' ');
    }

    void blank_until(std::string_view end, std::size_t also) {
        const std::size_t found = text_.find(end, at_ + also);
        blank(found == std::string_view::npos ? text_.size() - at_ : found - at_ + also);
    }

    void blank_raw_string() {
        const std::size_t open = text_.find('(', at_);
        std::string end = ")";
        end.append(text_.substr(at_ + 2, open - at_ - 2)).push_back('"');
        const std::size_t found = text_.find(end, open);
        blank(found == std::string_view::npos ? text_.size() - at_ : found + end.size() - at_);
    }

    void blank_quoted(char quote) {
        blank(1);
        while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') blank(text_[at_] == '\\' ? 2 : 1);
        blank(1);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string out_;
};

}  // namespace

const std::vector<File>& repository() {
    static const std::vector<File> files = read_tree(BS_SOURCE_DIR);
    return files;
}

const File& repository_file(std::string_view path) {
    for (const File& file : repository()) {
        if (file.path == path) return file;
    }
    throw std::runtime_error("no such file: " + std::string(path));
}

std::vector<Violation> check(const std::function<bool(const File&)>& wanted, const Rule& rule) {
    std::vector<Violation> all;
    std::size_t read = 0;
    for (const File& file : repository()) {
        if (!wanted(file)) continue;
        ++read;
        const auto found = rule(file);
        all.insert(all.end(), found.begin(), found.end());
    }
    if (read == 0) all.push_back(Violation{"", 0, "the rule reads no file at all"});
    return all;
}

bool is_cpp(const File& file) { return file.path.ends_with(".h") || file.path.ends_with(".cpp"); }

bool is_test(const File& file) {
    return file.path.starts_with("tests/") || file.path.find("_test.") != std::string::npos ||
           file.path.find("_fuzz.") != std::string::npos || file.path.find("/testing/") != std::string::npos;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string room_of(std::string_view path) {
    constexpr std::string_view server = "server/";
    if (!path.starts_with(server)) return "";
    path.remove_prefix(server.size());
    const std::size_t end = path.find('/');
    return end == std::string_view::npos ? "" : std::string(path.substr(0, end));
}

std::string without_comments_and_literals(std::string_view text) { return Blanker(text).run(); }

}  // namespace bs::tidy
