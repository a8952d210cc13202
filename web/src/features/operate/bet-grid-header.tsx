import { announcer } from "@/lib/announce";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/icon";
import { gridColumns, rowColumns } from "./bet-columns";
import type { BetWorkState } from "./use-bet-work";

/** In px: the rows scroll below it. */
export const headerHeight = 32;

export function BetGridHeader({ work }: { work: BetWorkState }) {
  const { order, chosen, sort, currency } = work;
  const count = chosen.selection.size;
  const every = count > 0 && count >= order.pids.length;
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={cx(
        rowColumns,
        "sticky top-0 z-1 h-8 items-center border-b border-l-3 border-l-transparent border-b-line bg-panel text-xs text-dim",
      )}
    >
      <div role="columnheader" className="flex justify-center">
        <input
          type="checkbox"
          checked={every}
          ref={(box) => {
            if (box !== null) box.indeterminate = count > 0 && !every;
          }}
          onChange={() => (every ? chosen.clear() : announcer.polite(`${chosen.all().toLocaleString("en")} chosen.`))}
          aria-label="Choose all rows of the view"
          className="size-4 cursor-pointer tick-box"
        />
      </div>
      {gridColumns.map(({ key, title, className, numeric }) => {
        const direction = sort.key === key ? sort.direction : undefined;
        return (
          <div
            key={key}
            role="columnheader"
            aria-sort={direction ?? "none"}
            className={cx(
              "flex min-w-0 px-2",
              key === "status" && "pl-4",
              numeric === true && "justify-end",
              className,
            )}
          >
            <button
              type="button"
              onClick={() => work.setSort(key)}
              className="inline-flex min-h-6 min-w-6 items-center gap-1 font-medium hover:text-text"
            >
              {title}
              {(key === "stake" || key === "cost") && currency !== "" && <span className="text-faint">{currency}</span>}
              {direction !== undefined && <Icon name={direction} className="size-3" />}
            </button>
          </div>
        );
      })}
      <div role="columnheader">
        <span className="sr-only">Actions</span>
      </div>
    </div>
  );
}
