import { currencyScale } from "@/lib/money";
import { useObservable } from "@/lib/use-observable";
import { useRowHeight } from "@/lib/use-settings";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { VirtualList } from "@/ui/virtual-list";
import { columnsStyle, headings } from "./check-columns";
import { CheckRow } from "./check-grid-row";
import type { Checked } from "./check-rows";
import { draft } from "./draft";
import type { CheckGridState } from "./use-check-grid";

const headerHeight = 32;

export interface CheckGridProps {
  checked: Checked;
  grid: CheckGridState;
  currency: string | undefined;
}

/** The rows as a grid that only draws what can be seen. Cells are corrected in place. */
export function CheckGrid({ checked, grid, currency }: CheckGridProps) {
  const { listed } = useObservable(draft);
  const rowHeight = useRowHeight();
  const { places } = listed;
  const { active, columns } = grid;
  const style = columnsStyle(columns);
  const scale = currencyScale(currency ?? "");
  // Where nothing was gone to yet, the first cell holds the tab stop.
  const stop = active !== undefined && places.includes(active.at) ? active.at : places[0];
  if (places.length === 0) {
    return (
      <EmptyState title="No row has an error">
        All rows can be listed with the button above, or created as they are.
      </EmptyState>
    );
  }
  return (
    <div ref={grid.root} className="flex min-h-0 flex-1 flex-col border-t border-line">
      <VirtualList
        handle={grid.rows}
        role="grid"
        aria-label="Rows of the import"
        aria-rowcount={places.length + 1}
        aria-colcount={columns.length + 2}
        data-grid="import"
        data-scroller
        count={places.length}
        rowHeight={rowHeight}
        headerHeight={headerHeight}
        pinned={stop === undefined ? undefined : places.indexOf(stop)}
        rowKey={(index) => places[index] ?? index}
        onKeyDown={grid.onKeyDown}
        header={
          <div
            role="row"
            aria-rowindex={1}
            style={style}
            className="sticky top-0 z-1 grid h-8 items-center border-b border-l-3 border-b-line border-l-transparent bg-panel text-xs font-medium text-dim"
          >
            <Heading className="text-right">Row</Heading>
            {columns.map((field) => (
              <Heading key={field} className={field === "stake" || field === "cost" ? "text-right" : undefined}>
                {headings[field]}
              </Heading>
            ))}
            <Heading>Problem</Heading>
          </div>
        }
      >
        {(index) => {
          const at = places[index];
          const row = at === undefined ? undefined : checked.rows[at];
          if (at === undefined || row === undefined) return null;
          return (
            <CheckRow
              at={at}
              index={index}
              row={row}
              checked={checked}
              grid={grid}
              style={style}
              scale={scale}
              corrected={listed.only === "bad"}
              stop={at === stop ? (active?.at === at ? active.field : "id") : undefined}
            />
          );
        }}
      </VirtualList>
    </div>
  );
}

function Heading({ children, className }: { children: string; className?: string | undefined }) {
  return (
    <div role="columnheader" className={cx("min-w-0 truncate px-2", className)}>
      {children}
    </div>
  );
}
