import { memo } from "react";
import { formatMoney, moneyFromWire } from "@/lib/money";
import { useBetRow } from "@/live/hooks";
import type { BetRow as Row } from "@/live/rows";
import { cx } from "@/ui/cx";
import { byGivesWay, columnCount, costGivesWay, rowColumns, whereByGaveWay } from "./bet-columns";
import { RowActions } from "./bet-row-actions";
import { LastChange, Legs, SelectionNote } from "./bet-row-cells";
import { shownStatus } from "./bet-words";
import { rowNews } from "./conflict-cell";
import { type Filter, matches } from "./grid-model";
import { type Captured, isAsChosen } from "./selection-model";
import { StatusCell } from "./status-cell";

export type BetRowProps = {
  readonly pid: number;
  readonly index: number;
  readonly active: boolean;
  /** How it was chosen; undefined when it is not. */
  readonly captured: Captured | undefined;
  readonly copied: boolean;
  readonly overriding: boolean;
  readonly filter: Filter;
  readonly scale: number;
  readonly today: number;
  readonly reason: string | undefined;
  readonly reasonId: string;
};

/** One row; renders again only when its bet, or what is said of it here, changed. */
export const BetRow = memo(function BetRow(props: BetRowProps) {
  const row = useBetRow(props.pid);
  const { index, active, captured } = props;
  const status = row && shownStatus(row);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={captured !== undefined}
      tabIndex={active ? 0 : -1}
      data-pid={props.pid}
      data-active={active || undefined}
      data-status={status}
      data-op={row?.op?.state}
      data-conflict={row?.conflict === undefined ? undefined : true}
      data-error={row?.error === undefined ? undefined : true}
      className={cx(
        rowColumns,
        "group/row row-height items-center border-b border-l-3 border-b-line text-sm -outline-offset-2",
        "data-active:bg-selected data-active:not-focus:outline-1 data-active:not-focus:outline-edge focus:outline-2 focus:outline-focus",
        toneOf(row, captured !== undefined, index),
      )}
    >
      {row === undefined ? <Gone /> : <Cells {...props} row={row} />}
    </div>
  );
});

function toneOf(row: Row | undefined, chosen: boolean, index: number): string {
  const plain = chosen ? "bg-selected" : index % 2 === 1 ? "bg-row" : "bg-bg";
  if (row === undefined) return `border-l-transparent ${plain}`;
  if (row.conflict !== undefined || row.op?.state === "unknown")
    return `border-l-unknown ${chosen ? plain : "bg-unknown-tint"}`;
  if (row.error !== undefined) return `border-l-failed ${chosen ? plain : "bg-failed-tint"}`;
  // Only what the server has confirmed has an edge.
  const status = row.op === undefined ? row.bet.status : "pending";
  if (status === "failed") return `border-l-failed ${chosen ? plain : "bg-failed-tint"}`;
  return `${status === "successful" ? "border-l-successful" : "border-l-transparent"} ${plain}`;
}

const cell = "min-w-0 px-2 truncate";

function Cells({
  row,
  captured,
  copied,
  overriding,
  filter,
  scale,
  today,
  reason,
  reasonId,
}: BetRowProps & { row: Row }) {
  const { bet } = row;
  const changed = captured !== undefined && !isAsChosen(captured, bet) && row.op === undefined;
  const news = rowNews(row, changed);
  const shown = { bet: { ...bet, status: shownStatus(row) }, unknown: row.op?.state === "unknown" };
  const left = !matches(shown, filter, []);
  return (
    <>
      <div
        role="gridcell"
        tabIndex={-1}
        data-column="choose"
        data-act="choose"
        className="flex h-full cursor-pointer items-center justify-center"
      >
        <input
          type="checkbox"
          tabIndex={-1}
          checked={captured !== undefined}
          onChange={leaveToGrid}
          aria-label={`Choose #${bet.id}`}
          className="size-4 cursor-pointer tick-box"
        />
      </div>
      <div role="gridcell" tabIndex={-1} data-column="number" className={cx(cell, "text-right text-dim")}>
        {bet.id}
      </div>
      <div
        role="gridcell"
        tabIndex={-1}
        data-column="selection"
        className={cx(cell, "pr-4", left && "text-dim opacity-80")}
      >
        <Legs selection={bet.selection} /> <SelectionNote selection={bet.selection} />
        {copied && <span className="ml-2 text-xs font-semibold text-accent">copied</span>}
      </div>
      <div role="gridcell" tabIndex={-1} data-column="stake" className={cx(cell, "text-right", left && "text-dim")}>
        {formatMoney(moneyFromWire(bet.stake), scale)}
      </div>
      <div
        role="gridcell"
        tabIndex={-1}
        data-column="cost"
        className={cx(cell, "text-right", costGivesWay, left && "text-dim")}
      >
        {formatMoney(moneyFromWire(Number(row.op?.change.cost ?? bet.cost)), scale)}
      </div>
      <div
        role="gridcell"
        tabIndex={-1}
        data-column="status"
        className={cx(cell, "flex items-center pl-4", left && "grayscale")}
      >
        <span className="flex min-w-0 flex-col justify-center">
          <StatusCell row={row} />
          {news !== undefined && <span className={cx("truncate text-[11px]/3", whereByGaveWay)}>{news}</span>}
        </span>
        {left && <span className="sr-only">, no longer in this filter</span>}
      </div>
      <div role="gridcell" tabIndex={-1} data-column="by" className={cx(cell, "text-xs text-dim", byGivesWay)}>
        {news ?? <LastChange bet={bet} today={today} />}
      </div>
      <div role="gridcell" data-column="actions" className="flex items-center justify-end gap-1.5 pr-3 pl-1">
        <RowActions row={row} overriding={overriding} reason={reason} reasonId={reasonId} />
      </div>
    </>
  );
}

/** The grid hears the click, with the keys that were held. */
function leaveToGrid(): void {}

function Gone() {
  return (
    <div role="gridcell" aria-colspan={columnCount} className="col-span-full px-4 text-dim">
      This bet is no longer on the server.
    </div>
  );
}
