#include "cli/text.h"

#include "base/utf8.h"

#include <algorithm>

namespace bs::cli {

// Called for every cell of an import: as plain as it can be.
std::string_view trim(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string join(std::span<const std::string> parts, std::string_view between) {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty()) text += between;
        text += part;
    }
    return text;
}

std::vector<std::string> split(std::string_view text, char between) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(between), text.size());
        if (const auto part = trim(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::string printable(std::string_view text, std::size_t length_max) {
    std::string shown;
    while (!text.empty()) {
        const CodePoint point = first_code_point(text);
        if (shown.size() + point.bytes > length_max) return shown + "...";
        if (point.valid && !is_control(point.value)) {
            shown.append(text.substr(0, point.bytes));
        } else {
            shown.push_back('?');
        }
        text.remove_prefix(point.bytes);
    }
    return shown;
}

std::string with_separators(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
    return text;
}

std::string counted(std::uint64_t number, std::string_view noun) {
    std::string text = with_separators(number) + " ";
    text += noun;
    if (number == 1) return text;
    return text + (noun.ends_with("ch") || noun.ends_with("s") ? "es" : "s");
}

}  // namespace bs::cli
