// How a BetStream function says that it did not do what was asked.
// Refusals and outside failures are values; our own bugs abort (check.h). Usable from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bs {

// In order of precedence: when several apply, the first is reported.
// api/error_table.cpp has one row for each: its HTTP status, its title, whether a retry can help.
enum class ErrorCode : std::uint8_t {
    malformed_request,  // not HTTP, not JSON, or not what this route reads
    unknown_parameter,  // a query parameter that the route does not know
    not_allowed,        // the origin or host of the request may not do this
    request_timeout,    // the request did not arrive in time
    uri_too_long,
    headers_too_large,
    body_too_large,
    unsupported_media_type,
    not_found,
    method_not_allowed,
    not_supported,       // not with this configuration: another database, for instance
    invalid_field,       // well-formed, but a value is not acceptable; `fields` names each
    id_reused,           // the idempotency key came back with different content
    cursor_expired,      // the log cannot go on from this cursor
    version_conflict,    // somebody else changed it first; `current` holds what it is now
    name_taken,          // another living account has this name
    totals_moved,        // the totals that the caller saw are no longer true; `current` as above
    invalid_transition,  // the lifecycle does not allow this from the current status
    collided,            // another process changed the same things at the same time; nothing was applied
    overloaded,          // a bounded queue is full; nothing was applied
    draining,            // the process is shutting down; nothing was applied
    storage_full,        // the disk is full; nothing was applied
    unavailable,         // the store cannot be used; nothing was applied
    outcome_unknown,     // the store failed while committing: applied or not, we cannot vouch
    internal,            // our bug
};
inline constexpr std::size_t error_code_count = static_cast<std::size_t>(ErrorCode::internal) + 1;

// One wrong value in a request. `pointer` is an RFC 6901 JSON pointer into the body ("" is the whole body),
// or `?name` for a query parameter, or the name of a header.
struct FieldError {
    std::string pointer;
    std::string code;    // a snake_case word for programs
    std::string detail;  // a sentence for people

    friend bool operator==(const FieldError&, const FieldError&) = default;
};

struct Error {
    ErrorCode code{};
    std::string detail;              // for a person: never parsed, never a secret
    std::vector<FieldError> fields;  // every wrong value at once, in the order of the request
    std::string current;             // JSON of the resource as it is now; of version_conflict and totals_moved

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T = void>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string detail) {
    return std::unexpected<Error>(Error{code, std::move(detail), {}, {}});
}

[[nodiscard]] inline std::unexpected<Error> fail(Error error) { return std::unexpected<Error>(std::move(error)); }

// Never there, deleted, or somebody else's: the caller cannot tell which.
[[nodiscard]] inline std::unexpected<Error> no_such(std::string_view what) {
    return fail(ErrorCode::not_found, "there is no such " + std::string(what));
}

}  // namespace bs

// BS_TRY(auto batch, load_batch(id)): binds the value, or returns the error to our caller.
// A statement of its own; the declaration must hold no comma. Not for coroutines, on purpose.
#define BS_CONCAT_(a, b) a##b
#define BS_CONCAT(a, b) BS_CONCAT_(a, b)
#define BS_TRY_(result, declaration, ...)                           \
    auto result = (__VA_ARGS__);                                    \
    if (!result) return std::unexpected(std::move(result).error()); \
    declaration = *std::move(result)
#define BS_TRY(declaration, ...) BS_TRY_(BS_CONCAT(bs_result_, __LINE__), declaration, __VA_ARGS__)
// BS_CHECK(save(x)): the same for a Result<> that carries no value.
#define BS_CHECK(...)                                                                                         \
    do {                                                                                                      \
        if (auto bs_result = (__VA_ARGS__); !bs_result) return std::unexpected(std::move(bs_result).error()); \
    } while (false)
