"""Does with the Python client what python.mjs asks for: a request is a line of JSON, and so is its answer.

Every request has a thread of its own, so the client is used from many at once.
"""

import dataclasses
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from betstream import BetStream, OutcomeUnknown, Problem, Reset, _json
from described import described_types

client: Any = None
streams: dict[int, Any] = {}
out = threading.Lock()


def given(words: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (words or {}).items() if value is not None}


def plain(value: Any) -> Any:
    return dataclasses.asdict(value) if dataclasses.is_dataclass(value) else value


def remember(stream: Any) -> int:
    streams[len(streams) + 1] = stream
    return len(streams)


def read_of(request: dict[str, Any]) -> Any:
    return lambda: getattr(client, request["name"])(*request["values"], **given(request["named"]))


def take_next(stream: Any) -> dict[str, Any]:
    for item in stream:
        return {"item": item, "cursor": getattr(stream, "cursor", None)}
    return {"done": True}


def open_client(request: dict[str, Any]) -> None:
    global client
    client = BetStream(request["url"], **given(request["options"]))


actions = {
    "open": open_client,
    "call": lambda request: plain(read_of(request)()),
    "methods": lambda request: [name for name in dir(BetStream) if not name.startswith("_")],
    "types": lambda request: described_types(),
    "sockets": lambda request: sum(is_socket(number) for number in os.listdir("/proc/self/fd")),
    "events": lambda request: remember(client.events(**given(request["options"]))),
    "follow": lambda request: remember(client.follow(read_of(request), **given(request.get("filter")))),
    "next": lambda request: take_next(streams[request["stream"]]),
    "close": lambda request: streams[request["stream"]].close(),
    "cursor": lambda request: streams[request["stream"]].cursor,
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
        for name in ("code", "status", "detail", "errors", "request_id"):
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
    for stream in streams.values():
        stream.close()
if client is not None:
    client.close()
