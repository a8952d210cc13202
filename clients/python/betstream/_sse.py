"""Server-Sent Events, as the HTML standard reads them: bytes in pieces of any length go in, whole frames come out."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A new batch of 10,000 bets with all their texts stays far below it.
FRAME_BYTES_MAX = 64 * 1024 * 1024

_LINE_END = re.compile(rb"\r\n?|\n")
_DIGITS = re.compile(rb"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Frame:
    event: str
    data: str
    id: str | None  # of this very frame


class SseParser:
    def __init__(self) -> None:
        self.retry_ms: int | None = None  # what the server said last about when to come back
        self._is_first = True  # a byte order mark may begin the first line
        self._line: list[bytes] = []  # the pieces of a line that has no end yet
        self._line_bytes = 0
        self._after_cr = False  # the last piece ended in CR: an LF that follows belongs to it
        self._event = ""
        self._data: list[bytes] = []
        self._data_bytes = 0
        self._id: str | None = None

    def feed(self, piece: bytes) -> list[Frame]:
        """The frames that this piece completes. Raises ValueError when a frame has no end."""
        frames: list[Frame] = []
        if not piece:
            return frames
        start = 1 if self._after_cr and piece.startswith(b"\n") else 0
        self._after_cr = piece.endswith(b"\r")
        for end in _LINE_END.finditer(piece, start):
            self._keep(piece[start : end.start()])
            start = end.end()
            frame = self._take(b"".join(self._line))
            self._line = []
            self._line_bytes = 0
            if frame is not None:
                frames.append(frame)
        self._keep(piece[start:])
        return frames

    def _keep(self, part: bytes) -> None:
        self._line.append(part)
        self._line_bytes += len(part)
        if self._line_bytes + self._data_bytes > FRAME_BYTES_MAX:
            raise ValueError(f"a frame of over {FRAME_BYTES_MAX} bytes")

    def _take(self, line: bytes) -> Frame | None:
        if self._is_first:
            line = line.removeprefix(b"\xef\xbb\xbf")
            self._is_first = False
        if not line:
            return self._dispatch()
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            self._data.append(value)
            self._data_bytes += len(value)
        elif field == b"event":
            self._event = value.decode(errors="replace")
        elif field == b"id" and b"\0" not in value:
            self._id = value.decode(errors="replace")
        elif field == b"retry" and _DIGITS.fullmatch(value):
            self.retry_ms = int(value)
        return None

    def _dispatch(self) -> Frame | None:
        event, data, frame_id = self._event, self._data, self._id
        self._event, self._data, self._data_bytes, self._id = "", [], 0, None
        if not data:
            return None
        return Frame(event or "message", b"\n".join(data).decode(errors="replace"), frame_id)
