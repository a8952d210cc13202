#include "cli/bind_policy.h"

namespace bs::cli {
namespace {

bool is_loopback(std::string_view address) {
    const std::string_view host = address.substr(0, address.rfind(':'));
    if (host == "localhost" || host == "[::1]") return true;
    // 127.0.0.0/8 as numbers: a name such as 127.example.org is not one of them.
    return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::optional<Error> refuse_addresses(const std::vector<std::string>& addresses, bool insecure_no_auth) {
    if (insecure_no_auth) return std::nullopt;
    for (const std::string& address : addresses) {
        if (is_loopback(address)) continue;
        return Error{
            ErrorCode::not_allowed,
            "refusing to listen on " + address +
                ": there are no logins yet, so whoever reaches it could do everything. Listen on 127.0.0.1, or say "
                "--insecure-no-auth if a firewall or proxy keeps strangers out",
            {},
            {}};
    }
    return std::nullopt;
}

std::string url_of(std::string_view address) {
    constexpr std::string_view loopback = "127.0.0.1:";
    std::string url = "http://";
    if (address.starts_with(loopback)) return url.append("localhost:").append(address.substr(loopback.size()));
    return url.append(address);
}

}  // namespace bs::cli
