// The order of the sidebar and of auto-advance: by start time, then by creation. A batch without a start comes last.
import type { BatchHead, BatchStatus } from "@/contract/types";

/** `meta.start_time` in milliseconds since 1970, where it is a date. */
export function startTime(batch: BatchHead): number | undefined {
  const text = batch.meta["start_time"];
  const time = typeof text === "string" ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

export function inStartOrder(a: BatchHead, b: BatchHead): number {
  const [startA, startB] = [startTime(a) ?? Number.POSITIVE_INFINITY, startTime(b) ?? Number.POSITIVE_INFINITY];
  if (startA !== startB) return startA - startB;
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? -1 : 1;
  return a.id - b.id;
}

/** Takes marks. */
export function isOpen(status: BatchStatus): boolean {
  return status === "created" || status === "active";
}
