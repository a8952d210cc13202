// Pending operations over the server's truth: what an operator wants, until the server has spoken. Does no I/O: sender.ts
// asks it what to send and tells it what came back. One operation at a time is under way for a bet; a newer intent waits
// behind it, and replaces the one that waited.
import { newIntent } from "@/contract/intent";
import { currentBet, type Outcome } from "@/contract/problem";
import type { BatchRef, Bet, BetChange, MarkResult, Problem } from "@/contract/types";
import { type Done, History } from "./history";
import {
  type Conflict,
  type Item,
  inverse,
  type Operation,
  type PendingOp,
  type RowError,
  retryDelayMs,
  satisfies,
  withChange,
} from "./operations";

export type OverlayPorts = {
  /** The server's truth. */
  readonly bet: (pid: number) => Bet | undefined;
  /** What lies over this bet changed. */
  readonly touched: (pid: number) => void;
  /** Operations came, went or changed their state. */
  readonly changed: () => void;
  readonly now: () => number;
};

/** What is wanted of a bet; `from` is the version that the operator chose it by, where that was earlier than now. */
export type Wish = { readonly pid: number; readonly change: BetChange; readonly from?: number };
export type Counts = {
  readonly queued: number;
  readonly sent: number;
  readonly unknown: number;
  readonly errors: number;
  readonly conflicts: number;
};

/** Requests at the same time: a browser has six connections on HTTP/1.1, and the reads need some. */
const sendingMax = 3;

export class Overlay {
  readonly history = new History();
  /** By key, in the order of the intents; the waiting ones are not among them. */
  private readonly operations = new Map<string, Operation>();
  private readonly current = new Map<number, Operation>();
  private readonly waiting = new Map<number, Operation>();
  private readonly conflicts = new Map<number, Conflict>();
  private readonly errors = new Map<number, RowError>();

  private lastCounts: Counts | undefined;
  private lastFailed: readonly number[] | undefined;

  constructor(private readonly ports: OverlayPorts) {}

  conflict = (pid: number): Conflict | undefined => this.conflicts.get(pid);
  error = (pid: number): RowError | undefined => this.errors.get(pid);

  pending(pid: number): PendingOp | undefined {
    const first = this.current.get(pid);
    const shown = this.waiting.get(pid) ?? first;
    const item = shown?.body.get(pid);
    if (first === undefined || shown === undefined || item === undefined) return undefined;
    return { pid, state: first.state, change: item.change, since: shown.since, attempts: first.attempts };
  }

  /** A bet as the operator sees it: the server's, with what is pending over it. */
  shown(pid: number): Bet | undefined {
    let bet = this.ports.bet(pid);
    for (const operation of [this.current.get(pid), this.waiting.get(pid)]) {
      const item = operation?.body.get(pid);
      if (bet !== undefined && item !== undefined) bet = withChange(bet, item.change);
    }
    return bet;
  }

  /**
   * Forms one intent. Bets that already are so, or that are not known, are left out; answers how many are changed.
   * Each bet is named with the version that is on the screen now.
   */
  intend(at: BatchRef, wishes: readonly Wish[], kind: "do" | "undo" | "redo" = "do"): number {
    const entry = this.history.nextId();
    const done: Done = { id: entry, at, kind, items: new Map() };
    const free: Item[] = [];
    for (const { pid, change, from } of wishes) {
      const truth = this.ports.bet(pid);
      const shown = this.shown(pid);
      if (truth === undefined || shown === undefined || done.items.has(pid)) continue;
      this.dismiss(pid);
      this.keep(pid);
      if (satisfies(shown, change)) continue;
      const item: Item = { pid, from: from ?? truth.version, change, seen: truth.status, entry };
      done.items.set(pid, { pid, change, back: inverse(shown, change) });
      if (this.current.has(pid)) this.wait(at, kind, item);
      else free.push(item);
    }
    if (free.length > 0) this.start(this.form(at, kind, free));
    if (done.items.size > 0) this.history.push(done);
    this.changed();
    return done.items.size;
  }

  /** What to send now. Each is marked as under way: the answer goes to `settle`. */
  takeDue(): Operation[] {
    const now = this.ports.now();
    let sending = 0;
    for (const operation of this.operations.values()) if (operation.sending) ++sending;
    const due: Operation[] = [];
    for (const operation of this.operations.values()) {
      if (sending >= sendingMax) break;
      if (operation.sending || (operation.state === "unknown" && operation.retryAt > now)) continue;
      operation.sending = true;
      ++operation.attempts;
      ++sending;
      if (operation.state === "queued") this.setState(operation, "sent");
      due.push(operation);
    }
    if (due.length > 0) this.changed();
    return due;
  }

  /** When the next attempt is due, in the clock of `now`; undefined when there is none. */
  nextDueAt(): number | undefined {
    let next: number | undefined;
    for (const { sending, state, retryAt } of this.operations.values()) {
      if (!sending && state === "unknown") next = Math.min(next ?? retryAt, retryAt);
    }
    return next;
  }

  /** The connection is back: what is not known is asked now. */
  retryNow(): void {
    for (const operation of this.operations.values()) operation.retryAt = 0;
    this.changed();
  }

  settle(key: string, outcome: Outcome<readonly MarkResult[]>): void {
    const operation = this.operations.get(key);
    if (operation === undefined) return; // the stream was faster
    operation.sending = false;
    if (outcome.kind === "unknown") {
      operation.retryAt = this.ports.now() + (outcome.retryAfterMs ?? retryDelayMs(operation.attempts));
      this.setState(operation, "unknown");
    } else if (outcome.kind === "refused") {
      for (const pid of [...operation.open]) this.refuse(operation, pid, outcome.problem, currentBet(outcome.problem));
    } else {
      for (const result of outcome.data) this.settleOne(operation, result);
      // An answer that does not speak of a bet says nothing about it; that would be a bug of the server's.
      for (const pid of [...operation.open]) this.finish(operation, pid);
    }
    this.changed();
  }

  /** News of a bet. If it is of our own request, that is its confirmation. */
  heard(bet: Bet, requestId: string | undefined): void {
    const operation = this.current.get(bet.pid);
    if (operation !== undefined && requestId === operation.requestId) {
      this.confirm(operation, bet);
      this.changed();
    }
    const conflict = this.conflicts.get(bet.pid);
    if (conflict === undefined || bet.version <= conflict.theirs.version) return;
    if (satisfies(bet, conflict.mine)) this.conflicts.delete(bet.pid);
    else this.conflicts.set(bet.pid, { ...conflict, theirs: bet });
    this.ports.touched(bet.pid);
    this.changed();
  }

  /** Lets the other's value stand. */
  keep(pid: number): void {
    if (!this.conflicts.delete(pid)) return;
    this.ports.touched(pid);
    this.changed();
  }

  dismiss(pid: number): void {
    if (!this.errors.delete(pid)) return;
    this.ports.touched(pid);
    this.changed();
  }

  /** The same object until one of them changes. */
  counts = (): Counts => {
    if (this.lastCounts !== undefined) return this.lastCounts;
    const counts = {
      queued: this.waiting.size,
      sent: 0,
      unknown: 0,
      errors: this.errors.size,
      conflicts: this.conflicts.size,
    };
    for (const operation of this.operations.values()) counts[operation.state] += operation.open.size;
    this.lastCounts = counts;
    return counts;
  };

  failedPids = (): readonly number[] => {
    this.lastFailed ??= [...this.errors.keys(), ...this.conflicts.keys()];
    return this.lastFailed;
  };

  /** Operations of a batch whose end is not known yet. */
  openIn(batchId: number): number {
    let open = 0;
    for (const operation of this.operations.values()) if (operation.at.batchId === batchId) open += operation.open.size;
    return open;
  }

  /** What has to survive this page: first what is under way, then what waits behind it. */
  all = (): readonly Operation[] => [...this.operations.values(), ...new Set(this.waiting.values())];

  /** Operations of an earlier page: what became of them is not known. */
  restore(operations: readonly Operation[]): void {
    for (const operation of operations) {
      for (const { entry } of operation.body.values()) this.history.startAfter(entry);
      const behind = [...operation.open].find((pid) => this.current.has(pid));
      if (behind === undefined) this.start(operation);
      else this.waiting.set(behind, operation);
    }
    this.changed();
  }

  private changed(): void {
    this.lastCounts = undefined;
    this.lastFailed = undefined;
    this.ports.changed();
  }

  private form(at: BatchRef, kind: Operation["kind"], items: readonly Item[]): Operation {
    const body = new Map(items.map((item) => [item.pid, item]));
    const fresh = { state: "queued" as const, sending: false, attempts: 0, retryAt: 0 };
    return { ...newIntent(), at, kind, since: this.ports.now(), body, open: new Set(body.keys()), ...fresh };
  }

  private start(operation: Operation): void {
    this.operations.set(operation.key, operation);
    for (const pid of operation.open) {
      this.current.set(pid, operation);
      this.ports.touched(pid);
    }
  }

  /** The newer intent replaces the one that waited, but keeps what that one alone wanted. */
  private wait(at: BatchRef, kind: Operation["kind"], item: Item): void {
    const before = this.waiting.get(item.pid);
    const had = before?.body.get(item.pid);
    this.waiting.set(item.pid, this.form(at, kind, [{ ...item, change: { ...had?.change, ...item.change } }]));
    this.ports.touched(item.pid);
  }

  private settleOne(operation: Operation, result: MarkResult): void {
    if (!operation.open.has(result.pid)) return;
    if (result.error !== undefined) this.refuse(operation, result.pid, result.error, currentBet(result.error));
    else if (result.bet !== undefined) this.confirm(operation, result.bet);
  }

  private confirm(operation: Operation, bet: Bet): void {
    const item = operation.body.get(bet.pid);
    if (item !== undefined) this.history.confirm(item.entry, bet.pid, bet.version);
    this.finish(operation, bet.pid);
    const next = this.waiting.get(bet.pid);
    if (next === undefined) return;
    this.waiting.delete(bet.pid);
    // What waited was meant for the outcome of this one.
    const items = [...next.body.values()].map((its) => ({ ...its, from: bet.version, seen: bet.status }));
    this.start({ ...next, body: new Map(items.map((its) => [its.pid, its])) });
  }

  private refuse(operation: Operation, pid: number, problem: Problem, theirs: Bet | undefined): void {
    const item = operation.body.get(pid);
    const next = this.waiting.get(pid);
    const nextItem = next?.body.get(pid);
    this.waiting.delete(pid);
    this.finish(operation, pid);
    if (item === undefined) return;
    this.history.forget(item.entry, pid);
    if (nextItem !== undefined) this.history.forget(nextItem.entry, pid);
    if (next?.kind === "undo") return; // it was not wanted any more
    const mine = { ...item.change, ...nextItem?.change };
    if (problem.code !== "version_conflict" || theirs === undefined)
      this.errors.set(pid, { pid, change: mine, problem });
    else if (!satisfies(theirs, mine)) this.conflicts.set(pid, { pid, mine, theirs });
  }

  private finish(operation: Operation, pid: number): void {
    operation.open.delete(pid);
    if (operation.open.size === 0) this.operations.delete(operation.key);
    if (this.current.get(pid) === operation) this.current.delete(pid);
    this.ports.touched(pid);
  }

  private setState(operation: Operation, state: Operation["state"]): void {
    operation.state = state;
    for (const pid of operation.open) this.ports.touched(pid);
  }
}
