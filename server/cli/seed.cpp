#include "cli/seed.h"

#include "base/json.h"
#include "cli/terminal.h"
#include "cli/text.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace bs::cli {
namespace {

using json::Kind;

constexpr std::int64_t micros_per_minute = 60'000'000;

std::string member(json::Value object, std::string_view name) {
    const json::Value value = object.is(Kind::object) ? object.find(name) : json::Value();
    return value.found() && (value.is(Kind::string) || value.is(Kind::number)) ? std::string(value.text())
                                                                               : std::string();
}

class Seeding {
public:
    Seeding(ApiClient client, std::vector<SeedRequest> requests, std::string url)
        : client_(std::move(client)), requests_(std::move(requests)), url_(std::move(url)) {}

    Result<> run();

private:
    [[nodiscard]] Result<> check_server();
    [[nodiscard]] Result<> send(const SeedRequest& request);
    void remember(const SeedRequest& request, json::Value resource);
    [[nodiscard]] std::unexpected<Error> refuse() const;

    ApiClient client_;
    std::vector<SeedRequest> requests_;
    std::string url_;
    std::map<std::string, std::string> ids_;
    Timestamp start_;  // when the first account was made: run after run the same
    std::uint64_t accounts_ = 0;
    std::uint64_t batches_ = 0;
    std::uint64_t bets_ = 0;
    bool anything_new_ = false;
};

Result<> Seeding::run() {
    BS_CHECK(check_server());
    for (const SeedRequest& request : requests_) BS_CHECK(send(request));
    if (anything_new_) {
        standard_output().write(counted(accounts_, "account") + ", " + counted(batches_, "batch") + " and " +
                                counted(bets_, "bet") + " are at " + url_ + "\n");
    } else {
        standard_output().write("the sample data was there already; nothing changed\n");
    }
    return {};
}

// Sample data among real bets would be a trap: a server with other accounts is left alone.
Result<> Seeding::check_server() {
    BS_TRY(const std::vector<AccountRef> accounts, load_accounts(client_));
    BS_TRY(const json::Document first, json::parse(requests_.front().body));
    const std::string name = member(first.root(), "name");
    if (accounts.empty()) return {};
    for (const AccountRef& account : accounts) {
        if (account.name == name) return {};
    }
    return refuse();
}

Result<> Seeding::send(const SeedRequest& request) {
    const bool is_first = &request == &requests_.front();
    BS_TRY(const std::string path, fill_in_ids(request.path, ids_));
    const std::string body = fill_in_times(request.body, start_);
    BS_TRY(const http::ClientResponse response,
           client_.write(
               {.method = request.method, .target = path, .body = body, .key = request.key, .actor = request.actor}));
    if (is_first && response.status == 409) return refuse();
    if (response.status < 200 || response.status > 299) {
        Error error = to_error(response);
        error.detail = request.method + " " + path + ": " + error.detail;
        return fail(std::move(error));
    }
    if (response.field("idempotency-replayed") != "true") anything_new_ = true;
    BS_TRY(const json::Document document, json::parse(response.body));
    if (is_first) start_ = parse_timestamp(member(document.root(), "created_at")).value_or(Timestamp{});
    remember(request, document.root());
    return {};
}

void Seeding::remember(const SeedRequest& request, json::Value resource) {
    if (request.as == "-" || !resource.is(Kind::object)) return;
    ids_[request.as] = member(resource, "id");
    const json::Value bets = resource.find("bets");
    if (!bets.found()) {
        ++accounts_;
        return;
    }
    ++batches_;
    for (json::Value bet = bets.first(); !bet.at_end_of(bets); bet = bet.next()) {
        ++bets_;
        ids_[request.as + "." + member(bet, "id")] = member(bet, "pid");
    }
}

std::unexpected<Error> Seeding::refuse() const {
    return fail(ErrorCode::invalid_field,
                "the server at " + url_ + " holds other data; the sample data is for an empty one");
}

}  // namespace

Result<std::vector<SeedRequest>> parse_seed(std::string_view text) {
    BS_TRY(const json::Document document, json::parse(text));
    const json::Value list = document.root();
    std::vector<SeedRequest> requests;
    if (!list.is(Kind::array) || list.size() == 0) return fail(ErrorCode::internal, "the sample data is no list");
    for (json::Value item = list.first(); !item.at_end_of(list); item = item.next()) {
        SeedRequest request{member(item, "key"),    member(item, "as"),   member(item, "actor"),
                            member(item, "method"), member(item, "path"), {}};
        if (item.find("body").found()) request.body = item.find("body").to_string();
        requests.push_back(std::move(request));
    }
    return requests;
}

Result<std::string> fill_in_ids(std::string_view path, const std::map<std::string, std::string>& ids) {
    std::string filled;
    for (;;) {
        const std::size_t begin = path.find("{@");
        filled += path.substr(0, begin);
        if (begin == std::string_view::npos) return filled;
        const std::size_t end = path.find('}', begin);
        const std::string name(path.substr(begin + 2, end - begin - 2));
        const auto id = ids.find(name);
        if (end == std::string_view::npos || id == ids.end()) {
            return fail(ErrorCode::internal, "the sample data names '" + name + "' before it is there");
        }
        filled += id->second;
        path.remove_prefix(end + 1);
    }
}

std::string fill_in_times(std::string_view body, Timestamp start) {
    std::string filled;
    for (;;) {
        const std::size_t begin = std::min(body.find("{+"), body.find("{-"));
        filled += body.substr(0, begin);
        if (begin == std::string_view::npos) return filled;
        const std::size_t end = body.find('}', begin);
        std::string_view digits = body.substr(begin + 1, end - begin - 1);
        if (digits.starts_with('+')) digits.remove_prefix(1);
        std::int64_t minutes = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), minutes);
        minutes += start.micros / micros_per_minute;
        // 2026-01-31T12:00:00.000000Z without the decimals.
        filled += to_string(Timestamp{minutes * micros_per_minute}).substr(0, 19) + "Z";
        body.remove_prefix(end + 1);
    }
}

ExitCode seed(const std::string& url) {
    auto client = ApiClient::open({url, ""});
    if (!client) {
        say_error(client.error().detail);
        return ExitCode::usage;
    }
    auto requests = parse_seed(seed_text());
    const Result<> done = requests ? Seeding(*std::move(client), *std::move(requests), url).run()
                                   : Result<>(std::unexpected(std::move(requests).error()));
    if (done) return ExitCode::ok;
    say_error(done.error().detail);
    return exit_code_of(done.error());
}

}  // namespace bs::cli
