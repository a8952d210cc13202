// What the history asks for and what it says about a batch. Pure.
import type { BatchHead, BatchSearch, BatchStatus } from "@/contract/types";
import { batchWord } from "@/lib/bet-status";
import { type Money, moneyFromWire, sumMoney } from "@/lib/money";
import { dayAfter, instantOf, parseInstant, type Zone } from "@/lib/time";
import { day, defineView, optionalId, someOf, text, type ViewOf } from "@/lib/view-codec";
import { isOpen } from "@/live/batch-order";
import type { EventEntry } from "@/live/event-entry";

export const batchStatuses = ["created", "active", "submitted", "completed"] as const satisfies readonly BatchStatus[];

const shape = { account: optionalId, status: someOf(batchStatuses), from: day, to: day, q: text, page: text };
export type HistoryView = ViewOf<typeof shape>;
export const historyView = defineView(shape);

/** A filter was changed: what the cursor of a page belonged to is gone. */
export type Filters = Omit<HistoryView, "page">;

export function isFiltered({ account, status, from, to, q }: Filters): boolean {
  return account !== undefined || status.length > 0 || from !== "" || to !== "" || q !== "";
}

/** Days are those of the operator's clock; `to` is the last day that counts. */
export function searchOf({ account, status, from, to, q }: Filters, zone: Zone): BatchSearch {
  const [start, end] = [instantOf(from, zone), dayAfter(to, zone)];
  return {
    ...(account === undefined ? {} : { account }),
    ...(status.length === 0 ? {} : { status }),
    ...(start === undefined ? {} : { from: new Date(start).toISOString() }),
    ...(end === undefined ? {} : { to: new Date(end).toISOString() }),
    ...(q === "" ? {} : { q: q.slice(0, 100) }),
  };
}

export type StatusChoice = { readonly value: string; readonly label: string };

/** What the select of the status offers: the usual, and what the address says where that is something else. */
export function statusChoices(chosen: readonly BatchStatus[]): readonly StatusChoice[] {
  const usual = [
    { value: "", label: "All" },
    { value: "created,active", label: "Open" },
    { value: "submitted,completed", label: "Closed" },
    ...batchStatuses.map((status) => ({ value: status, label: batchWord[status] })),
  ];
  const value = chosen.join(",");
  if (usual.some((choice) => choice.value === value)) return usual;
  return [...usual, { value, label: chosen.map((status) => batchWord[status]).join(", ") }];
}

export function statusesOf(value: string): readonly BatchStatus[] {
  const words = value.split(",");
  return batchStatuses.filter((status) => words.includes(status));
}

export function stakeOf({ summary: { pending, successful, failed } }: BatchHead): Money {
  return sumMoney([pending, successful, failed].map(({ stake }) => moneyFromWire(stake)));
}

/** In percent of the bets that were marked; undefined while none is. */
export function successOf({ summary: { successful, failed } }: BatchHead): number | undefined {
  const marked = successful.count + failed.count;
  return marked === 0 ? undefined : Math.round((100 * successful.count) / marked);
}

/** From the creation to the submit, in milliseconds; undefined while it is open. */
export function workedFor(batch: BatchHead): number | undefined {
  const [from, to] = [parseInstant(batch.created_at), parseInstant(batch.submitted_at)];
  return isOpen(batch.status) || from === undefined || to === undefined ? undefined : to - from;
}

/** The rows as they were read, but for one that was changed from here since. */
export function withOwnChange(rows: readonly BatchHead[], own: BatchHead | undefined): readonly BatchHead[] {
  return own === undefined ? rows : rows.map((row) => (row.id === own.id && row.version < own.version ? own : row));
}

export type News = {
  /** Batches that came after the page was read. */
  readonly newer: number;
  /** Batches of the page that changed since. */
  readonly changed: number;
  /** There may be more: the last events do not reach back to when the page was read. */
  readonly atLeast: boolean;
};

/** What happened since the page was read; `recent` is newest first, `seq` the event that the page is as of. */
export function newsSince(
  recent: readonly EventEntry[],
  seq: number,
  account: number | undefined,
  rows: readonly BatchHead[],
): News {
  const shown = new Map(rows.map((row) => [row.id, row.version]));
  const changed = new Set<number>();
  let newer = 0;
  for (const { seq: at, type, accountId, batchId, batchNow } of recent) {
    if (at <= seq) break;
    if (type === "batch_created" && (account === undefined || account === accountId)) ++newer;
    if (batchId !== undefined && (batchNow?.version ?? 0) > (shown.get(batchId) ?? Number.POSITIVE_INFINITY))
      changed.add(batchId);
  }
  const oldest = recent.at(-1)?.seq;
  return { newer, changed: changed.size, atLeast: oldest !== undefined && recent.length >= 500 && oldest > seq + 1 };
}

export function newsWords({ newer, changed, atLeast }: News): string | undefined {
  const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`;
  const parts = [
    newer === 0 ? "" : count(newer, "newer batch", "newer batches"),
    changed === 0 ? "" : `${changed} of these changed`,
  ].filter((part) => part !== "");
  if (parts.length === 0) return atLeast ? "A lot happened since" : undefined;
  return `${atLeast ? "At least " : ""}${parts.join(", ")}`;
}
