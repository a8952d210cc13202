// Which rows an operator has chosen, each with the version that was on the screen then (R7). Pure.
import type { Bet, BetChange } from "@/contract/types";
import { type Money, moneyFromWire, sumMoney } from "@/lib/money";
import { satisfies } from "@/live/operations";

/** `expects` is an own change that was under way when the row was chosen: its confirmation is no surprise. */
export type Captured = { readonly version: number; readonly expects?: BetChange };
export type Selection = ReadonlyMap<number, Captured>;
export const nothing: Selection = new Map();

export type Capture = (pid: number) => Captured | undefined;

export function toggled(selection: Selection, pid: number, capture: Capture): Selection {
  const next = new Map(selection);
  if (!next.delete(pid)) {
    const captured = capture(pid);
    if (captured !== undefined) next.set(pid, captured);
  }
  return next;
}

/** Adds rows; those that were chosen before keep the version of then. */
export function extended(selection: Selection, pids: readonly number[], capture: Capture): Selection {
  const next = new Map(selection);
  for (const pid of pids) {
    const captured = next.has(pid) ? undefined : capture(pid);
    if (captured !== undefined) next.set(pid, captured);
  }
  return next;
}

/** The same rows, chosen anew as they are now. */
export function recaptured(selection: Selection, capture: Capture): Selection {
  return extended(nothing, [...selection.keys()], capture);
}

export function without(selection: Selection, pids: Iterable<number>): Selection {
  const next = new Map(selection);
  for (const pid of pids) next.delete(pid);
  return next;
}

/** The rows between two of them, both included, in the order of the grid. */
export function between(pids: readonly number[], indexOf: ReadonlyMap<number, number>, a: number, b: number) {
  const [from, to] = [indexOf.get(a) ?? indexOf.get(b) ?? 0, indexOf.get(b) ?? 0];
  return pids.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** Says whether a bet is still what the operator chose. */
export function isAsChosen({ version, expects }: Captured, bet: Bet | undefined): boolean {
  if (bet === undefined) return false;
  if (bet.version === version) return true;
  return expects !== undefined && bet.version === version + 1 && satisfies(bet, expects);
}

export type Chosen = { readonly pid: number; readonly version: number };
/** What a bulk change acts on, and what somebody else changed since it was chosen: that is left out, and said. */
export type Split = { readonly fresh: readonly Chosen[]; readonly changed: readonly number[] };

export function split(selection: Selection, look: (pid: number) => Bet | undefined): Split {
  const fresh: Chosen[] = [];
  const changed: number[] = [];
  for (const [pid, captured] of selection) {
    const bet = look(pid);
    if (bet !== undefined && isAsChosen(captured, bet)) fresh.push({ pid, version: bet.version });
    else changed.push(pid);
  }
  return { fresh, changed };
}

export type Totals = { readonly count: number; readonly stake: Money; readonly cost: Money };

export function totalsOf(pids: Iterable<number>, look: (pid: number) => Bet | undefined): Totals {
  const bets = [...pids].flatMap((pid) => look(pid) ?? []);
  return {
    count: bets.length,
    stake: sumMoney(bets.map((bet) => moneyFromWire(bet.stake))),
    cost: sumMoney(bets.map((bet) => moneyFromWire(bet.cost))),
  };
}

/** How much a change of so many rows asks of the operator: nothing, one more key, or the number typed. */
export type Friction = "instant" | "confirm" | "type";

export function frictionOf(count: number, confirmFrom: number, typeCountFrom: number): Friction {
  if (count >= typeCountFrom) return "type";
  return count >= confirmFrom ? "confirm" : "instant";
}
