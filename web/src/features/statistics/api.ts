import { useQuery } from "@tanstack/react-query";
import { readStatistics, type Statistics } from "@/contract/statistics";
import { useLive } from "@/live/live-context";
import { type Range, windowOf } from "./model";

const refetchMs = 10_000;
const timeoutMs = 15_000;

export class StatisticsError extends Error {
  constructor(
    readonly detail: string,
    readonly requestId: string | undefined,
  ) {
    super(detail);
  }
}

/** The figures of the window that ends now, looked at again while the page is in front. */
export function useStatistics(range: Range, account: number | undefined) {
  const { api, serverNow } = useLive();
  return useQuery<Statistics, StatisticsError>({
    queryKey: ["statistics", range, account],
    refetchInterval: refetchMs,
    queryFn: async ({ signal }) => {
      const query = { ...windowOf(range, serverNow()), ...(account === undefined ? {} : { account }) };
      const outcome = await readStatistics(api, query, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
      if (outcome.kind === "ok") return outcome.data;
      if (outcome.kind === "refused") throw new StatisticsError(outcome.problem.detail, outcome.problem.request_id);
      throw new StatisticsError(outcome.detail, undefined);
    },
  });
}
