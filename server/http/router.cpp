#include "http/router.h"

#include "base/ascii.h"
#include "base/check.h"

#include <algorithm>

namespace bs::http {
namespace {

struct Segments {
    std::array<std::string_view, 16> parts{};
    std::size_t count = 0;
};

// "/a/b" -> "a", "b"; "/" -> "". Nothing when there are more than any route could have.
std::optional<Segments> split(std::string_view path) {
    Segments segments;
    if (!path.starts_with('/')) return std::nullopt;
    for (std::size_t at = 1;;) {
        if (segments.count == segments.parts.size()) return std::nullopt;
        const std::size_t end = std::min(path.find('/', at), path.size());
        segments.parts[segments.count++] = path.substr(at, end - at);
        if (end == path.size()) return segments;
        at = end + 1;
    }
}

bool serves(Method route, Method asked) { return route == asked || (route == Method::get && asked == Method::head); }

}  // namespace

std::size_t RouteTable::add(Method method, std::string_view path_template) {
    const auto segments = split(path_template);
    BS_ASSERT(segments.has_value());
    Route route{method, std::string(path_template), {}};
    for (std::size_t i = 0; i < segments->count; ++i) {
        const std::string_view segment = segments->parts[i];
        const bool in_braces = segment.starts_with('{') && segment.ends_with('}');
        route.segments.push_back(in_braces ? std::nullopt : std::optional<std::string>(segment));
    }
    const auto is_parameter = [](const std::optional<std::string>& segment) { return !segment; };
    BS_ASSERT(std::ranges::count_if(route.segments, is_parameter) <= static_cast<std::ptrdiff_t>(PathParams::max));
    by_length_[route.segments.size()].push_back(routes_.size());
    routes_.push_back(std::move(route));
    return routes_.size() - 1;
}

RouteTable::Match RouteTable::find(Method method, std::string_view path) const {
    Match match;
    const auto segments = split(path);
    if (!segments) return match;
    const auto fits = [&](const Route& route) {
        return std::equal(route.segments.begin(), route.segments.end(), segments->parts.begin(),
                          [](const std::optional<std::string>& wanted, std::string_view part) {
                              return wanted ? part == *wanted : !part.empty();
                          });
    };
    const auto is_more_literal = [](const Route& a, const Route& b) {
        for (std::size_t i = 0; i < a.segments.size(); ++i) {
            if (a.segments[i].has_value() != b.segments[i].has_value()) return a.segments[i].has_value();
        }
        return false;
    };
    const std::vector<std::size_t>& candidates = by_length_[segments->count];
    for (const std::size_t i : candidates) {
        if (!serves(routes_[i].method, method) || !fits(routes_[i])) continue;
        if (match.route == none || is_more_literal(routes_[i], routes_[match.route])) match.route = i;
    }
    if (match.route == none) {
        for (const std::size_t i : candidates) {
            const Route& route = routes_[i];
            if (!fits(route)) continue;
            match.allowed.push_back(route.method);
            if (route.method == Method::get) match.allowed.push_back(Method::head);
        }
        return match;
    }
    const Route& route = routes_[match.route];
    for (std::size_t i = 0; i < segments->count; ++i) {
        if (!route.segments[i]) match.params.values[match.params.count++] = segments->parts[i];
    }
    return match;
}

std::string_view RouteTable::path_template(std::size_t route) const { return routes_.at(route).path_template; }

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            decoded.push_back(' ');
        } else if (text[i] != '%') {
            decoded.push_back(text[i]);
        } else {
            if (text.size() - i < 3) return std::nullopt;
            const int high = ascii::hex_value(text[i + 1]);
            const int low = ascii::hex_value(text[i + 2]);
            if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
            decoded.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        }
    }
    return decoded;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> parameters;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view part = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (part.empty()) continue;
        const std::size_t equals = std::min(part.find('='), part.size());
        auto name = percent_decode(part.substr(0, equals), true);
        auto value = percent_decode(part.substr(std::min(equals + 1, part.size())), true);
        if (!name || !value) return std::nullopt;
        parameters.emplace_back(*std::move(name), *std::move(value));
    }
    return parameters;
}

}  // namespace bs::http
