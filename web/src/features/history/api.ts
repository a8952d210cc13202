// The pages of the history, as of when they were read.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Api } from "@/contract/client";
import { parseCursor } from "@/contract/cursor";
import { orThrow } from "@/contract/read-error";
import type { BatchHead } from "@/contract/types";
import type { Zone } from "@/lib/time";
import { useLive } from "@/live/live-context";
import { type HistoryView, searchOf } from "./model";

export const pageRows = 50;
/** The server ends a search early so that nobody waits; so often it is asked to go on by itself. */
const searchesMax = 8;

export type HistoryPage = {
  readonly rows: readonly BatchHead[];
  /** Where the next page begins. */
  readonly next: string | undefined;
  /** The event that it is as of. */
  readonly seq: number;
  readonly readAt: number;
};

export function useHistoryPage(view: HistoryView, zone: Zone) {
  const { api } = useLive();
  return useQuery({
    queryKey: ["history", view, zone],
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false, // rows move when the operator says so
    queryFn: ({ signal }) => readPage(api, view, zone, signal),
  });
}

/** Of several reads the page is as of the first: what happened in between is news. */
async function readPage(api: Api, view: HistoryView, zone: Zone, signal: AbortSignal): Promise<HistoryPage> {
  const search = searchOf(view, zone);
  const rows: BatchHead[] = [];
  let cursor = view.page === "" ? undefined : view.page;
  let seq: number | undefined;
  for (let searches = 0; searches < searchesMax; ++searches) {
    const query = { ...search, limit: pageRows - rows.length, ...(cursor === undefined ? {} : { cursor }) };
    const answer = orThrow(await api.searchBatches(query, signal));
    rows.push(...answer.data);
    seq ??= parseCursor(answer.cursor)?.seq;
    cursor = answer.next;
    if (cursor === undefined || rows.length >= pageRows) break;
  }
  return { rows, next: cursor, seq: seq ?? 0, readAt: Date.now() };
}
