#include "cli/healthcheck.h"

#include "cli/api_client.h"
#include "cli/terminal.h"

namespace bs::cli {
namespace {

constexpr auto deadline = std::chrono::seconds(3);

}  // namespace

ExitCode healthcheck(const std::string& url) {
    auto client = ApiClient::open({url, ""}, deadline);
    if (!client) {
        say_error(client.error().detail);
        return ExitCode::usage;
    }
    const auto response = client->get("/readyz");
    if (!response) {
        say_error("not healthy: " + response.error().detail);
        return ExitCode::failure;
    }
    if (response->status != 200) {
        say_error("not healthy: " + url + ": " + to_error(*response).detail);
        return ExitCode::failure;
    }
    standard_output().write("healthy: " + url + "\n");
    return ExitCode::ok;
}

}  // namespace bs::cli
