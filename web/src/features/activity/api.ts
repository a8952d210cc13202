// What the log holds before the live events, in pages.
import { useInfiniteQuery } from "@tanstack/react-query";
import { toCursor } from "@/contract/cursor";
import { orThrow } from "@/contract/read-error";
import { type EventEntry, toEntry } from "@/live/event-entry";
import { useLive } from "@/live/live-context";
import { type ActivityView, searchOf } from "./model";

const pageEvents = 100;

export type OlderPage = {
  readonly entries: readonly EventEntry[];
  /** Where the next page ends; undefined when there is nothing older. */
  readonly next: string | undefined;
  /** The oldest event that is kept. */
  readonly floor: number;
};

/** The events up to and including `anchor`. What was read never changes. */
export function useOlder(view: ActivityView, anchor: number, epoch: string) {
  const { api } = useLive();
  return useInfiniteQuery({
    queryKey: ["activity", view, epoch, anchor],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    placeholderData: (before) => before,
    initialPageParam: toCursor({ epoch, seq: anchor }),
    getNextPageParam: (page: OlderPage) => page.next,
    queryFn: async ({ pageParam, signal }): Promise<OlderPage> => {
      const page = orThrow(await api.searchEvents(searchOf(view, pageParam, pageEvents), signal)).data;
      const isEnd = page.more === undefined ? page.events.length === 0 : !page.more;
      return {
        entries: page.events.map((event) => toEntry(event)),
        next: isEnd ? undefined : page.next,
        floor: page.floor,
      };
    },
  });
}
