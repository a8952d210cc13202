// What is still open at the end of a shift. Pure.
import type { Account, BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { batchWord } from "@/lib/bet-status";
import { toCsv } from "@/lib/csv";
import { compareMoney, currencyScale, type Money, moneyFromWire, plainMoney, sumMoney } from "@/lib/money";
import { isOpen } from "@/live/batch-order";
import type { UnfinishedOf } from "@/live/hooks";

/** A change of ours that did not end well, or has not ended. */
export type OwnChange = {
  readonly pid: number;
  readonly batchId: number;
  readonly accountId: number;
  readonly kind: "unconfirmed" | "refused" | "conflict";
  readonly words: string;
};

export type BatchItem = {
  readonly batch: BatchHead;
  /** Why it is listed. */
  readonly why: "open" | "submitted" | "pending";
  readonly pending: number;
  readonly pendingStake: Money;
  /** Changes of this session whose end is not known. */
  readonly unconfirmed: number;
};

export type AccountGroup = {
  readonly account: Account | undefined;
  readonly accountId: number;
  readonly batches: readonly BatchItem[];
  readonly changes: readonly OwnChange[];
};

export type CurrencyTotal = {
  readonly currency: string;
  readonly batches: number;
  readonly pending: number;
  readonly stake: Money;
};

export type Reconciliation = {
  readonly groups: readonly AccountGroup[];
  readonly totals: readonly CurrencyTotal[];
  /** Batches and changes. */
  readonly items: number;
};

export function reconcile(
  unfinished: readonly UnfinishedOf[],
  closedWithPending: readonly BatchHead[],
  changes: readonly OwnChange[],
): Reconciliation {
  const accounts = new Map(unfinished.map(({ account }) => [account.id, account]));
  const batches = new Map<number, BatchHead>();
  // Those of the live session are newer than those of a page that was read.
  for (const batch of closedWithPending) {
    if (batch.summary.pending.count > 0 && accounts.has(batch.account_id)) batches.set(batch.id, batch);
  }
  for (const each of unfinished) for (const batch of each.batches) batches.set(batch.id, batch);

  const grouped = groupBy(batches.values(), ({ account_id }) => account_id);
  const changed = groupBy(changes, ({ accountId }) => accountId);
  const ids = [...new Set([...grouped.keys(), ...changed.keys()])];
  const groups = ids.map((accountId): AccountGroup => {
    const own = changed.get(accountId) ?? [];
    const items = (grouped.get(accountId) ?? []).map((batch) => itemOf(batch, own));
    return { account: accounts.get(accountId), accountId, batches: items.sort(urgentFirst), changes: own };
  });
  groups.sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  return { groups, totals: totalsOf(groups), items: batches.size + changes.length };
}

function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function nameOf({ account, accountId }: AccountGroup): string {
  return account?.name ?? `#${accountId}`;
}

function itemOf(batch: BatchHead, changes: readonly OwnChange[]): BatchItem {
  const { count, stake } = batch.summary.pending;
  return {
    batch,
    why: isOpen(batch.status) ? "open" : batch.status === "submitted" ? "submitted" : "pending",
    pending: count,
    pendingStake: moneyFromWire(stake),
    unconfirmed: changes.filter(({ batchId, kind }) => batchId === batch.id && kind === "unconfirmed").length,
  };
}

const order = { open: 0, submitted: 1, pending: 2 } as const;

/** Open ones first, and of these those with more at stake. */
function urgentFirst(a: BatchItem, b: BatchItem): number {
  return order[a.why] - order[b.why] || compareMoney(b.pendingStake, a.pendingStake) || a.batch.id - b.batch.id;
}

/** Amounts of different currencies have no sum. */
function totalsOf(groups: readonly AccountGroup[]): readonly CurrencyTotal[] {
  const byCurrency = groupBy(groups, ({ account }) => account?.currency ?? "");
  return [...byCurrency]
    .map(([currency, some]) => {
      const items = some.flatMap(({ batches }) => batches);
      return {
        currency,
        batches: items.length,
        pending: items.reduce((sum, { pending }) => sum + pending, 0),
        stake: sumMoney(items.map(({ pendingStake }) => pendingStake)),
      };
    })
    .filter(({ batches }) => batches > 0)
    .sort((a, b) => a.currency.localeCompare(b.currency));
}

export const whyWords = {
  open: (batch: BatchHead): string => `${batchWord[batch.status]}, not submitted`,
  submitted: (): string => "Submitted, not completed",
  pending: (): string => "Closed with pending bets",
} as const;

export type Knowledge = {
  /** The first snapshot is here. */
  readonly ready: boolean;
  readonly isLive: boolean;
  /** The closed batches were read, all of them, and nothing closed since. */
  readonly closedKnown: boolean;
};

export type Verdict = "unknown" | "stale" | "open" | "clean";

/** Clean is only said when it is known of every part, now. */
export function verdictOf(items: number, { ready, isLive, closedKnown }: Knowledge): Verdict {
  if (!ready) return "unknown";
  if (items > 0) return "open";
  if (!isLive) return "stale";
  return closedKnown ? "clean" : "unknown";
}

export function verdictWords(verdict: Verdict, items: number, { isLive, closedKnown }: Knowledge): string {
  if (verdict === "open") {
    const count = `${items.toLocaleString("en")} ${items === 1 ? "item" : "items"} open`;
    return isLive && closedKnown ? count : `At least ${count}`;
  }
  if (verdict === "clean") return "Reconcile is clean";
  return verdict === "stale" ? "Not known: the data is stale" : "Not known yet";
}

export function reconcileCsv({ groups }: Reconciliation): string {
  type Row = { group: AccountGroup; item?: BatchItem; change?: OwnChange };
  const rows = groups.flatMap((group): readonly Row[] => [
    ...group.batches.map((item) => ({ group, item })),
    ...group.changes.map((change) => ({ group, change })),
  ]);
  const currency = ({ group }: Row): string => group.account?.currency ?? "";
  return toCsv<Row>(
    [
      { title: "account", value: ({ group }) => nameOf(group) },
      { title: "batch", value: ({ item, change }) => String(item?.batch.id ?? change?.batchId ?? ""), numeric: true },
      { title: "title", value: ({ item }) => (item === undefined ? "" : batchTitle(item.batch)) },
      { title: "pid", value: ({ change }) => String(change?.pid ?? ""), numeric: true },
      {
        title: "why",
        value: ({ item, change }) => (item === undefined ? (change?.words ?? "") : whyWords[item.why](item.batch)),
      },
      { title: "pending", value: ({ item }) => String(item?.pending ?? ""), numeric: true },
      { title: "unconfirmed", value: ({ item }) => String(item?.unconfirmed ?? ""), numeric: true },
      {
        title: "pending_stake",
        value: (row) => (row.item === undefined ? "" : plainMoney(row.item.pendingStake, currencyScale(currency(row)))),
        numeric: true,
      },
      { title: "currency", value: currency },
    ],
    rows,
  );
}
