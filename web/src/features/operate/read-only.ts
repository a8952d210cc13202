// Why a batch takes no marks, in words. Pure.
import type { BatchHead } from "@/contract/types";
import { formatMoment, parseInstant, type Zone } from "@/lib/time";
import { isOpen } from "@/live/batch-order";
import type { Tombstone } from "@/live/store";

export type Clock = { readonly now: number; readonly zone: Zone };

/** `Submitted by MK 12:04:11`; null while it is open. */
export function closedWords(batch: BatchHead, clock: Clock): string | null {
  if (isOpen(batch.status)) return null;
  return `Submitted${byAt(batch.submitted_by, batch.submitted_at ?? batch.updated_at, clock)}`;
}

/** `Deleted by MK 12:04:11` */
export function deletedWords({ by, at }: Tombstone, clock: Clock): string {
  return `Deleted${byAt(by, at, clock)}`;
}

function byAt(by: string | undefined, at: string | undefined, { now, zone }: Clock): string {
  const instant = parseInstant(at);
  return `${by === undefined ? "" : ` by ${by}`}${instant === undefined ? "" : ` ${formatMoment(instant, now, zone)}`}`;
}
