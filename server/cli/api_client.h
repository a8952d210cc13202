// The command line as a client of the public API: what it can do, every other client can do too.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "http/client.h"

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bs::cli {

struct ServerAddress {
    std::string url = "http://localhost:3001";
    std::string actor;  // goes out as BetStream-Actor; empty: nobody is named
};

// One connection; used by one thread.
class ApiClient {
public:
    [[nodiscard]] static Result<ApiClient> open(const ServerAddress& address,
                                                std::chrono::milliseconds timeout = std::chrono::seconds(30));

    // Any status. Errors: `unavailable`, `request_timeout`; they name the address.
    [[nodiscard]] Result<http::ClientResponse> get(std::string_view target);
    struct Write {
        std::string_view method;  // POST, PUT, PATCH, DELETE
        std::string_view target;
        std::string_view body;
        std::string_view key;     // Idempotency-Key: what makes it safe to send again; empty: none
        std::string_view actor;   // BetStream-Actor; empty: nobody is named
        bool body_wanted = true;  // of the answer; without it the server may leave it out
    };
    [[nodiscard]] Result<http::ClientResponse> write(const Write& request);
    [[nodiscard]] Result<http::ClientResponse> stream(std::string_view target, std::string_view last_event_id,
                                                      std::chrono::milliseconds silence,
                                                      const std::function<bool(std::string_view)>& on_bytes);

private:
    ApiClient(http::Client client, ServerAddress address);
    [[nodiscard]] Error explain(Error error) const;

    http::Client client_;
    ServerAddress address_;
};

// What an answer that is no success says: the detail of its problem document, and each wrong field.
[[nodiscard]] Error to_error(const http::ClientResponse& response);

struct AccountRef {
    AccountId id;
    std::string name;
};

[[nodiscard]] Result<std::vector<AccountRef>> load_accounts(ApiClient& client);

// By name, or else by id. `not_found` lists what there is, or the name that was probably meant.
[[nodiscard]] Result<AccountRef> find_account(std::span<const AccountRef> accounts, std::string_view name_or_id);

// For a value in a query.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace bs::cli
