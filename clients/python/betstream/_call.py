"""One call: as many attempts as it takes within its time, all of them under one idempotency key, and an end that is
known: an answer, a refusal, or the plain statement that the outcome cannot be known yet.
"""

from __future__ import annotations

import random
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPResponse
from typing import Any, Generic, NoReturn, TypeVar
from urllib.parse import parse_qs, quote, urlsplit

from . import _json
from ._connections import NETWORK_ERRORS, Connections, until
from .errors import BetStreamError, OutcomeUnknown, Problem, Unreachable

T = TypeVar("T")

PAUSE_SECONDS_MAX = 5.0
# Answers that another attempt may change by itself. A full disk (507) is not among them: a person has to act.
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})

_NEXT = re.compile(r'<([^>]+)>\s*;\s*rel="next"')
_SECONDS = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    data: T
    # Of a read: the state is as of this event. Of a write: its last event. Empty when a proxy took it away.
    cursor: str
    # The version of what was read or written.
    etag: str | None
    # True: this is the answer to an earlier attempt, or an earlier call, with the same key.
    replayed: bool
    # The name of the request in the server's log; the events of a write carry it, too.
    request_id: str
    # Where the next page begins: the `cursor` of the next request. None on the last page.
    next: str | None


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: Mapping[str, object] = field(default_factory=dict)
    body: object = None
    key: str | None = None  # a write has one
    version: int | None = None
    wait_s: float = 0.0  # how much longer than others this one may take, because the server was asked to wait


@dataclass(frozen=True, slots=True)
class Line:
    connections: Connections
    headers: Mapping[str, str]  # sent with every request
    traceparent: Callable[[], str | None] | None  # asked for each call
    attempt_s: float
    deadline_s: float
    reconnect_max_s: float


class Ended(Exception):
    """Somebody closed the stream for which this is done."""


class _Garbled(BetStreamError):
    """An answer that is not what the server says."""


def is_passing(error: BaseException) -> bool:
    return isinstance(error, Unreachable) or (isinstance(error, Problem) and error.status in PASSING)


def backoff_s(failures: int, most_s: float) -> float:
    """0.1 s, doubled with each failure, and spread, so that those who failed together come back apart."""
    return min(most_s, 0.1 * 2.0 ** min(failures, 20)) * (0.5 + random.random() / 2)


def pause(seconds: float, ending: threading.Event | None) -> None:
    if ending is None:
        time.sleep(seconds)
    elif ending.wait(seconds):
        raise Ended


def call(
    line: Line, request: Request, deadline_s: float | None = None, ending: threading.Event | None = None
) -> Answer[Any]:
    what = f"{request.method} {request.path}"
    target = line.connections.base_path + target_of(request.path, request.query)
    headers = _headers_of(line, request)
    body = None if request.body is None else _json.write(request.body)
    ends_at = time.monotonic() + (line.deadline_s if deadline_s is None else deadline_s) + request.wait_s
    # Whether an attempt may have been applied although no answer said so. Once in doubt, only an answer of the server to
    # this key ends the doubt.
    in_doubt = False

    def end(error: BaseException) -> NoReturn:
        if in_doubt and request.key is not None:
            raise OutcomeUnknown(what, request.key, error) from error
        raise error

    failures = 0
    while True:
        after_s = 0.0
        error: BaseException
        try:
            attempt_ends_at = min(ends_at, time.monotonic() + line.attempt_s + request.wait_s)
            response, text = _attempt(line.connections, request.method, target, headers, body, attempt_ends_at)
            if response.status < 300:
                return _answer_of(response, text)
            error = problem = problem_of(response, text)
            in_doubt = in_doubt or (problem.status >= 500 and not _is_surely_not_applied(problem))
            if not is_passing(problem):
                if problem.problem is not None and problem.status < 500:
                    raise problem  # an answer to this key: no earlier attempt was applied either
                end(problem)
            after_s = retry_after_s(response)
        except (*NETWORK_ERRORS, _Garbled) as failure:
            in_doubt = True
            error = failure
        pause_s = after_s + backoff_s(failures, PAUSE_SECONDS_MAX)
        failures += 1
        if time.monotonic() + pause_s >= ends_at:
            if isinstance(error, Problem):
                end(error)
            unreachable = Unreachable(what, error)
            unreachable.__cause__ = error
            end(unreachable)
        pause(pause_s, ending)


def _attempt(
    connections: Connections, method: str, target: str, headers: Mapping[str, str], body: bytes | None, ends_at: float
) -> tuple[HTTPResponse, bytes]:
    connection = connections.take()
    try:
        response = connection.ask(method, target, headers, body, until(ends_at))
        text = response.read()
    except BaseException:
        connection.close()
        raise
    # A server in trouble is left, so that it can stop, and so that a balancer may choose another one for the next attempt.
    if response.will_close or response.status >= 500:
        connection.close()
    else:
        connections.give(connection)
    return response, text


def _answer_of(response: HTTPResponse, text: bytes) -> Answer[Any]:
    data = None
    if response.status != 204:
        try:
            data = _json.parse(text)
        except ValueError as error:
            raise _Garbled(f"an answer {response.status} that is not JSON; it may come from a proxy") from error
    link = _NEXT.search(response.getheader("Link", ""))
    return Answer(
        data=data,
        cursor=response.getheader("BetStream-Cursor", ""),
        etag=response.getheader("ETag"),
        replayed=response.getheader("Idempotency-Replayed") == "true",
        request_id=response.getheader("X-Request-Id", ""),
        next=next(iter(parse_qs(urlsplit(link[1]).query).get("cursor", [])), None) if link else None,
    )


def problem_of(response: HTTPResponse, text: bytes) -> Problem:
    try:
        body = _json.parse(text)
    except ValueError:
        body = None
    is_problem = isinstance(body, dict) and {"code", "detail", "status", "request_id"} <= body.keys()
    return Problem(response.status, body if is_problem else None, response.getheader("X-Request-Id", ""))


def _is_surely_not_applied(problem: Problem) -> bool:
    return problem.problem is not None and problem.problem.get("outcome") == "not_applied"


def retry_after_s(response: HTTPResponse) -> float:
    """Only the form in seconds, which is the server's."""
    text = response.getheader("Retry-After", "")
    return float(text) if _SECONDS.fullmatch(text) else 0.0


def _headers_of(line: Line, request: Request) -> dict[str, str]:
    headers = {**line.headers, "Accept": "application/json"}
    # One name for all attempts: whichever of them is applied, its events say that it was this call.
    headers["X-Request-Id"] = str(uuid.uuid4())
    traceparent = line.traceparent() if line.traceparent else None
    if traceparent is not None:
        headers["traceparent"] = traceparent
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    if request.key is not None:
        headers["Idempotency-Key"] = request.key
    if request.version is not None:
        headers["If-Match"] = f'"{request.version}"'
    return headers


def target_of(path: str, query: Mapping[str, object]) -> str:
    """Lists are joined by commas, also empty ones: an empty filter is refused by the server, and never means "all"."""
    words = [f"{name}={_value_of(value)}" for name, value in query.items() if value is not None]
    return f"{path}?{'&'.join(words)}" if words else path


def _value_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    parts = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    return ",".join(quote(str(part), safe="") for part in parts)
