import { memo, useCallback, useId } from "react";
import { currencyScale, formatMoney, moneyFromWire } from "@/lib/money";
import { useBetRow } from "@/live/hooks";
import { cx } from "@/ui/cx";
import { VirtualList } from "@/ui/virtual-list";
import type { RowsOfProps } from "./bet-grid";
import { RowActions } from "./bet-row-actions";
import { LastChange, Legs, SelectionNote } from "./bet-row-cells";
import { shownStatus } from "./bet-words";
import { rowNews } from "./conflict-cell";
import { StatusCell } from "./status-cell";
import { useRowEvents } from "./use-row-events";

const cardHeight = 132;

/** Phone: one card per bet, two large buttons far apart. Marks one by one; several at once are for a larger screen. */
export function BetCards({ work, list }: RowsOfProps) {
  const { order, active, activeIndex, marks, overriding } = work;
  const { onClick, onFocus, onPointerDown } = useRowEvents(work);
  const reasonId = useId();
  const scale = currencyScale(work.currency);
  const rowKey = useCallback((index: number) => order.pids[index] ?? index, [order]);
  return (
    <>
      <p className="px-3 py-1.5 text-xs text-dim">One by one here; several at once on a wider screen.</p>
      <VirtualList
        handle={list}
        role="list"
        aria-label={`Bets of batch #${work.batch.id}`}
        data-scroller
        count={order.pids.length}
        rowHeight={cardHeight}
        pinned={activeIndex}
        rowKey={rowKey}
        overscan={3}
        onClick={onClick}
        onFocus={onFocus}
        onPointerDown={onPointerDown}
      >
        {(index) => {
          const pid = order.pids[index];
          if (pid === undefined) return null;
          return (
            <BetCard
              pid={pid}
              active={pid === active}
              overriding={pid === overriding}
              reason={marks.markReason}
              reasonId={reasonId}
              scale={scale}
              currency={work.currency}
              position={index + 1}
              total={order.pids.length}
              onDetails={work.openDetails}
            />
          );
        }}
      </VirtualList>
      <span id={reasonId} hidden>
        {marks.markReason}
      </span>
    </>
  );
}

type BetCardProps = {
  readonly pid: number;
  readonly active: boolean;
  readonly overriding: boolean;
  readonly reason: string | undefined;
  readonly reasonId: string;
  readonly scale: number;
  readonly currency: string;
  readonly position: number;
  readonly total: number;
  readonly onDetails: (pid: number) => void;
};

const BetCard = memo(function BetCard(props: BetCardProps) {
  const { pid, active, overriding, reason, reasonId, scale, currency } = props;
  const row = useBetRow(pid);
  if (row === undefined) return null;
  const { bet } = row;
  return (
    <div
      role="listitem"
      aria-setsize={props.total}
      aria-posinset={props.position}
      tabIndex={-1}
      data-pid={pid}
      data-status={shownStatus(row)}
      data-op={row.op?.state}
      className={cx("flex h-full flex-col gap-1 border-b border-line px-3 py-2.5", active && "bg-selected")}
    >
      <div className="flex items-baseline gap-2">
        <button
          type="button"
          onClick={() => props.onDetails(pid)}
          className="flex min-w-0 flex-1 items-baseline gap-2 truncate text-left"
        >
          <span className="text-xs text-dim">#{bet.id}</span>
          <Legs selection={bet.selection} large />
          <SelectionNote selection={bet.selection} />
          <span className="sr-only">, details</span>
        </button>
        <span className="text-md font-semibold">
          {formatMoney(moneyFromWire(bet.stake), scale)}{" "}
          <span className="text-xs font-normal text-dim">{currency}</span>
        </span>
      </div>
      <div className="flex min-w-0 items-baseline gap-2 text-xs text-dim">
        <StatusCell row={row} />
        <span className="min-w-0 truncate">
          {rowNews(row, false) ?? <LastChange bet={bet} today={new Date().setHours(0, 0, 0, 0)} />}
        </span>
      </div>
      <div className="mt-auto flex justify-between">
        <RowActions row={row} overriding={overriding} reason={reason} reasonId={reasonId} large />
      </div>
    </div>
  );
});
