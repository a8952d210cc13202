"""The wire's words as types. Each is the JSON object of the same name in contract/openapi.yaml, a plain dict.

Money that comes is a Decimal, exactly as it was written. An object may have more members than are listed here: a newer
server adds some, and whoever does not know them leaves them alone.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Generic, Literal, NotRequired, TypeAlias, TypedDict, TypeVar, final

T = TypeVar("T")

BatchStatus: TypeAlias = Literal["created", "active", "submitted", "completed"]
BetStatus: TypeAlias = Literal["pending", "successful", "failed"]
StatisticsStep: TypeAlias = Literal["minute", "hour", "day"]
ResetReason: TypeAlias = Literal["malformed", "other_epoch", "expired", "ahead", "too_far_behind"]
EventType: TypeAlias = Literal[
    "account_created",
    "account_updated",
    "account_deleted",
    "batch_created",
    "batch_activated",
    "batch_updated",
    "batch_submitted",
    "batch_reopened",
    "batch_completed",
    "bet_status_updated",
    "batch_bets_updated",
]
ErrorCode: TypeAlias = Literal[
    "malformed_request",
    "unknown_parameter",
    "not_allowed",
    "not_found",
    "method_not_allowed",
    "request_timeout",
    "name_taken",
    "invalid_transition",
    "totals_moved",
    "cursor_expired",
    "version_conflict",
    "body_too_large",
    "uri_too_long",
    "unsupported_media_type",
    "invalid_field",
    "id_reused",
    "headers_too_large",
    "internal",
    "not_supported",
    "collided",
    "overloaded",
    "draining",
    "unavailable",
    "outcome_unknown",
    "storage_full",
]

# Whatever the model sends with its batch.
Meta: TypeAlias = dict[str, Any]
# Money that goes: a float is not among them, because 0.1 + 0.2 is 0.30000000000000004 and refused.
MoneyInput: TypeAlias = Decimal | int | str


class Account(TypedDict):
    id: int
    name: str
    hostname: str
    currency: str
    version: int
    open_batches: int
    created_at: str
    updated_at: str


class NewAccount(TypedDict):
    name: str
    hostname: str
    currency: NotRequired[str]


class Totals(TypedDict):
    count: int
    stake: Decimal
    cost: Decimal


class Summary(TypedDict):
    bets: int
    pending: Totals
    successful: Totals
    failed: Totals


class BatchRef(TypedDict):
    """Names a batch: a batch itself will do."""

    id: int
    account_id: int


class BatchHead(TypedDict):
    """A batch without its bets."""

    id: int
    account_id: int
    meta: Meta
    completed: bool
    status: BatchStatus
    version: int
    created_at: str
    updated_at: str
    submitted_at: NotRequired[str]
    completed_at: NotRequired[str]
    created_by: NotRequired[str]
    submitted_by: NotRequired[str]
    summary: Summary


class Bet(TypedDict):
    pid: int
    id: int
    selection: str
    stake: Decimal
    cost: Decimal
    status: BetStatus
    batch_id: int
    version: int
    updated_at: str
    updated_by: NotRequired[str]
    reference: NotRequired[str]
    note: NotRequired[str]


class Batch(BatchHead):
    bets: list[Bet]


class NewBet(TypedDict):
    id: int
    selection: str
    stake: MoneyInput
    cost: MoneyInput
    reference: NotRequired[str | None]
    note: NotRequired[str | None]


class NewBatch(TypedDict):
    meta: Mapping[str, Any]
    bets: Sequence[NewBet]


class DryRun(TypedDict):
    dry_run: Literal[True]
    summary: Summary


class Expectation(TypedDict, total=False):
    pending: int
    successful: int
    failed: int


class Submission(TypedDict, total=False):
    pending: Literal["keep", "fail", "refuse"]
    expect: Expectation


class BetPatch(TypedDict, total=False):
    """A change of one bet: what is absent stays, None clears `note` and `reference`."""

    status: BetStatus
    note: str | None
    reference: str | None
    cost: MoneyInput
    version: int


class Mark(TypedDict):
    """One item of a change of several bets. It names its status: on the wire an item without one marks successful."""

    pid: int
    status: BetStatus
    version: NotRequired[int]
    note: NotRequired[str | None]
    reference: NotRequired[str | None]
    cost: NotRequired[MoneyInput]


class FieldError(TypedDict):
    pointer: str
    code: str
    detail: str


class ProblemBody(TypedDict):
    """The problem as it came; `Problem` is the exception."""

    type: str
    title: str
    status: int
    detail: str
    code: ErrorCode
    request_id: str
    trace_id: NotRequired[str]
    errors: NotRequired[list[FieldError]]
    outcome: NotRequired[Literal["not_applied", "unknown"]]
    current: NotRequired[Bet | BatchHead | Account]


class MarkResult(TypedDict):
    pid: int
    status: int
    bet: NotRequired[Bet]
    error: NotRequired[ProblemBody]


class Figure(TypedDict):
    count: int
    stake: Decimal
    cost: Decimal


class FiguresByStatus(TypedDict):
    pending: Figure
    successful: Figure
    failed: Figure


class LatencyBucket(TypedDict):
    up_to_us: int | None
    count: int


class Latency(TypedDict):
    count: int
    p50_us: int | None
    p95_us: int | None
    p99_us: int | None
    histogram: list[LatencyBucket]


class Figures(TypedDict):
    account_id: int
    created: Figure
    marks: FiguresByStatus
    net: FiguresByStatus
    latency: Latency


class StatisticsBucket(Figures):
    start: str


class SuccessRate(TypedDict):
    successful: int
    n: int


class StatisticsAccount(Figures):
    success: SuccessRate
    exposure: Figure


# `from` is a word of Python, so this one type is written as a call.
Statistics = TypedDict(
    "Statistics",
    {
        "step": StatisticsStep,
        "from": str,
        "to": str,
        "since": str,
        "buckets": list[StatisticsBucket],
        "accounts": list[StatisticsAccount],
    },
)


class BatchNow(TypedDict):
    """What an event of a bet says about the batch of it."""

    id: int
    version: int
    status: BatchStatus
    summary: Summary
    updated_at: str


class EventCommon(TypedDict):
    """What every event has. The events are final so that `"batch" in event` tells a type checker which ones have it."""

    seq: int
    account_seq: int
    at: str
    actor: NotRequired[str]
    account_id: int
    request_id: NotRequired[str]
    traceparent: NotRequired[str]


@final
class AccountCreated(EventCommon):
    type: Literal["account_created"]
    account: Account


@final
class AccountUpdated(EventCommon):
    type: Literal["account_updated"]
    account: Account


@final
class AccountDeleted(EventCommon):
    type: Literal["account_deleted"]
    id: int


@final
class BatchCreated(EventCommon):
    type: Literal["batch_created"]
    batch: Batch


@final
class BatchActivated(EventCommon):
    type: Literal["batch_activated"]
    batch: BatchHead


@final
class BatchUpdated(EventCommon):
    type: Literal["batch_updated"]
    batch: BatchHead


@final
class BatchSubmitted(EventCommon):
    type: Literal["batch_submitted"]
    batch: BatchHead


@final
class BatchReopened(EventCommon):
    type: Literal["batch_reopened"]
    batch: BatchHead
    reason: str


@final
class BatchCompleted(EventCommon):
    type: Literal["batch_completed"]
    id: int
    batch: BatchHead


@final
class BetStatusUpdated(EventCommon):
    type: Literal["bet_status_updated"]
    bet: Bet
    batch: BatchNow


@final
class BatchBetsUpdated(EventCommon):
    type: Literal["batch_bets_updated"]
    batch_id: int
    bets: list[Bet]
    batch: BatchNow


# What happened, and the state after it. A newer server may send types that are not listed here: leave them alone.
Event: TypeAlias = (
    AccountCreated
    | AccountUpdated
    | AccountDeleted
    | BatchCreated
    | BatchActivated
    | BatchUpdated
    | BatchSubmitted
    | BatchReopened
    | BatchCompleted
    | BetStatusUpdated
    | BatchBetsUpdated
)


class EventPage(TypedDict):
    epoch: str
    events: list[Event]
    next: str
    more: NotRequired[bool]
    head: str
    floor: int


@final
class State(TypedDict, Generic[T]):
    """The state, read anew: all that was known before it is void."""

    type: Literal["state"]
    data: T
    cursor: str
