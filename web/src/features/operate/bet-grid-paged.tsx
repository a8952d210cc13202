import { useId, useImperativeHandle, useState } from "react";
import { currencyScale, formatMoney, moneyFromWire } from "@/lib/money";
import { useBetRow } from "@/live/hooks";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/icon";
import { gridColumns } from "./bet-columns";
import type { RowsOfProps } from "./bet-grid";
import { RowActions } from "./bet-row-actions";
import { LastChange, Legs, SelectionNote } from "./bet-row-cells";
import { shownStatus } from "./bet-words";
import { rowNews } from "./conflict-cell";
import { RowMenu } from "./row-menu";
import { isAsChosen } from "./selection-model";
import { StatusCell } from "./status-cell";
import type { BetWorkState } from "./use-bet-work";
import { useRowEvents } from "./use-row-events";

const pageSize = 50;

/** A native table in pages, for screen readers that misread virtual rows. */
export function BetGridPaged({ work, list }: RowsOfProps) {
  const { order, marks } = work;
  const [asked, setPage] = useState(0);
  const { menu, closeMenu, ...events } = useRowEvents(work);
  const reasonId = useId();
  const pages = Math.max(1, Math.ceil(order.pids.length / pageSize));
  const page = Math.min(asked, pages - 1);
  const shown = order.pids.slice(page * pageSize, (page + 1) * pageSize);
  useImperativeHandle(list, () => ({
    scrollToRow: (index) => setPage(Math.floor(index / pageSize)),
    rowsPerPage: () => pageSize,
  }));
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto" data-scroller>
        <table className="w-full border-collapse text-left" {...events}>
          <caption className="sr-only">
            Bets of batch #{work.batch.id}, page {page + 1} of {pages}
          </caption>
          <Heading work={work} />
          <tbody>
            {shown.map((pid) => (
              <PagedRow key={pid} pid={pid} work={work} reasonId={reasonId} />
            ))}
          </tbody>
        </table>
      </div>
      {menu !== undefined && <RowMenu work={work} place={menu} onClose={closeMenu} />}
      <span id={reasonId} hidden>
        {marks.markReason}
      </span>
      <nav aria-label="Pages of bets" className="flex items-center gap-2 border-t border-line px-4 py-1.5 text-xs">
        <Button
          size="row"
          reason={page === 0 ? "This is the first page." : undefined}
          onClick={() => setPage(page - 1)}
        >
          Previous page
        </Button>
        Page {page + 1} of {pages}
        <Button
          size="row"
          reason={page === pages - 1 ? "This is the last page." : undefined}
          onClick={() => setPage(page + 1)}
        >
          Next page
        </Button>
      </nav>
    </>
  );
}

function Heading({ work }: { work: BetWorkState }) {
  return (
    <thead className="sticky top-0 z-1 bg-panel text-xs text-dim">
      <tr>
        <th scope="col" className="px-2 font-medium">
          Choose
        </th>
        {gridColumns.map(({ key, title, numeric }) => {
          const direction = work.sort.key === key ? work.sort.direction : undefined;
          return (
            <th
              key={key}
              scope="col"
              aria-sort={direction}
              className={cx("h-8 px-2 font-medium", numeric === true && "text-right")}
            >
              <button
                type="button"
                onClick={() => work.setSort(key)}
                className="inline-flex min-h-6 items-center gap-1 hover:text-text"
              >
                {title}
                {direction !== undefined && <Icon name={direction} className="size-3" />}
              </button>
            </th>
          );
        })}
        <th scope="col" className="px-2 font-medium">
          Actions
        </th>
      </tr>
    </thead>
  );
}

function PagedRow({ pid, work, reasonId }: { pid: number; work: BetWorkState; reasonId: string }) {
  const row = useBetRow(pid);
  if (row === undefined) return null;
  const { bet } = row;
  const captured = work.chosen.selection.get(pid);
  const scale = currencyScale(work.currency);
  const changed = captured !== undefined && row.op === undefined && !isAsChosen(captured, bet);
  return (
    <tr
      tabIndex={pid === work.active ? 0 : -1}
      data-pid={pid}
      data-status={shownStatus(row)}
      data-op={row.op?.state}
      data-active={pid === work.active || undefined}
      className="group/row row-height border-b border-line -outline-offset-2 even:bg-row data-active:bg-selected"
    >
      <td className="px-2" data-act="choose">
        <input
          type="checkbox"
          checked={captured !== undefined}
          onChange={() => undefined}
          aria-label={`Choose #${bet.id}`}
          className="size-4 tick-box"
        />
      </td>
      <td className="px-2 text-right">{bet.id}</td>
      <td className="px-2">
        <Legs selection={bet.selection} /> <SelectionNote selection={bet.selection} />
      </td>
      <td className="px-2 text-right">{formatMoney(moneyFromWire(bet.stake), scale)}</td>
      <td className="px-2 text-right">{formatMoney(moneyFromWire(bet.cost), scale)}</td>
      <td className="px-2">
        <StatusCell row={row} />
      </td>
      <td className="px-2 text-xs text-dim">
        {rowNews(row, changed) ?? <LastChange bet={bet} today={new Date().setHours(0, 0, 0, 0)} />}
      </td>
      <td className="px-2">
        <span className="flex gap-1.5">
          <RowActions
            row={row}
            overriding={pid === work.overriding}
            reason={work.marks.markReason}
            reasonId={reasonId}
            tabbable
          />
        </span>
      </td>
    </tr>
  );
}
