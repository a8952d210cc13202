// What our parser accepts, Boost's own DOM parser accepts too, and writing it out gives text that reads as the same
// value. What Boost accepts and we refuse is refused for one of the reasons that json.h names.
#include "base/json.h"
#include "base/utf8.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

namespace {

using bs::json::Kind;
using bs::json::Value;

void require(bool condition) {
    if (!condition) std::abort();
}

bool same(const Value& a, const Value& b) {
    if (a.kind() != b.kind() || a.text() != b.text() || a.truth() != b.truth() || a.size() != b.size()) return false;
    Value in_b = b.first();
    for (Value in_a = a.first(); !in_a.at_end_of(a); in_a = in_a.next(), in_b = in_b.next()) {
        if (in_b.at_end_of(b) || !same(in_a, in_b)) return false;
    }
    return in_b.at_end_of(b);
}

bool is_named_strictness(std::string_view detail) {
    constexpr auto reasons = std::to_array<std::string_view>({"same key twice", "contains U+0000", "too many values"});
    return std::any_of(reasons.begin(), reasons.end(),
                       [&](std::string_view reason) { return detail.find(reason) != std::string_view::npos; });
}

void require_members_found(const Value& value) {
    if (value.is(Kind::object)) {
        value.each_member([&](std::string_view key, const Value& member) {
            const Value found = value.find(key);
            require(found.found() && found.kind() == member.kind() && found.text() == member.text());
            require(bs::is_valid_utf8(key));
            require_members_found(member);
        });
    } else if (value.is(Kind::array)) {
        for (Value child = value.first(); !child.at_end_of(value); child = child.next()) require_members_found(child);
    } else {
        require(bs::is_valid_utf8(value.text()));
        require(value.text().find('\0') == std::string_view::npos);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto document = bs::json::parse(text);
    boost::json::error_code ec;
    static_cast<void>(boost::json::parse({text.data(), text.size()}, ec));

    if (!document) {
        require(document.error().code == bs::ErrorCode::malformed_request);
        require(static_cast<bool>(ec) || is_named_strictness(document.error().detail));
        return 0;
    }
    require(!ec);
    require_members_found(document->root());

    const std::string written = document->root().to_string();
    require(written.find_first_of("\n\r") == std::string::npos);
    const auto again = bs::json::parse(written);
    require(again.has_value());
    require(same(document->root(), again->root()));
    require(again->root().to_string() == written);
    return 0;
}
