import { type CSSProperties, useId } from "react";
import { formatMoney } from "@/lib/money";
import { cx } from "@/ui/cx";
import { StatusGlyph } from "@/ui/status-glyph";
import { CellInput } from "./cell-input";
import { headings } from "./check-columns";
import type { CheckedRow } from "./check-row";
import { type Checked, problemsAt } from "./check-rows";
import type { Field } from "./fields";
import { problemsText } from "./report";
import type { CheckGridState } from "./use-check-grid";

export interface CheckRowProps {
  at: number;
  index: number;
  row: CheckedRow;
  checked: Checked;
  grid: CheckGridState;
  style: CSSProperties;
  /** Decimals of the account's currency. */
  scale: number;
  /** The list is of errors: a row without one was corrected. */
  corrected: boolean;
  /** The cell that holds the tab stop, if it is one of this row. */
  stop: Field | undefined;
}

const isRight = (field: Field): boolean => field === "stake" || field === "cost";

export function CheckRow({ at, index, row, checked, grid, style, scale, corrected, stop }: CheckRowProps) {
  const problems = problemsAt(checked, at);
  const bad = problems.length > 0;
  const problemId = useId();
  const text = problemsText(checked, at);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-import-row={at}
      style={style}
      className={cx(
        "row-height grid items-center border-b border-l-3 border-b-line",
        bad ? "border-l-failed bg-failed-tint" : cx("border-l-transparent", index % 2 === 1 ? "bg-row" : "bg-bg"),
      )}
    >
      <div role="rowheader" className="px-2 text-right text-dim">
        {row.number}
      </div>
      {grid.columns.map((field) => {
        const wrong = problems.some((problem) => problem.field === field);
        const editing = grid.editing && grid.active?.at === at && grid.active.field === field;
        return (
          <div
            key={field}
            role="gridcell"
            tabIndex={stop === field ? 0 : -1}
            data-column={field}
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? problemId : undefined}
            onFocus={(event) => event.target === event.currentTarget && grid.select({ at, field })}
            onDoubleClick={() => grid.edit({ at, field })}
            className={cx(
              "flex h-full min-w-0 items-center px-2 -outline-offset-2",
              isRight(field) && "justify-end",
              wrong && "font-semibold text-failed underline decoration-dotted underline-offset-4",
            )}
          >
            {editing ? (
              <CellInput
                label={`${headings[field]} of row ${row.number}`}
                text={row.cells[field]}
                describedBy={wrong ? problemId : undefined}
                grid={grid}
              />
            ) : (
              <Shown field={field} row={row} scale={scale} raw={wrong} />
            )}
          </div>
        );
      })}
      <div role="gridcell" id={problemId} data-column="problem" className="truncate px-2" title={text}>
        {bad ? text : corrected && <StatusGlyph glyph="check" word="Corrected" />}
      </div>
    </div>
  );
}

/** An amount as it was understood; what could not be understood as it was written. */
function Shown({ field, row, scale, raw }: { field: Field; row: CheckedRow; scale: number; raw: boolean }) {
  const text = row.cells[field];
  if (!raw && (field === "stake" || field === "cost")) return <span>{formatMoney(row.amounts[field], scale)}</span>;
  if (field === "id" && text === "" && row.id !== undefined) return <span className="text-dim">{row.id}</span>;
  if (text.trim() === "" && (field === "selection" || isRight(field) || field === "id")) {
    return <span className="font-normal text-dim">empty</span>;
  }
  return <span className={cx("truncate", field === "selection" && "font-mono")}>{text}</span>;
}
