#include "cli/api_client.h"

#include "base/ascii.h"
#include "base/distance.h"
#include "base/json.h"
#include "cli/text.h"

#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace bs::cli {
namespace {

std::string_view text_of(json::Value object, std::string_view name) {
    if (!object.is(json::Kind::object)) return {};
    const json::Value value = object.find(name);
    return value.found() && value.is(json::Kind::string) ? value.text() : std::string_view();
}

std::optional<std::int64_t> integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// For the exit code and for deciding whether to try again, the status says enough.
ErrorCode code_of(int status) {
    switch (status) {
        case 404:
            return ErrorCode::not_found;
        case 503:
            return ErrorCode::overloaded;
        case 507:
            return ErrorCode::storage_full;
        default:
            return status >= 500 ? ErrorCode::internal : ErrorCode::invalid_field;
    }
}

Result<std::vector<AccountRef>> parse_accounts(const std::string& body) {
    BS_TRY(const json::Document document, json::parse(body));
    const json::Value list = document.root();
    if (!list.is(json::Kind::array)) return fail(ErrorCode::internal, "the list of accounts is not an array");
    std::vector<AccountRef> accounts;
    for (json::Value item = list.first(); !item.at_end_of(list); item = item.next()) {
        if (!item.is(json::Kind::object) || !item.find("id").found()) continue;
        accounts.push_back(
            {AccountId{integer(item.find("id").text()).value_or(0)}, std::string(text_of(item, "name"))});
    }
    return accounts;
}

std::string no_such_account(std::string_view wanted, std::span<const AccountRef> accounts) {
    std::string detail = "there is no account '" + printable(wanted) + "'";
    if (accounts.empty()) return detail + ": the server has none yet; `betstream seed` makes some to try with";
    std::vector<std::string_view> names;
    for (const AccountRef& account : accounts) names.push_back(account.name);
    if (const auto near = did_you_mean(wanted, names)) return detail + "; did you mean '" + printable(*near) + "'?";

    constexpr std::size_t shown_max = 10;
    std::vector<std::string> shown;
    for (const AccountRef& account : accounts) {
        if (shown.size() == shown_max) break;
        shown.push_back(printable(account.name) + " (" + std::to_string(account.id.value) + ")");
    }
    return detail + "; there are: " + join(shown, ", ") + (accounts.size() > shown_max ? ", ..." : "");
}

}  // namespace

ApiClient::ApiClient(http::Client client, ServerAddress address)
    : client_(std::move(client)), address_(std::move(address)) {}

Result<ApiClient> ApiClient::open(const ServerAddress& address, std::chrono::milliseconds timeout) {
    BS_TRY(http::Url url, http::parse_url(address.url));
    return ApiClient(http::Client(std::move(url), timeout), address);
}

Result<http::ClientResponse> ApiClient::get(std::string_view target) {
    auto response = client_.send("GET", target, {{"Accept", "application/json"}}, "", true);
    if (!response) return fail(explain(std::move(response).error()));
    return response;
}

Result<http::ClientResponse> ApiClient::write(const Write& request) {
    http::Client::Fields fields{{"Content-Type", "application/json"}};
    if (!request.key.empty()) fields.emplace_back("Idempotency-Key", request.key);
    if (!request.actor.empty()) fields.emplace_back("BetStream-Actor", request.actor);
    if (!request.body_wanted) fields.emplace_back("Prefer", "return=minimal");
    auto response = client_.send(request.method, request.target, fields, request.body, true);
    if (!response) return fail(explain(std::move(response).error()));
    return response;
}

Result<http::ClientResponse> ApiClient::stream(std::string_view target, std::string_view last_event_id,
                                               std::chrono::milliseconds silence,
                                               const std::function<bool(std::string_view)>& on_bytes) {
    http::Client::Fields fields{{"Accept", "text/event-stream"}};
    if (!last_event_id.empty()) fields.emplace_back("Last-Event-ID", last_event_id);
    auto response = client_.stream(target, fields, silence, on_bytes);
    if (!response) return fail(explain(std::move(response).error()));
    return response;
}

Error ApiClient::explain(Error error) const {
    error.detail = address_.url + ": " + error.detail;
    return error;
}

Error to_error(const http::ClientResponse& response) {
    Error error{code_of(response.status), "", {}, {}};
    const auto document = json::parse(response.body);
    if (!document || !document->root().is(json::Kind::object)) {
        error.detail = "the server answered " + std::to_string(response.status) + " without an explanation";
        return error;
    }
    const json::Value problem = document->root();
    for (const std::string_view name : {"detail", "title", "code"}) {
        if (error.detail.empty()) error.detail = text_of(problem, name);
    }
    error.detail = printable(error.detail, 500) + " (" + std::to_string(response.status) + ")";
    if (const json::Value list = problem.find("errors"); list.found() && list.is(json::Kind::array)) {
        for (json::Value item = list.first(); !item.at_end_of(list); item = item.next()) {
            error.fields.push_back({std::string(text_of(item, "pointer")), std::string(text_of(item, "code")),
                                    std::string(text_of(item, "detail"))});
        }
    }
    return error;
}

Result<std::vector<AccountRef>> load_accounts(ApiClient& client) {
    BS_TRY(const http::ClientResponse response, client.get("/api/v1/accounts"));
    if (response.status != 200) return fail(to_error(response));
    return parse_accounts(response.body);
}

Result<AccountRef> find_account(std::span<const AccountRef> accounts, std::string_view name_or_id) {
    for (const AccountRef& account : accounts) {
        if (account.name == name_or_id) return account;
    }
    if (const auto id = integer(name_or_id)) {
        for (const AccountRef& account : accounts) {
            if (account.id.value == *id) return account;
        }
    }
    return fail(ErrorCode::not_found, no_such_account(name_or_id, accounts));
}

std::string percent_encode(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool is_plain = ascii::is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == ',';
        if (is_plain) {
            encoded.push_back(c);
            continue;
        }
        encoded.push_back('%');
        ascii::append_hex(encoded, static_cast<unsigned char>(c), ascii::hex_digits_upper);
    }
    return encoded;
}

}  // namespace bs::cli
