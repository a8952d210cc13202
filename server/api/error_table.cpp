#include "api/error_table.h"

#include <array>
#include <cstddef>

namespace bs {
namespace {

constexpr auto rows = std::to_array<ErrorRow>({
    {ErrorCode::malformed_request, 400, "malformed_request", "The request cannot be read",
     "It is not valid HTTP or not valid JSON, or a header or cursor has the wrong form. Sending it again will not "
     "help."},
    {ErrorCode::unknown_parameter, 400, "unknown_parameter", "Unknown query parameter",
     "The URL has a query parameter that this route does not know. The detail suggests what may have been meant."},
    {ErrorCode::not_allowed, 403, "not_allowed", "Not allowed from here",
     "The request came from another web origin, or names a host that this server does not answer for."},
    {ErrorCode::request_timeout, 408, "request_timeout", "The request came too slowly",
     "The whole request did not arrive in time; the connection was closed. Nothing was applied."},
    {ErrorCode::uri_too_long, 414, "uri_too_long", "The URL is too long",
     "The first line of the request is over the limit."},
    {ErrorCode::headers_too_large, 431, "headers_too_large", "The headers are too large",
     "The header has too many fields, or too many bytes."},
    {ErrorCode::body_too_large, 413, "body_too_large", "The body is too large",
     "Split the work: a batch holds at most 10,000 bets, and several batches may be posted."},
    {ErrorCode::unsupported_media_type, 415, "unsupported_media_type", "The body must be JSON",
     "Send Content-Type: application/json."},
    {ErrorCode::not_found, 404, "not_found", "Not found",
     "There is no such thing, or it was deleted, or it does not belong to the account or batch that the path names."},
    {ErrorCode::method_not_allowed, 405, "method_not_allowed", "Method not allowed",
     "This path exists, but not with this method. The Allow header lists those that it has."},
    {ErrorCode::not_supported, 501, "not_supported", "Not with this database",
     "The server keeps its data in a database that has its own way of doing this."},
    {ErrorCode::invalid_field, 422, "invalid_field", "Some values are not acceptable",
     "The body is JSON, but values in it are wrong. Each is named in `errors` by a JSON pointer. Nothing was applied."},
    {ErrorCode::id_reused, 422, "id_reused", "The idempotency key was used before",
     "This Idempotency-Key came with a different request. Use a new key for every new request."},
    {ErrorCode::cursor_expired, 410, "cursor_expired", "The log cannot go on from this cursor",
     "The cursor is of another history, or older than what is kept. Read the state again and go on from its cursor."},
    {ErrorCode::version_conflict, 412, "version_conflict", "Somebody else changed it first",
     "The version that was expected is not the current one. `current` holds the resource as it is now. Nothing was "
     "applied."},
    {ErrorCode::name_taken, 409, "name_taken", "The name is taken", "Another account has this name."},
    {ErrorCode::totals_moved, 409, "totals_moved", "The totals have moved",
     "The counts that were expected are no longer true. `current` holds the batch as it is now. Nothing was applied."},
    {ErrorCode::invalid_transition, 409, "invalid_transition", "Not possible in this status",
     "The lifecycle does not allow this now: for example a closed batch takes no marks until it is reopened."},
    {ErrorCode::collided, 503, "collided", "Changed by somebody else at the same time",
     "Another node changed the same things again and again while this was being decided. Nothing was applied.", true},
    {ErrorCode::overloaded, 503, "overloaded", "Too much at once",
     "A bounded queue is full. Nothing was applied; the same request may be sent again.", true},
    {ErrorCode::draining, 503, "draining", "The server is shutting down",
     "Nothing was applied; the same request may be sent again, to the server that comes next.", true},
    {ErrorCode::storage_full, 507, "storage_full", "The disk is full",
     "Nothing was applied. Reads and streams go on; writes work again when there is space.", true},
    {ErrorCode::unavailable, 503, "unavailable", "The store is not available",
     "Nothing was applied. The server's log and /readyz say what is wrong.", true},
    {ErrorCode::outcome_unknown, 503, "outcome_unknown", "The outcome is unknown",
     "The store failed while committing: the change may have been applied or not. After the server's restart, send the "
     "same request with the same Idempotency-Key, or read the state."},
    {ErrorCode::internal, 500, "internal", "Our mistake", "A bug in BetStream. The request id leads to the log."},
});

consteval bool rows_are_in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].code) != i) return false;
    }
    return rows.size() == error_code_count;
}
static_assert(rows_are_in_order());

}  // namespace

std::span<const ErrorRow> error_rows() { return rows; }

const ErrorRow& row_of(ErrorCode code) { return rows[static_cast<std::size_t>(code)]; }

}  // namespace bs
