"""Connections whose every wait is bounded, and a few idle ones that the next call can take over."""

from __future__ import annotations

import functools
import http.client
import io
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit

IDLE_MAX = 8
# Shorter than servers and proxies keep an idle connection.
IDLE_SECONDS_MAX = 20.0

# What a network can do to us. ValueError is not among them: a header that cannot be sent stays so.
NETWORK_ERRORS = (OSError, http.client.HTTPException)

# How many seconds the next wait may take; raises TimeoutError when there are none left.
Patience: TypeAlias = Callable[[], float]


def until(deadline: float) -> Patience:
    def left() -> float:
        seconds = deadline - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("no answer in time")
        return seconds

    return left


class _TimedReader(io.RawIOBase):
    """Reads from a socket and asks before every wait how long it may take."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, connection: Connection) -> None:
        self._raw = raw
        self._sock = sock
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._connection.patience())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, connection: Connection, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_TimedReader(self.fp.detach(), sock, connection))


class Connection(http.client.HTTPConnection):
    """One HTTP connection. `patience` bounds every single wait: to connect, to send, and for each piece of the answer."""

    def __init__(self, host: str, port: int | None, **more: Any) -> None:
        super().__init__(host, port, **more)
        self.patience: Patience = lambda: 0.0
        self.idle_since = 0.0
        self._wire: socket.socket | None = None
        self.response_class = cast(Any, functools.partial(_Response, connection=self))

    def ask(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes | None, patience: Patience
    ) -> http.client.HTTPResponse:
        """The head of the answer."""
        self.patience = patience
        try:
            self.request(method, target, body, dict(headers))
        except (BrokenPipeError, ConnectionResetError):
            if self.sock is None:
                raise
            # A server that refuses a body answers before it has read all of it: the answer may be there.
        return self.getresponse()

    def connect(self) -> None:
        self.timeout = self.patience()
        super().connect()
        self._wire = self.sock

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        if self.sock is not None:
            self.sock.settimeout(self.patience())
        super().send(data)

    def interrupt(self) -> None:
        """Wakes whoever waits on this connection, from another thread; that one closes it."""
        # Not `sock`: that one is gone as soon as the head of a last answer is read, while its body still comes.
        wire = self._wire
        if wire is not None:
            try:
                socket.socket.shutdown(wire, socket.SHUT_RDWR)  # without a farewell of TLS, which belongs to the reader
            except OSError:
                pass  # it was over already

    def is_quiet(self) -> bool:
        """Nothing came since the last answer, not even the end."""
        if self.sock is None:
            return False
        try:
            self.sock.setblocking(False)
            self.sock.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return True
        except OSError:
            return False
        return False


class _SecureConnection(Connection, http.client.HTTPSConnection):
    pass


class Connections:
    """Safe to use from several threads: a connection belongs to one call at a time."""

    def __init__(self, url: str, ssl_context: ssl.SSLContext | None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(f"{url!r} is no address of a server; expected one such as http://localhost:3001")
        self._host = parts.hostname
        self._port = parts.port
        self._is_secure = parts.scheme == "https"
        self.base_path = parts.path.rstrip("/")
        self._ssl_context = ssl_context
        self._lock = threading.Lock()
        self._idle: list[Connection] = []
        self._is_closed = False
        weakref.finalize(self, _close_all, self._idle)

    def open(self) -> Connection:
        if self._is_closed:
            raise ValueError("this BetStream is closed")
        if self._is_secure:
            return _SecureConnection(self._host, self._port, context=self._ssl_context)
        return Connection(self._host, self._port)

    def take(self) -> Connection:
        """An idle one that is still good, or a new one."""
        while True:
            with self._lock:
                connection = self._idle.pop() if self._idle else None
            if connection is None:
                return self.open()
            if time.monotonic() - connection.idle_since < IDLE_SECONDS_MAX and connection.is_quiet():
                return connection
            connection.close()

    def give(self, connection: Connection) -> None:
        connection.idle_since = time.monotonic()
        with self._lock:
            is_kept = not self._is_closed and len(self._idle) < IDLE_MAX
            if is_kept:
                self._idle.append(connection)
        if not is_kept:
            connection.close()

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
        _close_all(self._idle)


def _close_all(idle: list[Connection]) -> None:
    while idle:
        idle.pop().close()
