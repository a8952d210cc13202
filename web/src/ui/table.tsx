import type { KeyboardEvent, ReactNode } from "react";
import { cx } from "./cx";
import { Icon } from "./icon";

export interface Column<Row, Key extends string = string> {
  key: Key;
  title: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Figures: to the right, aligned. */
  numeric?: boolean;
  sortable?: boolean;
  /** Left out where there is little room, least important first. */
  from?: "md" | "lg";
  className?: string;
}

export interface Sort<Key extends string> {
  key: Key;
  direction: "ascending" | "descending";
}

export interface TableProps<Row, Key extends string> {
  /** What it lists; spoken, not shown. */
  caption: string;
  columns: readonly Column<Row, Key>[];
  rows: readonly Row[];
  rowId: (row: Row) => string | number;
  sort?: Sort<Key> | undefined;
  onSort?: (sort: Sort<Key>) => void;
  /** Enter or a click on a row. The first cell should hold a link or button that does the same, for screen readers. */
  onOpen?: (row: Row) => void;
  current?: string | number | undefined;
}

const fromWidth = { md: "max-md:hidden", lg: "max-lg:hidden" } as const;

/** A native table: history, accounts, statistics. Rows are walked with the arrow keys when they can be opened. */
export function Table<Row, Key extends string>(props: TableProps<Row, Key>) {
  const { columns, rows, rowId, onOpen, current } = props;
  return (
    <table className="w-full border-collapse text-left">
      <caption className="sr-only">{props.caption}</caption>
      <thead className="sticky top-0 z-1 bg-panel text-xs text-dim">
        <tr>
          {columns.map((column) => (
            <Heading key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowId(row)}
            tabIndex={onOpen === undefined ? undefined : 0}
            aria-current={rowId(row) === current || undefined}
            onClick={
              onOpen === undefined
                ? undefined
                : (event) => {
                    if (!isOnControl(event.target)) onOpen(row);
                  }
            }
            onKeyDown={onOpen === undefined ? undefined : (event) => walkRows(event, () => onOpen(row))}
            className={cx(
              "row-height border-b border-line even:bg-row/60 aria-[current]:bg-selected",
              onOpen !== undefined && "cursor-pointer -outline-offset-2 hover:bg-hover",
            )}
          >
            {columns.map((column) => (
              <td key={column.key} className={cellClass(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface HeadingProps<Row, Key extends string> {
  column: Column<Row, Key>;
  sort: Sort<Key> | undefined;
  onSort: ((sort: Sort<Key>) => void) | undefined;
}

function Heading<Row, Key extends string>({ column, sort, onSort }: HeadingProps<Row, Key>) {
  const direction = sort?.key === column.key ? sort.direction : undefined;
  const next = direction === "ascending" ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={direction} className={cx(cellClass(column), "h-8 border-b border-line font-medium")}>
      {column.sortable === true && onSort !== undefined ? (
        <button
          type="button"
          onClick={() => onSort({ key: column.key, direction: next })}
          className="inline-flex min-h-6 items-center gap-1 hover:text-text"
        >
          {column.title}
          {direction !== undefined && <Icon name={direction} className="size-3" />}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

function cellClass<Row, Key extends string>({ numeric, from, className }: Column<Row, Key>): string {
  return cx(
    "px-3 whitespace-nowrap first:pl-4 last:pr-4",
    numeric === true && "text-right",
    from && fromWidth[from],
    className,
  );
}

/** What has a click of its own keeps it, also while it is locked. */
function isOnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("a, button, input, label") !== null;
}

function walkRows(event: KeyboardEvent<HTMLTableRowElement>, open: () => void): void {
  if (event.target !== event.currentTarget) return;
  const row = event.currentTarget;
  const to = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
  if (event.key === "Enter") open();
  else if (to instanceof HTMLElement) to.focus();
  else return;
  event.preventDefault();
}
