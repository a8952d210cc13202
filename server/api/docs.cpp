// The documentation: pages that were made when the binary was built, and the page to which a problem's `type` leads.
#include "api/assets.h"
#include "api/console.h"
#include "api/error_table.h"
#include "api/handlers.h"

#include <algorithm>
#include <string>
#include <utility>

namespace bs {
namespace {

constexpr std::string_view html = "text/html; charset=utf-8";

// Everything comes from us; the pages have no script and no style within them.
constexpr std::string_view docs_policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

// "monitoring" is a page. Files that pages load have a dot in their name.
std::string asset_of(std::string_view name) {
    if (name.find('.') != std::string_view::npos) return "docs/files/" + std::string(name);
    return "docs/pages/" + std::string(name) + ".html";
}

// A person who followed an old link is shown where everything else is.
void answer_missing_page(Exchange exchange) {
    const ServedAsset* page = find_asset("docs/missing.html");
    Answer answer{404, html, std::string(docs_policy) + "Vary: Accept\r\n", page->in(Encoding::identity).body};
    std::move(exchange).answer(std::move(answer));
}

}  // namespace

void get_docs(Call call) { answer_asset(std::move(call.exchange), call.request, "docs/index.html", docs_policy); }

void get_docs_page(Call call) {
    const std::string path = asset_of(call.params.values[0]);
    if (find_asset(path) == nullptr && wants_html(call.request)) return answer_missing_page(std::move(call.exchange));
    answer_asset(std::move(call.exchange), call.request, path, docs_policy);
}

void get_problem_page(Call call) {
    const auto row = std::ranges::find(error_rows(), call.params.values[0], &ErrorRow::name);
    if (row == error_rows().end()) {
        return std::move(call.exchange).refuse({ErrorCode::not_found, "there is no such kind of problem", {}, {}});
    }
    const std::string name(row->name);
    std::string page =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" +
        name +
        "</title><link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">"
        "<link rel=\"stylesheet\" href=\"/docs/site.css\"><script src=\"/docs/site.js\"></script></head>"
        "<body class=\"alone\"><main><p class=\"kind\"><code>" +
        name + "</code>, HTTP status " + std::to_string(row->status) + "</p><h1>" + std::string(row->title) +
        "</h1><p>" + std::string(row->meaning) + "</p><p><a href=\"/docs/errors#" + name +
        "\">What to do about it</a>, and all other errors, in the documentation.</p></main></body></html>";
    Answer answer = text_answer(200, html, std::move(page));
    answer.fields = docs_policy;
    std::move(call.exchange).answer(std::move(answer));
}

}  // namespace bs
