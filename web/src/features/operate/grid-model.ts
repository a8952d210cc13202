// Which bets the grid shows, in which order, and what has moved since that order was frozen. Pure.
import type { Bet, BetStatus } from "@/contract/types";
import { defineView, oneOf, optionalId, text, type ViewOf } from "@/lib/view-codec";

export const filters = ["all", "pending", "successful", "failed", "unknown"] as const;
export type Filter = (typeof filters)[number];

export const sortKeys = ["number", "selection", "stake", "cost", "status", "by"] as const;
export type SortKey = (typeof sortKeys)[number];
export type Sort = { readonly key: SortKey; readonly direction: "ascending" | "descending" };

const ascending = sortKeys.map((key) => key);
const descending = sortKeys.map((key) => `-${key}` as const);

const shape = {
  status: oneOf(filters, "all"),
  q: text,
  sort: oneOf([...ascending, ...descending], "number"),
  bet: optionalId,
};
/** What of the grid is in the URL. */
export const gridView = defineView(shape);
export type GridView = ViewOf<typeof shape>;

export function sortOf(written: GridView["sort"]): Sort {
  const key = sortKeys.find((each) => written === each || written === `-${each}`) ?? "number";
  return { key, direction: written.startsWith("-") ? "descending" : "ascending" };
}

/** What the heading of a column asks for next: up, then down, then up again. */
export function nextSort(now: Sort, key: SortKey): GridView["sort"] {
  return now.key === key && now.direction === "ascending" ? `-${key}` : key;
}

/** A bet as the grid shows it: the server's with what is pending over it. */
export type Shown = { readonly bet: Bet; readonly unknown: boolean };
export type Look = (pid: number) => Shown | undefined;
export type Criteria = { readonly filter: Filter; readonly words: string; readonly sort: Sort };

export function matches({ bet, unknown }: Shown, filter: Filter, words: readonly string[]): boolean {
  if (filter === "unknown" ? !unknown : filter !== "all" && bet.status !== filter) return false;
  if (words.length === 0) return true;
  const searched = `#${bet.id} ${bet.selection} ${bet.note ?? ""} ${bet.reference ?? ""}`.toLowerCase();
  return words.every((word) => searched.includes(word));
}

export function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

type SortValue = string | number;

const rank: Readonly<Record<BetStatus, number>> = { pending: 0, successful: 1, failed: 2 };

function sortValue({ bet }: Shown, key: SortKey): SortValue {
  switch (key) {
    case "number":
      return bet.id;
    case "selection":
      return bet.selection;
    case "stake":
      return bet.stake;
    case "cost":
      return bet.cost;
    case "status":
      return rank[bet.status];
    case "by":
      return bet.updated_at;
  }
}

/** The order at one moment. It stays until somebody asks for another: events never move a row. */
export type Frozen = {
  readonly pids: readonly number[];
  readonly indexOf: ReadonlyMap<number, number>;
  /** What each row was sorted by, so that it can be said which have moved. */
  readonly values: ReadonlyMap<number, SortValue>;
};

export const emptyOrder: Frozen = { pids: [], indexOf: new Map(), values: new Map() };

const collator = new Intl.Collator("en", { numeric: true });

export function freeze(pids: readonly number[], look: Look, { filter, words, sort }: Criteria): Frozen {
  const asked = wordsOf(words);
  const sign = sort.direction === "ascending" ? 1 : -1;
  const rows: { pid: number; id: number; value: SortValue }[] = [];
  for (const pid of pids) {
    const shown = look(pid);
    if (shown === undefined || !matches(shown, filter, asked)) continue;
    rows.push({ pid, id: shown.bet.id, value: sortValue(shown, sort.key) });
  }
  // Ties stay in the order of the caller's numbers, whichever way the column is sorted.
  rows.sort((a, b) => sign * compare(a.value, b.value, sort.key) || a.id - b.id || a.pid - b.pid);
  return {
    pids: rows.map((row) => row.pid),
    indexOf: new Map(rows.map((row, index) => [row.pid, index])),
    values: new Map(rows.map((row) => [row.pid, row.value])),
  };
}

function compare(a: SortValue, b: SortValue, key: SortKey): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a), String(b)];
  return key === "selection" ? collator.compare(left, right) : left < right ? -1 : left > right ? 1 : 0;
}

export type Drift = { readonly moved: number; readonly fresh: number };
export const noDrift: Drift = { moved: 0, fresh: 0 };

/** What a new order would change: rows that left the filter or whose sorted value is another, and rows that would come. */
export function driftOf(frozen: Frozen, pids: readonly number[], look: Look, { filter, words, sort }: Criteria): Drift {
  const asked = wordsOf(words);
  let moved = 0;
  let fresh = 0;
  for (const pid of pids) {
    const shown = look(pid);
    const fits = shown !== undefined && matches(shown, filter, asked);
    if (!frozen.indexOf.has(pid)) fresh += Number(fits);
    else if (!fits || sortValue(shown, sort.key) !== frozen.values.get(pid)) moved += 1;
  }
  return { moved, fresh };
}

/** The next pending row after `from`, then from the top; undefined when there is none. */
export function nextPending(
  { pids, indexOf }: Frozen,
  from: number | undefined,
  isPending: (pid: number) => boolean,
): number | undefined {
  const start = from === undefined ? 0 : (indexOf.get(from) ?? -1) + 1;
  for (let step = 0; step < pids.length; ++step) {
    const pid = pids[(start + step) % pids.length];
    if (pid !== undefined && pid !== from && isPending(pid)) return pid;
  }
  return undefined;
}
