// The log, as of when the search was made; paging never shifts because of what happens meanwhile.
import { useInfiniteQuery } from "@tanstack/react-query";
import { orThrow } from "@/contract/read-error";
import type { ServerEvent } from "@/contract/types";
import type { Zone } from "@/lib/time";
import { useLive } from "@/live/live-context";
import { type AuditView, searchOf, searchProblem } from "./model";

const pageEvents = 50;

export type AuditPage = {
  readonly events: readonly ServerEvent[];
  readonly next: string | undefined;
  readonly floor: number;
};

export function useAudit(view: AuditView, zone: Zone) {
  const { api } = useLive();
  const first: string | undefined = undefined;
  return useInfiniteQuery({
    queryKey: ["audit", view, zone],
    enabled: searchProblem(view) === undefined,
    refetchOnWindowFocus: false,
    staleTime: 0,
    initialPageParam: first,
    getNextPageParam: (page: AuditPage): string | undefined => page.next,
    queryFn: async ({
      pageParam,
      signal,
    }: {
      pageParam: string | undefined;
      signal: AbortSignal;
    }): Promise<AuditPage> => {
      const page = orThrow(await api.searchEvents(searchOf(view, zone, pageParam, pageEvents), signal)).data;
      const isEnd = page.more === undefined ? page.events.length === 0 : !page.more;
      return { events: page.events, next: isEnd ? undefined : page.next, floor: page.floor };
    },
  });
}
