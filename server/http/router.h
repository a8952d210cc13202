// Maps method and path to a value (a handler, as a rule). Templates are fixed at start-up: "/api/v1/accounts/{id}".
#pragma once

#include "http/message.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bs::http {

// The segments that stood in the braces, in order. Views into the path that was matched, still percent-encoded.
struct PathParams {
    static constexpr std::size_t max = 4;
    std::array<std::string_view, max> values{};
    std::size_t count = 0;
};

class RouteTable {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    struct Match {
        std::size_t route = none;  // the number that add() returned
        PathParams params;
        std::vector<Method> allowed;  // filled when the path exists but not with this method
    };

    // Returns the number of the route: 0, 1, 2, ... Literal segments win over `{}`.
    std::size_t add(Method method, std::string_view path_template);
    // HEAD matches a GET route.
    [[nodiscard]] Match find(Method method, std::string_view path) const;
    [[nodiscard]] std::string_view path_template(std::size_t route) const;

private:
    struct Route {
        Method method;
        std::string path_template;
        std::vector<std::optional<std::string>> segments;  // nothing stands for a parameter
    };
    static constexpr std::size_t segments_max = 16;

    std::vector<Route> routes_;
    // Only routes with as many segments as the path can match it.
    std::array<std::vector<std::size_t>, segments_max + 1> by_length_;
};

// "a%20b" -> "a b". Nothing on a broken escape or an encoded NUL.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
// The parameters of a query string, decoded, in order. Nothing on a broken escape.
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query);

}  // namespace bs::http
