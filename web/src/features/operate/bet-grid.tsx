import { lazy, type RefObject, Suspense, useCallback, useId, useLayoutEffect, useRef } from "react";
import { currencyScale } from "@/lib/money";
import { useRowHeight } from "@/lib/use-settings";
import { useConnection } from "@/live/hooks";
import { cx } from "@/ui/cx";
import { VirtualList, type VirtualListHandle } from "@/ui/virtual-list";
import { columnCount } from "./bet-columns";
import { BetGridHeader, headerHeight } from "./bet-grid-header";
import { BetRow } from "./bet-row";
import type { BetWorkState } from "./use-bet-work";
import { useRowEvents } from "./use-row-events";

const RowMenu = lazy(async () => ({ default: (await import("./row-menu")).RowMenu }));

export type RowsOfProps = { readonly work: BetWorkState; readonly list: RefObject<VirtualListHandle | null> };

/** The virtual grid: ten thousand rows, of which those that can be seen are there, and the one with the tab stop. */
export function BetGrid({ work, list }: RowsOfProps) {
  const { order, active, activeIndex, chosen, copied, overriding, marks, batch } = work;
  const rowHeight = useRowHeight();
  const { state } = useConnection();
  const reasonId = useId();
  const today = startOfToday();
  const scale = currencyScale(work.currency);
  const { menu, closeMenu, ...events } = useRowEvents(work);
  const rowKey = useCallback((index: number) => order.pids[index] ?? index, [order]);

  // A new order puts the row with the tab stop into sight, once.
  const shownOrder = useRef(order);
  useLayoutEffect(() => {
    if (shownOrder.current !== order && activeIndex !== undefined) list.current?.scrollToRow(activeIndex);
    shownOrder.current = order;
  }, [order, activeIndex, list]);

  return (
    <>
      <VirtualList
        handle={list}
        role="grid"
        aria-label={`Bets of batch #${batch.id}`}
        aria-rowcount={order.pids.length + 1}
        aria-colcount={columnCount}
        aria-multiselectable
        aria-busy={work.load.state !== "loaded"}
        data-grid="bets"
        data-scroller
        tabIndex={order.pids.length === 0 ? 0 : -1}
        count={order.pids.length}
        rowHeight={rowHeight}
        headerHeight={headerHeight}
        pinned={activeIndex}
        rowKey={rowKey}
        header={<BetGridHeader work={work} />}
        className={cx((state === "stale" || state === "offline") && "hatched", "-outline-offset-2")}
        {...events}
      >
        {(index) => {
          const pid = order.pids[index];
          if (pid === undefined) return null;
          return (
            <BetRow
              pid={pid}
              index={index}
              active={pid === active}
              captured={chosen.selection.get(pid)}
              copied={copied.has(pid)}
              overriding={pid === overriding}
              filter={work.view.status}
              scale={scale}
              today={today}
              reason={marks.markReason}
              reasonId={reasonId}
            />
          );
        }}
      </VirtualList>
      {menu !== undefined && (
        <Suspense>
          <RowMenu work={work} place={menu} onClose={closeMenu} />
        </Suspense>
      )}
      <span id={reasonId} hidden>
        {marks.markReason}
      </span>
    </>
  );
}

/** Only the day of it is used: the same number all day, so that rows stay as they are. */
function startOfToday(): number {
  return new Date().setHours(0, 0, 0, 0);
}
