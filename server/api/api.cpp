#include "api/api.h"

#include "api/console.h"
#include "api/error_table.h"
#include "api/problem.h"
#include "base/ascii.h"
#include "base/distance.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "base/uuid.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace bs {

using http::Method;

struct Api::Route {
    Method method;
    std::string_view path;
    void (*handler)(Call);
    std::vector<std::string_view> parameters = {};
    bool is_write = false;  // reads a JSON body when there is one, and honours an idempotency key
};

// Last among the routes and no template: the console knows its pages and files by name.
constexpr std::string_view console_path = "console";

std::span<const Api::Route> Api::routes() {
    static const auto all = std::to_array<Route>({
        {Method::get, "/", get_root},
        {Method::get, "/assets/{file}", get_console_asset},
        {Method::get, "/health", get_health},
        {Method::get, "/livez", get_livez},
        {Method::get, "/readyz", get_readyz},
        {Method::get, "/metrics", get_metrics},
        {Method::get, "/docs", get_docs},
        {Method::get, "/docs/", get_docs},
        {Method::get, "/docs/{page}", get_docs_page},
        {Method::get, "/swagger-ui", get_swagger},
        {Method::get, "/swagger-ui/", get_swagger},
        {Method::get, "/swagger-ui/{file}", get_swagger_asset},
        {Method::get, "/api-docs/openapi.json", get_openapi},
        {Method::get, "/problems/{code}", get_problem_page},
        {Method::get, "/sse", get_sse, {"accounts", "types", "since", "last_event_id", "lastEventId"}},
        {Method::get,
         "/api/v1/events",
         get_events,
         {"since", "until", "limit", "wait", "account", "batch", "bet", "types", "actor", "from", "to", "order"}},
        {Method::get, "/api/v1/statistics", get_statistics, {"from", "to", "step", "account"}},
        {Method::get,
         "/api/v1/batches",
         get_all_batches,
         {"account", "status", "from", "to", "pending", "created_by", "submitted_by", "q", "limit", "cursor"}},
        {Method::get, "/api/v1/accounts", get_accounts},
        {Method::post, "/api/v1/accounts", post_account, {}, true},
        {Method::get, "/api/v1/accounts/{id}", get_account},
        {Method::put, "/api/v1/accounts/{id}", put_account, {}, true},
        {Method::delete_, "/api/v1/accounts/{id}", delete_account, {}, true},
        {Method::get, "/api/v1/accounts/{id}/batches", get_batches, {"status", "bets", "limit", "cursor"}},
        {Method::post, "/api/v1/accounts/{id}/batches", post_batch, {"dry_run"}, true},
        {Method::get, "/api/v1/accounts/{id}/batches/{batch_id}", get_batch},
        {Method::patch, "/api/v1/accounts/{id}/batches/{batch_id}", patch_batch, {}, true},
        {Method::delete_, "/api/v1/accounts/{id}/batches/{batch_id}", delete_batch, {}, true},
        {Method::post, "/api/v1/accounts/{id}/batches/{batch_id}/submit", post_submit, {}, true},
        {Method::post, "/api/v1/accounts/{id}/batches/{batch_id}/activate", post_activate, {}, true},
        {Method::post, "/api/v1/accounts/{id}/batches/{batch_id}/reopen", post_reopen, {}, true},
        {Method::patch, "/api/v1/accounts/{id}/batches/{batch_id}/bets", patch_bets, {"mode"}, true},
        {Method::patch, "/api/v1/accounts/{id}/batches/{batch_id}/bets/{pid}", patch_bet, {}, true},
        {Method::get, "/api/v1/presence", get_presence},
        {Method::post, "/api/v1/presence", post_presence, {}, true},
        {Method::get, "/api/v1/preferences/{owner}", get_preferences},
        {Method::put, "/api/v1/preferences/{owner}", put_preferences, {}, true},
        {Method::post, "/api/v1/backups", post_backup},
        {Method::get, "/api/v1/backups/{id}", get_backup},
        {Method::delete_, "/api/v1/backups/{id}", delete_backup},
        {Method::get, "/api/v1/backups/{id}/data", get_backup_data, {"offset"}},
        {Method::get, console_path, get_console},
    });
    return all;
}

namespace {

bool is_visible_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
}

// application/json, application/merge-patch+json, with or without parameters.
bool is_json(std::string_view content_type) {
    const std::string type = ascii::to_lower(content_type.substr(0, content_type.find_first_of("; ")));
    return type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
}

bool has_body(const http::Request& request) {
    const std::string* length = request.find("content-length");
    return request.find("transfer-encoding") != nullptr || (length != nullptr && *length != "0");
}

std::string allow_header(std::span<const Method> allowed) {
    std::string list;
    for (const Method method : allowed) {
        list.append(list.empty() ? "" : ", ").append(http::to_word(method));
    }
    return list + ", OPTIONS";
}

Result<QueryParameters> parse_parameters(std::string_view query, std::span<const std::string_view> known) {
    auto parameters = http::parse_query(query);
    if (!parameters) return fail(ErrorCode::malformed_request, "the query string has a broken escape");
    for (const auto& [name, value] : *parameters) {
        const std::string& wanted = name;
        const auto same = [&](const auto& other) { return other.first == wanted; };
        if (std::ranges::count_if(*parameters, same) > 1)
            return fail(bad_parameter(name, "stands here more than once"));
        if (std::ranges::find(known, name) != known.end()) continue;
        std::string detail = "this route has no query parameter \"" + name + "\"";
        if (const auto meant = did_you_mean(name, known)) detail += "; did you mean " + std::string(*meant) + "?";
        return fail({ErrorCode::unknown_parameter, detail, {{"?" + name, "unknown_parameter", detail}}, {}});
    }
    return *std::move(parameters);
}

Result<std::string> parse_actor(const http::Request& request) {
    const std::string* actor = request.find("betstream-actor");
    if (actor == nullptr) return std::string();
    if (is_valid_utf8(*actor) && count_code_points(*actor) <= limits::actor_chars_max && !find_control(*actor))
        return *actor;
    const std::string detail = "expected at most 64 characters of UTF-8, none of them a control character";
    return fail(
        {ErrorCode::malformed_request, "BetStream-Actor: " + detail, {{"BetStream-Actor", "malformed", detail}}, {}});
}

Result<std::optional<IdempotencyKey>> parse_idempotency(const http::Request& request) {
    const std::string* key = request.find("idempotency-key");
    if (key == nullptr) return std::nullopt;
    if (key->empty() || key->size() > limits::idempotency_key_chars_max ||
        !std::ranges::all_of(*key, [](char c) { return c >= 0x20 && c < 0x7F; })) {
        const std::string detail = "expected 1 to 255 visible ASCII characters";
        return fail({ErrorCode::malformed_request,
                     "Idempotency-Key: " + detail,
                     {{"Idempotency-Key", "malformed", detail}},
                     {}});
    }
    std::string text(http::to_word(request.method));
    text.append(" ").append(request.path).append("?").append(request.query).append("\n").append(request.body);
    return IdempotencyKey{*key, sha256(text)};
}

}  // namespace

Api::Api(Services& services) : services_(services) {
    for (const Route& route : routes()) {
        if (route.path != console_path) table_.add(route.method, route.path);
        services_.route_metrics.push_back(std::make_unique<RouteMetrics>());
        services_.route_metrics.back()->method = http::to_word(route.method);
        services_.route_metrics.back()->path = route.path;
    }
    services_.route_metrics.push_back(std::make_unique<RouteMetrics>());
    services_.route_metrics.back()->method = "any";
    services_.route_metrics.back()->path = "unknown";
    for (const auto& metrics : services_.route_metrics) {
        settings_.push_back(std::make_shared<Exchange::Setting>(
            Exchange::Setting{services_.feed.epoch(), "", metrics.get(), &services_.problems}));
    }
}

http::ServerHooks Api::hooks() {
    return {
        .on_request = [this](http::Request& request, http::Reply reply) { on_request(request, std::move(reply)); },
        .on_head = [this](const http::Request& request) { return on_head(request); },
        .render_error = [this](const Error& error) { return render_refusal(error, nobody()); },
    };
}

http::RouteTable::Match Api::find_route(const http::Request& request) const {
    http::RouteTable::Match match = table_.find(request.method, request.path);
    const bool is_free = match.route == http::RouteTable::none && match.allowed.empty();
    if (is_free && is_of_console(request)) match.route = routes().size() - 1;
    return match;
}

void Api::on_request(http::Request& request, http::Reply reply) {
    http::RouteTable::Match match = find_route(request);
    const bool found = match.route != http::RouteTable::none;
    const std::size_t route_index = found ? match.route : routes().size();
    Caller caller = stranger(request);
    const Result<std::string> actor = parse_actor(request);
    if (actor) caller.actor = *actor;

    auto setting = setting_for(route_index, request);
    const std::string* if_none_match = request.find("if-none-match");
    Exchange exchange(std::move(reply), std::move(setting), std::move(caller),
                      if_none_match == nullptr ? std::string_view() : std::string_view(*if_none_match));
    if (const auto refusal = refuse_head(request, match))
        return std::move(exchange).refuse(*refusal, allow_header(match.allowed));
    if (!actor) return std::move(exchange).refuse(actor.error());
    if (request.method == Method::options) return preflight(request, match, std::move(exchange));

    const Route& route = routes()[route_index];
    // The query of a page is the page's own business.
    const bool is_page = wants_html(request) && (route.path == console_path || route.path == "/");
    auto query = is_page ? Result<QueryParameters>() : parse_parameters(request.query, route.parameters);
    if (!query) return std::move(exchange).refuse(query.error());
    Result<std::optional<IdempotencyKey>> idempotency = std::nullopt;
    if (route.is_write) idempotency = parse_idempotency(request);
    if (!idempotency) return std::move(exchange).refuse(idempotency.error());
    route.handler(
        Call{services_, request, match.params, *std::move(query), *std::move(idempotency), std::move(exchange)});
}

// Called before the body is read: nobody has to send 8 MiB to learn that the path was wrong. Without a body on_request
// is next anyway, and judges the same.
std::optional<http::Response> Api::on_head(const http::Request& request) const {
    if (!has_body(request)) return std::nullopt;
    const http::RouteTable::Match match = find_route(request);
    const auto refusal = refuse_head(request, match);
    if (!refusal) return std::nullopt;
    http::Response response = render_refusal(*refusal, stranger(request));
    if (refusal->code == ErrorCode::method_not_allowed) response.add_field("Allow", allow_header(match.allowed));
    return response;
}

std::optional<Error> Api::refuse_head(const http::Request& request, const http::RouteTable::Match& match) const {
    if (auto refusal = refuse_access(services_.options.access, request)) return refusal;
    if (match.route == http::RouteTable::none) {
        if (match.allowed.empty())
            return Error{
                ErrorCode::not_found, "there is nothing at this path; /swagger-ui lists what there is", {}, {}};
        if (request.method == Method::options) return std::nullopt;
        return Error{ErrorCode::method_not_allowed,
                     "this path does not take " + std::string(http::to_word(request.method)) + "; it takes " +
                         allow_header(match.allowed),
                     {},
                     {}};
    }
    if (!routes()[match.route].is_write || !has_body(request)) return std::nullopt;
    const std::string* content_type = request.find("content-type");
    // DELETE never needed a body: what the older clients send with it is not looked at.
    if (request.method == Method::delete_ || (content_type != nullptr && is_json(*content_type))) return std::nullopt;
    return Error{ErrorCode::unsupported_media_type,
                 "send Content-Type: application/json",
                 {{"Content-Type", "unsupported", "expected application/json"}},
                 {}};
}

http::Response Api::render_refusal(const Error& error, const Caller& caller) const {
    Rendered rendered = render_problem(error, caller);
    RouteMetrics& unknown = *services_.route_metrics.back();
    unknown.count(rendered.status, std::chrono::nanoseconds(0));
    services_.problems.note(*rendered.refusal, unknown, caller, std::chrono::steady_clock::now());
    http::Response response = http::text_response(rendered.status, problem_content_type, std::move(rendered.body));
    response.fields = std::move(rendered.fields);
    response.add_field("X-Request-Id", caller.request_id)
        .add_field("X-Content-Type-Options", "nosniff")
        .add_field("Cache-Control", "no-store");
    if (caller.trace) response.add_field("traceresponse", to_string(caller.trace->ours()));
    return response;
}

Caller Api::nobody() const {
    Caller caller;
    caller.request_id = make_uuid(services_.clock.now(), services_.random);
    return caller;
}

Caller Api::stranger(const http::Request& request) const {
    Caller caller;
    const std::string* given = request.find("x-request-id");
    const bool usable = given != nullptr && !given->empty() && given->size() <= limits::request_id_chars_max &&
                        is_visible_ascii(*given);
    caller.request_id = usable ? *given : make_uuid(services_.clock.now(), services_.random);
    // Two of them, or one that is not valid, are none. `tracestate` is for those who make further requests.
    if (const std::string* header = request.find_only("traceparent")) {
        if (const auto context = parse_traceparent(*header)) caller.trace = {*context, make_span_id(services_.random)};
    }
    return caller;
}

std::shared_ptr<const Exchange::Setting> Api::setting_for(std::size_t route, const http::Request& request) const {
    std::string origin = allowed_origin(services_.options.access, request);
    if (origin.empty()) return settings_[route];
    return std::make_shared<Exchange::Setting>(Exchange::Setting{
        services_.feed.epoch(), std::move(origin), services_.route_metrics[route].get(), &services_.problems});
}

// Without an allowed origin the browser gets no permission, which is the answer to its question.
void Api::preflight(const http::Request& request, const http::RouteTable::Match& match, Exchange exchange) const {
    Answer answer;
    answer.status = 204;
    const std::string allowed = allow_header(match.allowed);
    answer.fields = "Allow: " + allowed + "\r\n";
    if (!allowed_origin(services_.options.access, request).empty()) {
        answer.fields += "Access-Control-Allow-Methods: " + allowed +
                         "\r\nAccess-Control-Max-Age: 600\r\n"
                         "Access-Control-Allow-Headers: Content-Type, If-Match, If-None-Match, Idempotency-Key, "
                         "Last-Event-ID, BetStream-Actor, X-Request-Id, traceparent, tracestate\r\n";
    }
    std::move(exchange).answer(std::move(answer));
}

}  // namespace bs
