// The history of one bet: read when somebody looks at it, and again with every new version of it.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { orThrow } from "@/contract/read-error";
import type { BatchHead, Bet, EventType } from "@/contract/types";
import { useLive } from "@/live/live-context";

/** What is read at once; older changes are on the audit screen. */
export const historyMax = 50;
/** A created batch comes with all its bets: of a large one that is too much to read for one of them. */
const createdMax = 500;

export function useBetHistory(bet: Bet, batch: BatchHead) {
  const { api } = useLive();
  const types: readonly EventType[] = ["bet_status_updated", "batch_bets_updated"];
  const asked = batch.summary.bets <= createdMax ? [...types, "batch_created" as const] : types;
  return useQuery({
    queryKey: ["bet-history", bet.pid, bet.version],
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const query = { bet: bet.pid, batch: batch.id, order: "desc" as const, limit: historyMax, types: asked };
      return orThrow(await api.searchEvents(query, signal)).data.events;
    },
  });
}
