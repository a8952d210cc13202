// One row of the grid: the server's bet and what lies over it. The same object as long as nothing of it changes.
import type { Bet } from "@/contract/types";
import type { Conflict, PendingOp, RowError } from "./operations";
import type { Overlay } from "./overlay";
import type { LiveStore } from "./store";

export type BetRow = {
  /** The server's truth. */
  readonly bet: Bet;
  /** What the operator wants and the server has not confirmed. */
  readonly op: PendingOp | undefined;
  readonly conflict: Conflict | undefined;
  readonly error: RowError | undefined;
};

/** More than are on the screen, fewer than make a difference. */
const cachedMax = 5_000;

export class Rows {
  private readonly cache = new Map<number, BetRow>();

  constructor(
    private readonly store: LiveStore,
    private readonly overlay: Overlay,
  ) {}

  get(pid: number): BetRow | undefined {
    const bet = this.store.bet(pid);
    if (bet === undefined) return undefined;
    const op = this.overlay.pending(pid);
    const conflict = this.overlay.conflict(pid);
    const error = this.overlay.error(pid);
    const had = this.cache.get(pid);
    if (had?.bet === bet && had.conflict === conflict && had.error === error && sameOp(had.op, op)) return had;
    if (this.cache.size >= cachedMax) this.cache.clear();
    const row = { bet, op, conflict, error };
    this.cache.set(pid, row);
    return row;
  }
}

function sameOp(a: PendingOp | undefined, b: PendingOp | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.state === b.state && a.change === b.change && a.since === b.since && a.attempts === b.attempts;
}
