"""The door: one method for each route that a model or a bot needs, named as in the contract."""

from __future__ import annotations

import ssl
import uuid
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Literal, Self, TypeVar, overload

from ._call import Answer, Line, Request, call
from ._connections import Connections
from ._stream import EventStream, Following, Read
from .types import (
    Account,
    Batch,
    BatchHead,
    BatchRef,
    BatchStatus,
    Bet,
    BetPatch,
    DryRun,
    EventPage,
    EventType,
    Mark,
    MarkResult,
    NewAccount,
    NewBatch,
    Statistics,
    StatisticsStep,
    Submission,
)

T = TypeVar("T")


class BetStream:
    """A server. Safe to use from several threads at once; streams that it opens belong to one thread each.

    Every method takes `deadline_s`, by when it ends whatever happens; writes take `key`, the idempotency key where the
    caller has one, and some `version`: do it only if the resource still has it.
    """

    def __init__(
        self,
        url: str,
        *,
        actor: str | None = None,
        headers: Mapping[str, str] | None = None,
        traceparent: Callable[[], str | None] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        attempt_s: float = 10.0,
        deadline_s: float = 30.0,
        reconnect_max_s: float = 15.0,
    ) -> None:
        """`actor` is who does this, at most 64 characters; it is stored with every event. `headers` go with every
        request, for instance what a proxy wants to see. `traceparent` is asked for each call which W3C trace context it
        belongs to, such as that of the current span; the events of a write carry it.

        An attempt without an answer is given up after `attempt_s`, and a call with all its attempts ends by
        `deadline_s`. A stream that broke waits at most `reconnect_max_s` before it connects again: the server asks for
        1 to 5 s, so that thousands do not come back at once; where there are few, less is fine.
        """
        # A header carries bytes; the server reads them as UTF-8.
        named = {} if actor is None else {"BetStream-Actor": actor.encode().decode("latin-1")}
        connections = Connections(url, ssl_context)
        sent = {**(headers or {}), **named}
        self._line = Line(connections, sent, traceparent, attempt_s, deadline_s, reconnect_max_s)

    def close(self) -> None:
        """Closes idle connections; nothing can be asked any more. Streams have a `close` of their own."""
        self._line.connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def list_accounts(self, *, deadline_s: float | None = None) -> Answer[list[Account]]:
        return self._read("/api/v1/accounts", {}, deadline_s)

    def create_account(
        self, account: NewAccount, *, key: str | None = None, deadline_s: float | None = None
    ) -> Answer[Account]:
        return self._write("POST", "/api/v1/accounts", account, key, None, deadline_s)

    def get_account(self, account_id: int, *, deadline_s: float | None = None) -> Answer[Account]:
        return self._read(f"/api/v1/accounts/{account_id}", {}, deadline_s)

    def replace_account(
        self,
        account_id: int,
        account: NewAccount,
        *,
        key: str | None = None,
        version: int | None = None,
        deadline_s: float | None = None,
    ) -> Answer[Account]:
        return self._write("PUT", f"/api/v1/accounts/{account_id}", account, key, version, deadline_s)

    def delete_account(
        self,
        account_id: int,
        *,
        key: str | None = None,
        version: int | None = None,
        deadline_s: float | None = None,
    ) -> Answer[None]:
        return self._write("DELETE", f"/api/v1/accounts/{account_id}", None, key, version, deadline_s)

    @overload
    def list_batches(
        self,
        account_id: int,
        *,
        bets: Literal[False],
        status: Sequence[BatchStatus] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        deadline_s: float | None = None,
    ) -> Answer[list[BatchHead]]: ...

    @overload
    def list_batches(
        self,
        account_id: int,
        *,
        bets: Literal[True] = True,
        status: Sequence[BatchStatus] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        deadline_s: float | None = None,
    ) -> Answer[list[Batch]]: ...

    def list_batches(
        self,
        account_id: int,
        *,
        bets: bool = True,
        status: Sequence[BatchStatus] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        deadline_s: float | None = None,
    ) -> Answer[Any]:
        """Newest first. With their bets, unless `bets` is False, which is much cheaper. `next` goes on in `cursor`."""
        query = {"bets": bets, "status": status, "limit": limit, "cursor": cursor}
        return self._read(f"/api/v1/accounts/{account_id}/batches", query, deadline_s)

    def create_batch(
        self, account_id: int, batch: NewBatch, *, key: str | None = None, deadline_s: float | None = None
    ) -> Answer[Batch]:
        """All of it or nothing."""
        return self._write("POST", f"/api/v1/accounts/{account_id}/batches", batch, key, None, deadline_s)

    def check_batch(self, account_id: int, batch: NewBatch, *, deadline_s: float | None = None) -> Answer[DryRun]:
        """What `create_batch` would say to this batch; nothing is stored."""
        path = f"/api/v1/accounts/{account_id}/batches"
        return call(self._line, Request("POST", path, {"dry_run": True}, batch), deadline_s)

    def get_batch(self, batch: BatchRef, *, deadline_s: float | None = None) -> Answer[Batch]:
        return self._read(_path_of(batch), {}, deadline_s)

    def patch_batch_meta(
        self,
        batch: BatchRef,
        meta: Mapping[str, Any],
        *,
        key: str | None = None,
        version: int | None = None,
        deadline_s: float | None = None,
    ) -> Answer[BatchHead]:
        """Members that are None are removed, others replaced; the rest stays."""
        return self._write("PATCH", _path_of(batch), {"meta": meta}, key, version, deadline_s)

    def activate_batch(
        self,
        batch: BatchRef,
        *,
        key: str | None = None,
        version: int | None = None,
        deadline_s: float | None = None,
    ) -> Answer[BatchHead]:
        return self._write("POST", f"{_path_of(batch)}/activate", None, key, version, deadline_s)

    def submit_batch(
        self,
        batch: BatchRef,
        submission: Submission | None = None,
        *,
        key: str | None = None,
        version: int | None = None,
        deadline_s: float | None = None,
    ) -> Answer[BatchHead]:
        return self._write("POST", f"{_path_of(batch)}/submit", submission or {}, key, version, deadline_s)

    def reopen_batch(
        self,
        batch: BatchRef,
        reason: str,
        *,
        key: str | None = None,
        version: int | None = None,
        deadline_s: float | None = None,
    ) -> Answer[BatchHead]:
        return self._write("POST", f"{_path_of(batch)}/reopen", {"reason": reason}, key, version, deadline_s)

    def search_batches(
        self,
        *,
        account: int | None = None,
        status: Sequence[BatchStatus] | None = None,
        from_: str | None = None,
        to: str | None = None,
        pending: bool | None = None,
        created_by: str | None = None,
        submitted_by: str | None = None,
        q: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        deadline_s: float | None = None,
    ) -> Answer[list[BatchHead]]:
        """The batches of all accounts, newest first. A short page is not the last one: `next` says whether it goes on."""
        query = {
            "account": account,
            "status": status,
            "from": from_,
            "to": to,
            "pending": pending,
            "created_by": created_by,
            "submitted_by": submitted_by,
            "q": q,
            "limit": limit,
            "cursor": cursor,
        }
        return self._read("/api/v1/batches", query, deadline_s)

    def mark_bet(
        self,
        batch: BatchRef,
        pid: int,
        change: BetPatch,
        *,
        key: str | None = None,
        version: int | None = None,
        deadline_s: float | None = None,
    ) -> Answer[Bet]:
        return self._write("PATCH", f"{_path_of(batch)}/bets/{pid}", change, key, version, deadline_s)

    def mark_bets(
        self, batch: BatchRef, marks: Sequence[Mark], *, key: str | None = None, deadline_s: float | None = None
    ) -> Answer[list[Bet]]:
        """All of them or none."""
        return self._write("PATCH", f"{_path_of(batch)}/bets", list(marks), key, None, deadline_s)

    def mark_bets_partially(
        self, batch: BatchRef, marks: Sequence[Mark], *, key: str | None = None, deadline_s: float | None = None
    ) -> Answer[list[MarkResult]]:
        """Those that can be done, with one result for each."""
        path = f"{_path_of(batch)}/bets"
        return self._write("PATCH", path, list(marks), key, None, deadline_s, {"mode": "partial"})

    def get_statistics(
        self,
        *,
        from_: str,
        to: str,
        step: StatisticsStep | None = None,
        account: int | None = None,
        deadline_s: float | None = None,
    ) -> Answer[Statistics]:
        query = {"from": from_, "to": to, "step": step, "account": account}
        return self._read("/api/v1/statistics", query, deadline_s)

    def list_events(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        order: Literal["asc", "desc"] | None = None,
        limit: int | None = None,
        wait: int | None = None,
        account: int | None = None,
        batch: int | None = None,
        bet: int | None = None,
        types: Sequence[EventType] | None = None,
        actor: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        deadline_s: float | None = None,
    ) -> Answer[EventPage]:
        """A page of the log. `wait` seconds are added to the time that the call may take."""
        query = {
            "since": since,
            "until": until,
            "order": order,
            "limit": limit,
            "wait": wait,
            "account": account,
            "batch": batch,
            "bet": bet,
            "types": types,
            "actor": actor,
            "from": from_,
            "to": to,
        }
        return call(self._line, Request("GET", "/api/v1/events", query, wait_s=float(wait or 0)), deadline_s)

    def events(
        self,
        *,
        since: str | None = None,
        accounts: Sequence[int] | None = None,
        types: Sequence[EventType] | None = None,
    ) -> EventStream:
        """Every event after `since`, once and in order, as it happens; without `since` those that happen from now on.

        With `types` a lost event cannot be noticed, see the README.
        """
        return EventStream(self._line, since, accounts, types)

    def follow(
        self,
        read: Callable[[], Read[T]],
        *,
        accounts: Sequence[int] | None = None,
        types: Sequence[EventType] | None = None,
    ) -> Following[T]:
        """Reads the state, then follows it from the cursor of that read; after a reset it does so again.

        The first item is a state, and whenever another one comes, it replaces all that was known.
        """
        return Following(self._line, read, accounts, types)

    def _read(self, path: str, query: Mapping[str, object], deadline_s: float | None) -> Answer[Any]:
        return call(self._line, Request("GET", path, query), deadline_s)

    def _write(
        self,
        method: str,
        path: str,
        body: object,
        key: str | None,
        version: int | None,
        deadline_s: float | None,
        query: Mapping[str, object] | None = None,
    ) -> Answer[Any]:
        request = Request(method, path, query or {}, body, key or str(uuid.uuid4()), version)
        return call(self._line, request, deadline_s)


def _path_of(batch: BatchRef) -> str:
    return f"/api/v1/accounts/{batch['account_id']}/batches/{batch['id']}"
