// Where an operator goes after their own submit. Pure: the order is the sidebar's as it was when they pressed submit, the
// state of each batch is as it is now. The rules never leave the account; `nextInQueue` only makes an offer.
import type { BatchHead } from "@/contract/types";
import { inStartOrder, isOpen } from "@/live/batch-order";

export type Look = (batchId: number) => BatchHead | undefined;

/**
 * The next batch with pending bets, else the next open one, else the nearest open one before; undefined when the
 * account has nothing open.
 */
export function nextAfterSubmit(frozen: readonly number[], submitted: number, look: Look): number | undefined {
  const at = frozen.indexOf(submitted);
  const open = (id: number): boolean => id !== submitted && isOpen(look(id)?.status ?? "completed");
  const after = frozen.slice(at + 1).filter(open);
  const before = at < 0 ? [] : frozen.slice(0, at).filter(open).reverse();
  return after.find((id) => (look(id)?.summary.pending.count ?? 0) > 0) ?? after[0] ?? before[0];
}

/** The first batch of any other account that waits for somebody: what "follow queue" offers. */
export function nextInQueue(batches: Iterable<BatchHead>, accountId: number): BatchHead | undefined {
  let next: BatchHead | undefined;
  for (const batch of batches) {
    if (batch.account_id === accountId || !isOpen(batch.status) || batch.summary.pending.count === 0) continue;
    if (next === undefined || inStartOrder(batch, next) < 0) next = batch;
  }
  return next;
}
