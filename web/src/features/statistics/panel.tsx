import { type ReactNode, useId, useState } from "react";
import { type CsvColumn, downloadText, toCsv } from "@/lib/csv";
import { Button } from "@/ui/button";
import { type Column, Table } from "@/ui/table";

export interface PanelProps<Row> {
  title: string;
  /** What is counted, and what is not. */
  about: ReactNode;
  aside?: ReactNode;
  rows: readonly Row[];
  rowId: (row: Row) => string | number;
  columns: readonly (Column<Row> & CsvColumn<Row>)[];
  /** The picture; without one the table is always shown. */
  chart?: ReactNode;
  /** Why there is nothing to show. */
  empty: string;
}

/** A chart and its table, which holds the same figures exactly. */
export function Panel<Row>({ title, about, aside, rows, rowId, columns, chart, empty }: PanelProps<Row>) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const nothing = rows.length === 0;
  const name = `${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.csv`;
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-md border border-line bg-panel">
      <header className="flex flex-wrap items-start gap-2 px-4 pt-3 pb-2">
        <div className="min-w-40 flex-1">
          <h2 id={id} className="text-md font-semibold">
            {title}
          </h2>
          <p className="text-xs text-dim">{about}</p>
        </div>
        {aside}
        {chart !== undefined && (
          <Button
            size="row"
            aria-pressed={asTable}
            aria-label={`${title} as a table`}
            onClick={() => setAsTable(!asTable)}
          >
            Table
          </Button>
        )}
        <Button
          size="row"
          aria-label={`${title} as CSV`}
          reason={nothing ? empty : undefined}
          onClick={() => downloadText(name, toCsv(columns, rows))}
        >
          CSV
        </Button>
      </header>
      {nothing && <p className="px-4 pt-6 pb-10 text-center text-dim">{empty}</p>}
      {!nothing && (asTable || chart === undefined) && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section aria-label={`${title}, table`} tabIndex={0} className="max-h-64 overflow-auto">
          <Table caption={title} columns={columns} rows={rows} rowId={rowId} />
        </section>
      )}
      {!nothing && !asTable && chart}
    </section>
  );
}
