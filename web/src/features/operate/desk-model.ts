// What the sidebar and the header say of batches. Pure; times are milliseconds of the server's clock.
import type { BatchHead, PresentSession, Summary } from "@/contract/types";
import { type Money, moneyFromWire, sumMoney } from "@/lib/money";
import { inStartOrder, isOpen, startTime } from "@/live/batch-order";

/** From so little time before the start on, pending bets are urgent. */
export const urgentBeforeMs = 5 * 60_000;

/** Open bets and little time, or none left: an operator has to look now. */
export function isUrgent(batch: BatchHead, now: number): boolean {
  const start = startTime(batch);
  return start !== undefined && start - now < urgentBeforeMs && isOpen(batch.status) && batch.summary.pending.count > 0;
}

export function urgentCount(batches: readonly BatchHead[], now: number): number {
  return batches.filter((batch) => isUrgent(batch, now)).length;
}

/** The batches that take marks: what the sidebar lists. */
export function openOnly(batches: readonly BatchHead[]): readonly BatchHead[] {
  return batches.filter((batch) => isOpen(batch.status));
}

/** The open batches with pending bets, by start. */
export function waitingInOrder(batches: readonly BatchHead[]): readonly BatchHead[] {
  return openOnly(batches)
    .filter(({ summary }) => summary.pending.count > 0)
    .sort(inStartOrder);
}

/**
 * The order under a pointer: rows stay where they are, what left leaves, and what is new comes last. `frozen` is the
 * order when the pointer came.
 */
export function heldOrder(frozen: readonly number[], batches: readonly BatchHead[]): readonly BatchHead[] {
  const place = new Map(frozen.map((id, index) => [id, index]));
  const placeOf = (batch: BatchHead): number => place.get(batch.id) ?? Number.POSITIVE_INFINITY;
  return [...batches].sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)));
}

/** The neighbour of `current` in a list, or its first entry where `current` is not in it. */
export function neighbour<T>(list: readonly T[], current: T | undefined, step: 1 | -1): T | undefined {
  const at = current === undefined ? -1 : list.indexOf(current);
  return at < 0 ? list.at(step === 1 ? 0 : -1) : list[at + step];
}

/** The batch before or after `current`, which need not be among them any more: it may have been closed. */
export function nextInOrder(
  sorted: readonly BatchHead[],
  current: BatchHead | undefined,
  step: 1 | -1,
): BatchHead | undefined {
  if (current === undefined) return sorted.at(step === 1 ? 0 : -1);
  return step === 1
    ? sorted.find((batch) => inStartOrder(batch, current) > 0)
    : sorted.findLast((batch) => inStartOrder(batch, current) < 0);
}

export function progressWords({ successful, failed, pending }: Summary): string {
  return `${successful.count} successful, ${failed.count} failed, ${pending.count} pending`;
}

export function totalOf(summary: Summary, column: "stake" | "cost"): Money {
  const { successful, failed, pending } = summary;
  return sumMoney([successful, failed, pending].map((totals) => moneyFromWire(totals[column])));
}

/** `AN` for Ana, `MK` for Mark King or mk. */
export function initialsOf(name: string): string {
  const words = name.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = "?", second] = words;
  return second === undefined ? [...first].slice(0, 2).join("") : [...first].slice(0, 1).join("") + [...second][0];
}

/** Each person once per batch, by name, without `self`; who is active comes before who is idle. */
export function peopleOf(sessions: readonly PresentSession[], self: string): readonly PresentSession[] {
  const people = new Map<string, PresentSession>();
  for (const session of sessions) {
    if (session.name === "" || session.name === self) continue;
    const key = `${session.name} ${session.batch_id ?? ""}`;
    if (people.get(key)?.state !== "active") people.set(key, session);
  }
  const byName = (a: PresentSession, b: PresentSession): number => a.name.localeCompare(b.name, "en");
  return [...people.values()].sort((a, b) => Number(a.state === "idle") - Number(b.state === "idle") || byName(a, b));
}

/** `Back. 37 changes while the connection was lost, 2 in this batch.`; undefined when nothing changed. */
export function resyncWords(changes: number, here: number): string | undefined {
  if (changes === 0) return undefined;
  const all = changes === 1 ? "1 change" : `${changes.toLocaleString("en")} changes`;
  const some = here === 0 ? "" : `, ${here} bet${here === 1 ? "" : "s"} in this batch`;
  return `Back. ${all} while the connection was lost${some}.`;
}
