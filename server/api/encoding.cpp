#include "api/encoding.h"

#include "base/ascii.h"

#include <algorithm>
#include <array>
#include <optional>

namespace bs {
namespace {

// ";q=0", ";q=0.000": not acceptable.
bool has_no_weight(std::string_view parameters) {
    const std::size_t equals = parameters.find('=');
    if (equals == std::string_view::npos || !ascii::equal_ignoring_case(ascii::trim(parameters.substr(0, equals)), "q"))
        return false;
    const std::string_view weight = ascii::trim(parameters.substr(equals + 1));
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
        const std::string_view name = ascii::trim(item.substr(0, semicolon));
        const bool wanted = !has_no_weight(item.substr(std::min(semicolon + 1, item.size())));
        if (name == "*") all = wanted;
        if (ascii::equal_ignoring_case(name, to_word(encoding))) named = wanted;
    }
    return named.value_or(all);
}

}  // namespace bs
