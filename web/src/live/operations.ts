// The words of the overlay: what an operator wants of a bet and what became of it.
import type { BatchRef, Bet, BetChange, BetStatus, Problem } from "@/contract/types";

/** `queued`: not sent yet. `sent`: no answer yet. `unknown`: it may have happened; it is asked again with its key. */
export type OpState = "queued" | "sent" | "unknown";

/** What lies over a row until the server has spoken. */
export type PendingOp = {
  readonly pid: number;
  readonly state: OpState;
  readonly change: BetChange;
  /** Milliseconds since 1970 when the intent was formed. */
  readonly since: number;
  readonly attempts: number;
};

/** Somebody was faster, and wanted something else. */
export type Conflict = { readonly pid: number; readonly mine: BetChange; readonly theirs: Bet };

/** The server refused. Shown until it is dismissed. */
export type RowError = { readonly pid: number; readonly change: BetChange; readonly problem: Problem };

/** What one intent wants of one bet. `from` is the version that the operator saw. */
export type Item = {
  readonly pid: number;
  readonly from: number;
  readonly change: BetChange;
  /** The status that the operator saw: an item of several always names one. */
  readonly seen: BetStatus;
  /** The entry of the history that this item belongs to. */
  readonly entry: number;
};

/** One request of one intent: one bet, or several of one batch. */
export type Operation = {
  readonly key: string;
  readonly requestId: string;
  readonly at: BatchRef;
  readonly kind: "do" | "undo" | "redo";
  readonly since: number;
  /** The way of sending is fixed when the intent is formed: the same key must carry the same body. */
  readonly body: ReadonlyMap<number, Item>;
  /** The bets of it that have no answer yet. */
  readonly open: Set<number>;
  state: OpState;
  /** Underway at this moment. */
  sending: boolean;
  attempts: number;
  retryAt: number;
};

/** Says whether a bet is what a change wants it to be. */
export function satisfies(bet: Bet, change: BetChange): boolean {
  if (change.status !== undefined && bet.status !== change.status) return false;
  if (change.note !== undefined && (bet.note ?? "") !== (change.note ?? "")) return false;
  if (change.reference !== undefined && (bet.reference ?? "") !== (change.reference ?? "")) return false;
  return change.cost === undefined || bet.cost === Number(change.cost);
}

/** The change that brings back what `bet` says, for the fields that `change` touches. */
export function inverse(bet: Bet, change: BetChange): BetChange {
  return {
    ...(change.status === undefined ? {} : { status: bet.status }),
    ...(change.note === undefined ? {} : { note: bet.note ?? null }),
    ...(change.reference === undefined ? {} : { reference: bet.reference ?? null }),
    ...(change.cost === undefined ? {} : { cost: bet.cost }),
  };
}

/** A bet as it would be after a change: what a row shows while the change is pending. */
export function withChange(bet: Bet, change: BetChange): Bet {
  const { note, reference, ...rest } = bet;
  const nextNote = change.note === undefined ? note : (change.note ?? undefined);
  const nextReference = change.reference === undefined ? reference : (change.reference ?? undefined);
  return {
    ...rest,
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.cost === undefined ? {} : { cost: Number(change.cost) }),
    ...(nextNote === undefined ? {} : { note: nextNote }),
    ...(nextReference === undefined ? {} : { reference: nextReference }),
  };
}

/** Seconds between attempts whose outcome is not known. */
const waits = [0.5, 1, 2, 4, 8, 10];

export function retryDelayMs(attempts: number): number {
  return (waits[Math.min(attempts, waits.length) - 1] ?? 0.5) * 1000;
}
