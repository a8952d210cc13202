#include "store/postgres/url.h"

#include <libpq-fe.h>

#include <map>
#include <memory>
#include <string_view>

namespace bs::postgres {
namespace {

struct Parsed {
    std::map<std::string, std::string, std::less<>> values;  // by keyword; only those that the URL gives
    std::string problem;
};

Parsed parse(const std::string& url) {
    char* problem = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), &problem),
                                                                               &PQconninfoFree);
    Parsed parsed;
    if (problem != nullptr) {
        parsed.problem = problem;
        parsed.problem.erase(parsed.problem.find_last_not_of('\n') + 1);
        PQfreemem(problem);
    }
    for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
        if (option->val != nullptr) parsed.values.emplace(option->keyword, option->val);
    }
    return parsed;
}

bool is_secret(std::string_view keyword) { return keyword == "password" || keyword == "sslpassword"; }

}  // namespace

std::string problem_with_url(const std::string& url) { return parse(url).problem; }

std::string shown_url(const std::string& url) {
    Parsed parsed = parse(url);
    const auto take = [&](std::string_view keyword) {
        const auto found = parsed.values.find(keyword);
        if (found == parsed.values.end()) return std::string();
        std::string value = found->second;
        parsed.values.erase(found);
        return value;
    };
    const std::string user = take("user");
    const std::string port = take("port");
    std::string shown = "postgresql://" + user + (user.empty() ? "" : "@") + take("host");
    if (!port.empty()) shown += ":" + port;
    shown += "/" + take("dbname");
    char separator = '?';
    for (const auto& [keyword, value] : parsed.values) {
        if (is_secret(keyword)) continue;
        shown += separator + keyword + "=" + value;
        separator = '&';
    }
    return shown;
}

}  // namespace bs::postgres
