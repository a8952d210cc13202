"""Does with the Python client what python.mjs asks for: a request is a line of JSON, and so is its answer.

Every request has a thread of its own, so the client is used from many at once.
"""

import base64
import dataclasses
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from betstream import BetStream, OutcomeUnknown, Problem, Reset, _json
from betstream._sse import SseParser
from described import described_types

clients: list[BetStream] = []
streams: list[Any] = []
out = threading.Lock()


def given(words: dict[str, Any] | None) -> dict[str, Any]:
    """Words that were said; those in seconds as what programs have for them, a float."""
    said = {name: value for name, value in (words or {}).items() if value is not None}
    return {name: float(value) if name.endswith("_s") else value for name, value in said.items()}


def plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value


def remember(things: list[Any], thing: Any) -> int:
    with out:
        things.append(thing)
        return len(things) - 1


def read_of(request: dict[str, Any]) -> Any:
    method = getattr(clients[request["client"]], request["name"])
    return lambda: method(*request["values"], **given(request["named"]))


def follow(request: dict[str, Any]) -> int:
    return remember(streams, clients[request["client"]].follow(read_of(request), **given(request.get("filter"))))


def take_next(stream: Any) -> dict[str, Any]:
    for item in stream:
        return {"item": item, "cursor": getattr(stream, "cursor", None)}
    return {"done": True}


def break_off(request: dict[str, Any]) -> int:
    """Leaves a loop in the middle, and closes nothing."""
    for event in clients[request["client"]].events(**request["options"]):
        return int(event["seq"])
    return 0


def frames_of(request: dict[str, Any]) -> dict[str, Any]:
    parser = SseParser()
    pieces = [base64.b64decode(piece) for piece in request["pieces"]] + [request["then"].encode()] * request["times"]
    frames = [frame for piece in pieces for frame in parser.feed(piece)]
    return {"frames": [[frame.event, frame.data, frame.id or None] for frame in frames], "retry": parser.retry_ms}


def open_client(request: dict[str, Any]) -> int:
    options = given(request["options"])
    traceparent = options.pop("traceparent", None)
    return remember(clients, BetStream(request["url"], traceparent=lambda: traceparent, **options))


actions = {
    "open": open_client,
    "close_client": lambda request: clients[request["client"]].close(),
    "call": lambda request: plain(read_of(request)()),
    "methods": lambda request: [name for name in dir(BetStream) if not name.startswith("_")],
    "types": lambda request: described_types(),
    "sockets": lambda request: sum(is_socket(number) for number in os.listdir("/proc/self/fd")),
    "events": lambda request: remember(streams, clients[request["client"]].events(**given(request["options"]))),
    "follow": follow,
    "next": lambda request: take_next(streams[request["stream"]]),
    "close": lambda request: streams[request["stream"]].close(),
    "cursor": lambda request: streams[request["stream"]].cursor,
    "break_off": break_off,
    "frames": frames_of,
    "heard_at": lambda request: str(streams[request["stream"]].heard_at),
}


def is_socket(number: str) -> bool:
    try:
        return os.readlink(f"/proc/self/fd/{number}").startswith("socket:")
    except OSError:
        return False


def told(error: Exception) -> dict[str, Any]:
    """An error in the words that both languages share."""
    kind = "Misuse" if isinstance(error, (TypeError, ValueError)) else type(error).__name__
    words: dict[str, Any] = {"kind": kind, "message": str(error)}
    if isinstance(error, Problem):
        for name in ("code", "status", "detail", "errors", "request_id", "trace_id"):
            words[name] = getattr(error, name)
    if isinstance(error, OutcomeUnknown):
        words["key"] = error.key
    if isinstance(error, Reset):
        words["reason"] = error.reason
    return words


def answer(line: str) -> None:
    request = _json.parse(line)
    try:
        told_back = {"id": request["id"], "result": actions[request["do"]](request)}
    except Exception as error:
        told_back = {"id": request["id"], "error": told(error)}
    with out:
        sys.stdout.buffer.write(_json.write(told_back) + b"\n")
        sys.stdout.buffer.flush()


with ThreadPoolExecutor(64) as threads:
    for request_line in sys.stdin:
        threads.submit(answer, request_line)
    for stream in streams:
        stream.close()
for client in clients:
    client.close()
