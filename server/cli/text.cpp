#include "cli/text.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <algorithm>

namespace bs::cli {

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
        if (const auto part = ascii::trim(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
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
