"""The events after a place: each once, in order, none left out, over as many connections as it takes."""

from __future__ import annotations

import random
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Sequence as Several
from contextlib import closing
from types import TracebackType
from typing import Any, Generic, Literal, NoReturn, Protocol, Self, TypeVar

from . import _json
from ._call import Answer, Ended, Line, Request, backoff_s, call, is_passing, pause, problem_of, retry_after_s, target_of
from ._connections import NETWORK_ERRORS, Connection, until
from ._sequence import Place, Sequence, Watch, parse_cursor
from ._sse import Frame, SseParser
from .errors import Problem, Reset
from .types import Event, EventPage, EventType, State

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Item = TypeVar("Item")

GAP_PAGE_MAX = 500
PING_SECONDS_MIN = 0.1
RETRY_SECONDS_DEFAULT = 1.0
BUSY_SECONDS_MAX = 60.0  # however long a full server sends us away
READ_BYTES = 64 * 1024


class Lost(Exception):
    """The connection failed or fell silent; another one may go on after it."""

    def __init__(self, message: str, after_s: float = 0.0) -> None:
        self.after_s = after_s
        super().__init__(message)


class _Source(ABC, Generic[Item]):
    """What makes the items. It does not know the stream that hands them out, so a stream that nobody holds any more is
    gone at once, and its connection with it.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.ending = threading.Event()

    @property
    @abstractmethod
    def heard_at(self) -> float | None: ...

    @abstractmethod
    def items(self) -> Generator[Item, None, NoReturn]:
        """Goes on until it raises."""

    @abstractmethod
    def interrupt(self) -> None:
        """Wakes the thread that waits for the network."""

    def run(self) -> Generator[Item, None, None]:
        try:
            yield from self.items()
        except Ended:
            return

    def until_answered(self, ask: Callable[[], T]) -> T:
        """Asks until there is an answer or a refusal; being out of reach is neither."""
        failures = 0
        while True:
            try:
                return ask()
            except Exception as error:
                if not is_passing(error):
                    raise
            pause(backoff_s(failures, self.line.reconnect_max_s), self.ending)
            failures += 1


class PullStream(Generic[Item]):
    """What EventStream and Following have in common: items that are made only when they are asked for.

    It ends when its owner closes it, leaves its `with` or lets it go, or by an exception. It belongs to one thread at a
    time; only `close` may be called from any.
    """

    def __init__(self, source: _Source[Item]) -> None:
        self._source = source
        self._running = source.run()

    @property
    def heard_at(self) -> float | None:
        """When the server was last heard, in seconds since 1970: what is older than a few seconds may be untrue by now."""
        return self._source.heard_at

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Item:
        return next(self._running)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends it. A thread that waits for the next event is woken; one that asks for something else is done with that
        first, after `deadline_s` at the latest.
        """
        self._source.ending.set()
        self._source.interrupt()
        try:
            self._running.close()
        except ValueError:
            pass  # another thread is in it, and leaves by itself


class _Events(_Source[Event]):
    def __init__(
        self, line: Line, since: str | None, accounts: Several[int] | None, types: Several[EventType] | None
    ) -> None:
        super().__init__(line)
        self._heard_at: float | None = None
        self._query = {"accounts": accounts, "types": types}
        self._account = accounts[0] if accounts else None
        self._watch: Watch = "nothing"
        if types is None and accounts is None:
            self._watch = "every_event"
        elif types is None and accounts is not None and len(accounts) == 1:
            self._watch = "one_account"
        self.sequence: Sequence | None = None
        if since is not None:
            start = parse_cursor(since)
            if start is None:
                raise ValueError(f"since is {since!r}, and no cursor such as k3f9-57")
            self.sequence = Sequence(start, self._watch)
        self._connection: Connection | None = None
        self._retry_s = RETRY_SECONDS_DEFAULT
        self._failures = 0  # connections in a row that did not get as far as `hello`

    @property
    def heard_at(self) -> float | None:
        return self._heard_at

    def interrupt(self) -> None:
        connection = self._connection
        if connection is not None:
            connection.interrupt()

    def items(self) -> Generator[Event, None, NoReturn]:
        sequence = self.sequence = self.sequence or Sequence(self._find_head(), self._watch)
        while True:
            try:
                pause_s = yield from self._connect(sequence)
            except Lost as lost:
                pause_s = max(lost.after_s, self._pause_s())
            pause(pause_s, self.ending)

    def _connect(self, sequence: Sequence) -> Generator[Event, None, float]:
        """One connection to its end; what comes back is how long to stay away."""
        self._failures += 1
        silence_s = self.line.attempt_s
        parser = SseParser()
        connection = self._connection = self.line.connections.open()
        try:
            with closing(self._pieces(connection, sequence.cursor, lambda: silence_s)) as pieces:
                for piece in pieces:
                    self._heard_at = time.time()
                    frames = parser.feed(piece)
                    if parser.retry_ms is not None:
                        self._retry_s = parser.retry_ms / 1000
                    for frame in frames:
                        if self.ending.is_set():
                            raise Ended
                        if frame.event == "hello":
                            silence_s = 2 * max(PING_SECONDS_MIN, _data_of(frame)["ping_ms"] / 1000)
                            self._failures = 0
                        elif frame.event == "bye":
                            return self._pause_s()
                        elif frame.event == "busy":
                            return min(BUSY_SECONDS_MAX, self._retry_s)
                        else:
                            yield from self._hear(frame, sequence)
            return self._pause_s()
        finally:
            self._connection = None
            connection.close()

    def _pieces(self, connection: Connection, cursor: str, silence_s: Callable[[], float]) -> Generator[bytes, None, None]:
        headers = {**self.line.headers, "Accept": "text/event-stream", "Last-Event-ID": cursor}
        target = self.line.connections.base_path + target_of("/sse", self._query)
        try:
            patience = until(time.monotonic() + self.line.attempt_s)
            with connection.ask("GET", target, headers, None, patience) as response:
                if response.status != 200 or not response.getheader("Content-Type", "").startswith("text/event-stream"):
                    problem = problem_of(response, response.read())
                    is_final = 300 <= response.status < 500 and not is_passing(problem)
                    raise problem if is_final else Lost(str(problem), retry_after_s(response))
                connection.patience = silence_s
                while not self.ending.is_set():
                    piece = response.read1(READ_BYTES)
                    if not piece:
                        return
                    yield piece
        except NETWORK_ERRORS as error:
            raise Lost("no stream") from error

    def _hear(self, frame: Frame, sequence: Sequence) -> Generator[Event, None, None]:
        data = _data_of(frame)
        if frame.event == "reset":
            raise Reset(data["reason"])
        if frame.event == "ping":
            _check_epoch(frame, sequence)
            yield from self._fill(sequence, lambda: sequence.pass_to(data["seq"]))
            return
        # Control messages that a newer server may send have no type of their own.
        if data.get("type") != frame.event or not isinstance(data.get("seq"), int):
            return
        event: Event = data
        _check_epoch(frame, sequence)
        yield from self._fill(sequence, lambda: sequence.judge(event) != "gap")
        if sequence.judge(event) == "next":
            sequence.accept(event)
            yield event

    def _fill(self, sequence: Sequence, is_filled: Callable[[], bool]) -> Generator[Event, None, None]:
        """Reads from the log what the stream lost, until nothing is missing any more."""
        since: str | None = None
        failures = 0
        while not is_filled():
            page = self._read_page(since or sequence.gap_cursor)
            for event in page["events"]:
                if is_filled():
                    return
                if sequence.is_ahead(event):
                    sequence.accept(event)
                    failures = 0
                    yield event
            is_more = page.get("more", page["next"] != page["head"])
            since = page["next"] if is_more else None
            if not is_more and not is_filled():
                # Behind a balancer the log may be read from a node that has not heard of the newest events yet.
                pause(backoff_s(failures, self.line.reconnect_max_s), self.ending)
                failures += 1

    def _read_page(self, since: str) -> EventPage:
        try:
            return self._ask_log({"since": since, "limit": GAP_PAGE_MAX, "account": self._account})
        except Problem as problem:
            if problem.code == "cursor_expired":
                raise Reset("expired") from problem
            raise

    def _find_head(self) -> Place:
        """Without a cursor a stream begins somewhere; this says exactly where."""
        head = self._ask_log({"limit": 1, "order": "desc"})["head"]
        place = parse_cursor(head)
        if place is None:
            raise ValueError(f"the server names no cursor: {head!r}")
        return place

    def _ask_log(self, query: dict[str, object]) -> EventPage:
        request = Request("GET", "/api/v1/events", query)
        answer: Answer[EventPage] = self.until_answered(lambda: call(self.line, request, None, self.ending))
        return answer.data

    # The server's time is random, so that those who were cut off together do not come back together.
    def _pause_s(self) -> float:
        most_s = self.line.reconnect_max_s
        if self._failures == 0:
            return min(most_s, self._retry_s)
        grown_s = self._retry_s * 2.0 ** min(self._failures - 1, 10)
        return min(most_s, grown_s) * (0.5 + random.random() / 2)


class EventStream(PullStream[Event]):
    """Raises Reset when the events after its cursor cannot be had, and Problem when the server refuses the filter."""

    def __init__(
        self, line: Line, since: str | None, accounts: Several[int] | None, types: Several[EventType] | None
    ) -> None:
        self._events = _Events(line, since, accounts, types)
        super().__init__(self._events)

    @property
    def cursor(self) -> str | None:
        """The place after the last event that came out: keep it when you are done with that event, and go on from it later."""
        sequence = self._events.sequence
        return sequence.cursor if sequence else None


class Read(Protocol[T_co]):
    """What is needed of a read; every answer has it. Of several reads the oldest cursor counts."""

    @property
    def data(self) -> T_co: ...

    @property
    def cursor(self) -> str: ...


class _StateAndEvents(_Source[State[T] | Event]):
    def __init__(
        self,
        line: Line,
        read: Callable[[], Read[T]],
        accounts: Several[int] | None,
        types: Several[EventType] | None,
    ) -> None:
        super().__init__(line)
        self._read = read
        self._accounts = accounts
        self._types = types
        self._read_at: float | None = None
        self._stream: EventStream | None = None

    @property
    def heard_at(self) -> float | None:
        stream = self._stream
        return stream.heard_at if stream is not None and stream.heard_at is not None else self._read_at

    def interrupt(self) -> None:
        stream = self._stream
        if stream is not None:
            stream.close()

    def items(self) -> Generator[State[T] | Event, None, NoReturn]:
        resets = 0
        while True:
            read = self.until_answered(self._read)
            self._read_at = time.time()
            with EventStream(self.line, read.cursor, self._accounts, self._types) as stream:
                self._stream = stream
                yield {"type": "state", "data": read.data, "cursor": read.cursor}
                try:
                    for event in stream:
                        resets = 0
                        yield event
                except Reset:
                    pass
            pause(backoff_s(resets, self.line.reconnect_max_s), self.ending)
            resets += 1


class Following(PullStream[State[T] | Event]):
    """Read the state, then follow it from the cursor of that read; after a reset, again."""

    def __init__(
        self,
        line: Line,
        read: Callable[[], Read[T]],
        accounts: Several[int] | None,
        types: Several[EventType] | None,
    ) -> None:
        super().__init__(_StateAndEvents(line, read, accounts, types))


def _data_of(frame: Frame) -> Any:
    try:
        data = _json.parse(frame.data)
    except ValueError as error:
        raise Lost(f"a broken {frame.event}") from error
    if not isinstance(data, dict):
        raise Lost(f"a broken {frame.event}")
    return data


def _check_epoch(frame: Frame, sequence: Sequence) -> None:
    place = parse_cursor(frame.id)
    if place is None:
        raise Lost("a frame without its cursor")
    if place.epoch != sequence.epoch:
        raise Reset("other_epoch")
