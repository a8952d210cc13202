// What the server says of a body, brought back to the rows that it was made of.
import type { Problem } from "@/contract/types";
import type { CheckedRow, RowProblem } from "./check-row";
import type { ServerProblems } from "./check-rows";
import { fields } from "./fields";

export type Placed = {
  /** By place among the rows. */
  readonly rows: ServerProblems;
  /** What concerns no row: the meta, the batch as a whole. */
  readonly batch: readonly string[];
};

/** `sent` are the places of the rows in the order of the body's bets. */
export function placeProblems(problem: Problem, sent: readonly number[], rows: readonly CheckedRow[]): Placed {
  const byRow = new Map<number, RowProblem[]>();
  const batch: string[] = [];
  for (const { pointer, detail } of problem.errors ?? []) {
    const [, index, name] = /^\/bets\/(\d+)(?:\/([^/]*))?$/.exec(pointer) ?? [];
    const at = index === undefined ? undefined : sent[Number(index)];
    const row = at === undefined ? undefined : rows[at];
    if (at === undefined || row === undefined) {
      batch.push(pointer === "" ? detail : `${pointer.slice(1)}: ${detail}`);
      continue;
    }
    const field = fields.find((each) => each === name) ?? "row";
    const value = field === "row" ? "" : row.cells[field];
    byRow.set(at, [...(byRow.get(at) ?? []), { field, value, reason: `${detail} (said by the server)` }]);
  }
  if (byRow.size === 0 && batch.length === 0) batch.push(problem.detail);
  return { rows: byRow, batch };
}
