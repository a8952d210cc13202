#include "api/console.h"

#include "api/assets.h"
#include "api/handlers.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace bs {
namespace {

// First segments of the console's addresses; contract/openapi.yaml lists them at "/".
constexpr auto pages = std::to_array<std::string_view>(
    {"a", "accounts", "activity", "audit", "history", "import", "reconcile", "settings", "statistics"});

// Everything comes from us, and nothing is written into the page that was not made by its own scripts.
constexpr std::string_view policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

// The names of these files change with their content.
constexpr std::string_view forever = "Cache-Control: public, max-age=31536000, immutable\r\n";

bool is_page(std::string_view path) {
    path.remove_prefix(1);
    return std::ranges::find(pages, path.substr(0, path.find('/'))) != pages.end();
}

// "/favicon.svg" -> the asset's path. The page itself has addresses enough.
std::string file_of(std::string_view path) {
    return path == "/index.html" ? std::string() : "console" + std::string(path);
}

void answer_page(Call call) {
    const std::string fields = std::string(policy) + "Vary: Accept\r\n";
    answer_asset(std::move(call.exchange), call.request, "console/index.html", fields);
}

}  // namespace

bool wants_html(const http::Request& request) {
    return request.value("accept").find("text/html") != std::string_view::npos;
}

bool is_of_console(const http::Request& request) {
    if (request.method != http::Method::get && request.method != http::Method::head) return false;
    if (!request.path.starts_with('/')) return false;
    return (is_page(request.path) && wants_html(request)) || find_asset(file_of(request.path)) != nullptr;
}

void answer_asset(Exchange exchange, const http::Request& request, std::string_view path, std::string_view fields) {
    const ServedAsset* asset = find_asset(path);
    if (asset == nullptr) return std::move(exchange).refuse({ErrorCode::not_found, "there is no such file", {}, {}});
    const Encoding encoding = asset->choose(request.value("accept-encoding"));
    const ServedAsset::Variant& variant = asset->in(encoding);
    std::string all(fields);
    all += "Vary: Accept-Encoding\r\n";
    if (encoding != Encoding::identity) all.append("Content-Encoding: ").append(to_word(encoding)).append("\r\n");
    std::move(exchange).answer_file(asset->content_type, variant.body, variant.etag, all);
}

void get_root(Call call) {
    if (wants_html(call.request)) return answer_page(std::move(call));
    Answer answer = text_answer(200, "text/plain; charset=utf-8", "BetStream API is running");
    answer.fields = "Vary: Accept\r\n";
    std::move(call.exchange).answer(std::move(answer));
}

void get_console(Call call) {
    const std::string file = file_of(call.request.path);
    if (find_asset(file) == nullptr) return answer_page(std::move(call));
    answer_asset(std::move(call.exchange), call.request, file, policy);
}

void get_console_asset(Call call) {
    const std::string path = "console/assets/" + std::string(call.params.values[0]);
    answer_asset(std::move(call.exchange), call.request, path, std::string(policy) + std::string(forever));
}

}  // namespace bs
