// The closed batches that have pending bets: only the server knows all of them.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Api } from "@/contract/client";
import { parseCursor } from "@/contract/cursor";
import { orThrow } from "@/contract/read-error";
import type { BatchHead } from "@/contract/types";
import type { EventEntry } from "@/live/event-entry";
import { useRecentEvents } from "@/live/hooks";
import { useLive } from "@/live/live-context";

/** Events after which another batch may be closed with pending bets, or this one no more. */
const closing: readonly EventEntry["type"][] = [
  "batch_submitted",
  "batch_completed",
  "batch_reopened",
  "account_deleted",
  "account_created",
];
/** In case that an event was missed. */
const againMs = 15_000;

export type ClosedPending = { readonly batches: readonly BatchHead[]; readonly seq: number; readonly readAt: number };

export function useClosedPending() {
  const { api } = useLive();
  const last = useRecentEvents().find(({ type }) => closing.includes(type))?.seq ?? 0;
  const query = useQuery({
    queryKey: ["closed-pending", last],
    placeholderData: keepPreviousData,
    refetchInterval: againMs,
    queryFn: ({ signal }) => readAll(api, signal),
  });
  const { data } = query;
  return { query, closedKnown: data !== undefined && !query.isError && !query.isPlaceholderData && data.seq >= last };
}

async function readAll(api: Api, signal: AbortSignal): Promise<ClosedPending> {
  const batches: BatchHead[] = [];
  let seq = Number.POSITIVE_INFINITY;
  for (let cursor: string | undefined; ; ) {
    const page = { pending: true, limit: 1000, ...(cursor === undefined ? {} : { cursor }) };
    const answer = orThrow(await api.searchBatches({ ...page, status: ["submitted", "completed"] }, signal));
    batches.push(...answer.data);
    // All of it is as of the oldest read.
    seq = Math.min(seq, parseCursor(answer.cursor)?.seq ?? 0);
    cursor = answer.next;
    if (cursor === undefined) return { batches, seq, readAt: Date.now() };
  }
}
