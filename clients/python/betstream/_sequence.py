"""Whether an event is the next one. Pure: no clock, no network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .types import Event

_CURSOR = re.compile(r"([0-9a-z]{1,16})-(0|[1-9][0-9]{0,18})")

# What makes a loss visible: without a filter every `seq` comes, with a filter on one account every `account_seq` of it.
# With other filters nothing does: there the order of TCP and the promise of the server are all.
Watch: TypeAlias = Literal["every_event", "one_account", "nothing"]


@dataclass(frozen=True, slots=True)
class Place:
    epoch: str
    seq: int


def parse_cursor(cursor: object) -> Place | None:
    match = _CURSOR.fullmatch(cursor) if isinstance(cursor, str) else None
    return Place(match[1], int(match[2])) if match else None


class Sequence:
    def __init__(self, start: Place, watch: Watch) -> None:
        self.epoch = start.epoch
        self._watch = watch
        # The last event that was handed on, or where everything began: a gap is read from here.
        self._handed = start.seq
        # A stream goes on from here: beyond `handed` by events that were not asked for.
        self._bookmark = start.seq
        # At first nobody knows how many events the account had before: the log is asked when its first one comes.
        self._account_seq = 0

    @property
    def cursor(self) -> str:
        """Where a stream goes on."""
        return f"{self.epoch}-{self._bookmark}"

    @property
    def gap_cursor(self) -> str:
        """Where the log is read when events are missing."""
        return f"{self.epoch}-{self._handed}"

    def judge(self, event: Event) -> Literal["next", "known", "gap"]:
        if self._watch == "one_account":
            if event["account_seq"] <= self._account_seq:
                return "known"
            return "next" if event["account_seq"] == self._account_seq + 1 else "gap"
        if not self.is_ahead(event):
            return "known"
        return "gap" if self._watch == "every_event" and event["seq"] > self._handed + 1 else "next"

    def is_ahead(self, event: Event) -> bool:
        """In the log, which has no gaps, what is ahead is the next one."""
        return event["seq"] > self._handed

    def accept(self, event: Event) -> None:
        """An event that is the next one is handed on."""
        self._handed = event["seq"]
        self._bookmark = max(self._bookmark, event["seq"])
        self._account_seq = event["account_seq"]

    def pass_to(self, seq: int) -> bool:
        """All events up to here are said to have been sent; False when one of them did not come."""
        if self._watch == "every_event":
            return seq <= self._handed
        self._bookmark = max(self._bookmark, seq)
        return True
