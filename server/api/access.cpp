#include "api/access.h"

#include "base/ascii.h"

#include <algorithm>
#include <array>

namespace bs {
namespace {

// "localhost:3001" -> "localhost", "[::1]:3001" -> "[::1]". What has anything but a port behind its name stays whole,
// and so is nobody's name.
std::string_view host_name(std::string_view host) {
    const std::size_t end = host.starts_with('[') ? host.find(']') + 1 : host.find(':');
    if (end == 0 || end >= host.size()) return host;
    const bool is_port = host[end] == ':' && host.find_first_not_of("0123456789", end + 1) == std::string_view::npos;
    return is_port ? host.substr(0, end) : host;
}

bool is_ours(const AccessRules& rules, std::string_view host) {
    constexpr auto local_names = std::to_array<std::string_view>({"localhost", "127.0.0.1", "[::1]"});
    const std::string_view name = host_name(host);
    const auto same = [&](std::string_view known) { return ascii::equal_ignoring_case(known, name); };
    return std::ranges::any_of(local_names, same) || std::ranges::any_of(rules.extra_hosts, same);
}

bool is_same_origin(std::string_view origin, std::string_view host) {
    const std::size_t scheme_end = origin.find("://");
    return scheme_end != std::string_view::npos && ascii::equal_ignoring_case(origin.substr(scheme_end + 3), host);
}

bool is_listed(const AccessRules& rules, std::string_view origin) {
    return std::ranges::any_of(rules.cors_origins,
                               [&](const std::string& listed) { return listed == "*" || listed == origin; });
}

bool is_safe(http::Method method) { return method == http::Method::get || method == http::Method::head; }

}  // namespace

std::optional<Error> refuse_access(const AccessRules& rules, const http::Request& request) {
    const std::string_view host = request.value("host");
    if (rules.local && !host.empty() && !is_ours(rules, host)) {
        return Error{ErrorCode::not_allowed,
                     "this server answers only to localhost and to the names of --allowed-hosts; start it with this "
                     "one among them",
                     {{"Host", "not_allowed", "unknown host name"}},
                     {}};
    }

    const std::string_view origin = request.value("origin");
    if (!origin.empty() && (is_same_origin(origin, host) || is_listed(rules, origin))) return std::nullopt;
    const std::string_view site = request.value("sec-fetch-site");
    const bool foreign = !origin.empty() || site == "cross-site" || site == "same-site";
    // A link from elsewhere may be followed: the answer to a navigation is shown to the person, not to the page.
    const bool is_navigation = is_safe(request.method) && request.value("sec-fetch-mode") == "navigate";
    if (!foreign || is_navigation) return std::nullopt;
    return Error{ErrorCode::not_allowed,
                 "requests from other web origins are not allowed; CORS_ORIGIN lists those that are",
                 {{"Origin", "not_allowed", "not an allowed origin"}},
                 {}};
}

std::string allowed_origin(const AccessRules& rules, const http::Request& request) {
    const std::string_view origin = request.value("origin");
    if (origin.empty() || !is_listed(rules, origin)) return {};
    return std::ranges::find(rules.cors_origins, "*") != rules.cors_origins.end() ? "*" : std::string(origin);
}

}  // namespace bs
