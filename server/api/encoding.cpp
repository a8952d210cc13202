#include "api/encoding.h"

#include "base/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace bs {
namespace {

std::string_view trim(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

// ";q=0", ";q=0.000": not acceptable.
bool has_no_weight(std::string_view parameters) {
    const std::size_t equals = parameters.find('=');
    if (equals == std::string_view::npos || !ascii::equal_ignoring_case(trim(parameters.substr(0, equals)), "q"))
        return false;
    const std::string_view weight = trim(parameters.substr(equals + 1));
    return weight.starts_with('0') && weight.find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

std::string_view to_word(Encoding encoding) {
    constexpr std::array<std::string_view, encodings_count> words = {"identity", "gzip", "br"};
    return words[static_cast<std::size_t>(encoding)];
}

bool accepts(std::string_view accept_encoding, Encoding encoding) {
    std::optional<bool> named;
    bool all = false;
    while (!accept_encoding.empty()) {
        const std::size_t end = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view item = accept_encoding.substr(0, end);
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
        const std::size_t semicolon = std::min(item.find(';'), item.size());
        const std::string_view name = trim(item.substr(0, semicolon));
        const bool wanted = !has_no_weight(item.substr(std::min(semicolon + 1, item.size())));
        if (name == "*") all = wanted;
        if (ascii::equal_ignoring_case(name, to_word(encoding))) named = wanted;
    }
    return named.value_or(all);
}

}  // namespace bs
