import { type KeyboardEvent, type RefObject, useState } from "react";
import { flushSync } from "react-dom";
import { useRowHeight } from "@/lib/use-settings";
import { useWidth } from "@/lib/use-width";
import { useAccountLooks } from "@/live/account-looks";
import { useEventNames } from "@/live/event-names";
import { statesBefore } from "@/live/event-words";
import { VirtualList, type VirtualListHandle } from "@/ui/virtual-list";
import { EventRow } from "./event-row";
import type { Feed } from "./use-feed";

const phoneRowHeight = 56;
/** So many rows before the end the next page is asked for. */
const readAhead = 30;

/** Newest first. It stands still while the pointer or the focus is in it. */
export function EventList({ feed, list }: { feed: Feed; list: RefObject<VirtualListHandle | null> }) {
  const { entries, older, pause, setPause } = feed;
  const looks = useAccountLooks();
  const names = useEventNames(entries);
  const before = statesBefore(entries);
  const rowHeight = useRowHeight();
  const isPhone = useWidth() === "phone";
  const [active, setActive] = useState<number>();
  const found = entries.findIndex(({ seq }) => seq === active);
  const at = found === -1 ? 0 : found;

  const walk = (event: KeyboardEvent, from: number): void => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? entries.length - 1 : from + (step ?? Number.NaN);
    const entry = entries[Math.max(0, Math.min(entries.length - 1, to))];
    if (Number.isNaN(to) || entry === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    // The next key may come before the next frame: the row is mounted and has the focus by then. The row of this key may
    // be gone with that.
    const scroller = event.currentTarget.closest<HTMLElement>("[data-scroller]");
    flushSync(() => setActive(entry.seq));
    list.current?.scrollToRow(entries.indexOf(entry));
    scroller?.querySelector<HTMLElement>(`[data-seq="${entry.seq}"] a`)?.focus({ preventScroll: true });
  };
  const near = (index: number): void => {
    if (index > entries.length - readAhead && older.hasNextPage && !older.isFetching) void older.fetchNextPage();
  };
  return (
    <VirtualList
      data-scroller=""
      role="list"
      aria-label="Events, newest first"
      aria-busy={older.isFetching}
      className="[overflow-anchor:none]"
      count={entries.length}
      rowHeight={isPhone ? phoneRowHeight : rowHeight}
      rowKey={(index) => entries[index]?.seq ?? index}
      pinned={active === undefined ? undefined : at}
      handle={list}
      onPointerEnter={(event) => {
        if (event.pointerType === "mouse") setPause({ hovered: true });
      }}
      onPointerLeave={() => setPause({ hovered: false })}
      onFocus={() => setPause({ focused: true })}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setPause({ focused: false });
      }}
      onScroll={(event) => {
        const { scrollTop, clientHeight } = event.currentTarget;
        if (scrollTop > 0 !== pause.scrolled) setPause({ scrolled: scrollTop > 0 });
        near(Math.ceil((scrollTop + clientHeight) / rowHeight));
      }}
    >
      {(index) => {
        const entry = entries[index];
        return (
          entry !== undefined && (
            <EventRow
              entry={entry}
              before={before.get(entry.seq)}
              names={names}
              look={looks.get(entry.accountId)}
              isActive={index === at}
              onFocus={() => setActive(entry.seq)}
              onWalk={(event) => walk(event, index)}
            />
          )
        );
      }}
    </VirtualList>
  );
}
