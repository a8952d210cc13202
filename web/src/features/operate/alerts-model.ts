// What calls an operator back to the page. Pure.
import type { BatchHead } from "@/contract/types";
import type { RecentEvent } from "@/live/activity";
import { isOpen, startTime } from "@/live/batch-order";

export const closingMs = 60_000;

/** Batches that came under a minute between two looks, with bets still pending. */
export function closingBatches(batches: readonly BatchHead[], before: number, now: number): readonly BatchHead[] {
  return batches.filter((batch) => {
    const start = startTime(batch);
    if (start === undefined || !isOpen(batch.status) || batch.summary.pending.count === 0) return false;
    return start - before >= closingMs && start - now < closingMs && start > now;
  });
}

/** The batches that came after the event `since`; `recent` is newest first. */
export function newBatches(recent: readonly RecentEvent[], since: number): readonly RecentEvent[] {
  return recent.filter((event) => event.seq > since && event.type === "batch_created");
}
