// The API as the http room sees it: hooks that answer requests. Routing, access, limits of headers and query parameters
// are here; what a route does is in its handler. Used by all io threads at once.
#pragma once

#include "api/exchange.h"
#include "api/handlers.h"
#include "api/services.h"
#include "http/router.h"
#include "http/server.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bs {

class Api {
public:
    // `services` must outlive every request.
    explicit Api(Services& services);

    [[nodiscard]] http::ServerHooks hooks();

private:
    struct Route;
    [[nodiscard]] static std::span<const Route> routes();

    void on_request(http::Request& request, http::Reply reply);
    [[nodiscard]] std::optional<http::Response> on_head(const http::Request& request) const;
    [[nodiscard]] http::Response render_refusal(const Error& error, const Caller& caller) const;

    [[nodiscard]] http::RouteTable::Match find_route(const http::Request& request) const;
    // What can be refused without the body: access, route, method, content type.
    [[nodiscard]] std::optional<Error> refuse_head(const http::Request& request,
                                                   const http::RouteTable::Match& match) const;
    // Whose request could not even be read.
    [[nodiscard]] Caller nobody() const;
    // Whoever it is: the name of the request, and its trace.
    [[nodiscard]] Caller stranger(const http::Request& request) const;
    [[nodiscard]] std::shared_ptr<const Exchange::Setting> setting_for(std::size_t route,
                                                                       const http::Request& request) const;
    void preflight(const http::Request& request, const http::RouteTable::Match& match, Exchange exchange) const;

    Services& services_;
    http::RouteTable table_;
    std::vector<std::shared_ptr<const Exchange::Setting>>
        settings_;  // by route, without CORS; the last: no route at all
};

}  // namespace bs
