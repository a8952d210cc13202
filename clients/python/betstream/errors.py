"""What a call or a stream raises. Five kinds, and each tells the caller something else to do."""

from __future__ import annotations

from .types import ErrorCode, FieldError, ProblemBody, ResetReason


class BetStreamError(Exception):
    """The common type, to catch all of them at once."""


class Problem(BetStreamError):
    """The server said no, and nothing was applied. Sending the same again will not help, unless the status is a 5xx."""

    def __init__(self, status: int, body: ProblemBody | None, request_id: str) -> None:
        self.status = status
        # For programs; "unexplained" is an answer that did not come from BetStream, such as the page of a proxy.
        self.code: ErrorCode | str = body["code"] if body else "unexplained"
        # What is wrong with this request; for people.
        self.detail = body["detail"] if body else "an answer without an explanation; it may come from a proxy"
        # Every wrong value of the request, by its JSON pointer.
        self.errors: list[FieldError] = body.get("errors", []) if body else []
        self.request_id = body["request_id"] if body else request_id
        # Of the `traceparent` that the request was sent with.
        self.trace_id = body.get("trace_id") if body else None
        # The whole problem as it came: `current` of a conflict, `outcome` of a failure.
        self.problem = body
        super().__init__(f"{status} {self.code}: {self.detail}{_listed(self.errors)}")


class OutcomeUnknown(BetStreamError):
    """A write that may have been applied or not. Call again with this key: it is done once, and its answer comes back."""

    def __init__(self, what: str, key: str, cause: BaseException) -> None:
        self.key = key
        super().__init__(f"{what}: no answer says whether it was done; ask again with the key {key} ({cause})")


class Unreachable(BetStreamError):
    """A read that got no answer in time."""

    def __init__(self, what: str, cause: BaseException) -> None:
        super().__init__(f"{what}: no answer in time ({cause})")


class Reset(BetStreamError):
    """The events after the cursor cannot be had. Read the state anew, then follow from the cursor of that read."""

    def __init__(self, reason: ResetReason) -> None:
        self.reason: ResetReason = reason
        super().__init__(f"the stream cannot go on ({reason}): read the state anew, then follow from its cursor")


def _listed(errors: list[FieldError]) -> str:
    most = 5
    words = [f"{error['pointer'] or 'the body'}: {error['detail']}" for error in errors[:most]]
    if len(errors) > most:
        words.append(f"and {len(errors) - most} more")
    return f" ({'; '.join(words)})" if words else ""
