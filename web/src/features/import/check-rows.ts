// All rows together: ids that stand twice, what is valid, what it adds up to.
import type { NewBet } from "@/contract/types";
import { type Money, sumWithinRange } from "@/lib/money";
import { betOf, type CheckedRow, type CheckRules, cellsOf, checkRow, type RowProblem } from "./check-row";
import { betsMax } from "./limits";

export function* checkRows(
  rows: readonly (readonly string[])[],
  rules: CheckRules,
): Generator<undefined, readonly CheckedRow[], undefined> {
  const checked: CheckedRow[] = [];
  for (const [at, row] of rows.entries()) {
    if (at % 100 === 0) yield;
    checked.push(checkRow(at + 1, cellsOf(row, rules.mapping), rules, row.length));
  }
  return checked;
}

/** By place: the number of the earlier row that has the same id. */
export function findDuplicates(rows: readonly CheckedRow[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  const duplicates = new Map<number, number>();
  for (const [at, { id, number }] of rows.entries()) {
    if (id === undefined) continue;
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, number);
    else duplicates.set(at, earlier);
  }
  return duplicates;
}

/** What the server said of rows, by place; it holds as long as the row is not changed. */
export type ServerProblems = ReadonlyMap<number, readonly RowProblem[]>;

export type Checked = {
  readonly rows: readonly CheckedRow[];
  readonly duplicates: ReadonlyMap<number, number>;
  readonly server: ServerProblems;
  /** Places of the rows that may be sent, and of those that may not. */
  readonly valid: readonly number[];
  readonly bad: readonly number[];
  /** What the valid rows add up to; undefined beyond what a batch may hold. */
  readonly stake: Money | undefined;
  readonly cost: Money | undefined;
};

export function conclude(rows: readonly CheckedRow[], server: ServerProblems): Checked {
  const duplicates = findDuplicates(rows);
  const valid: number[] = [];
  const bad: number[] = [];
  for (const [at, row] of rows.entries()) {
    const good = row.problems.length === 0 && !duplicates.has(at) && !server.has(at);
    (good ? valid : bad).push(at);
  }
  const amounts = valid.flatMap((at) => rows[at]?.amounts ?? []);
  return {
    rows,
    duplicates,
    server,
    valid,
    bad,
    stake: sumWithinRange(amounts.map(({ stake }) => stake)),
    cost: sumWithinRange(amounts.map(({ cost }) => cost)),
  };
}

/** All that is wrong with the row at a place. */
export function problemsAt({ rows, duplicates, server }: Checked, at: number): readonly RowProblem[] {
  const row = rows[at];
  if (row === undefined) return [];
  const earlier = duplicates.get(at);
  const duplicate: readonly RowProblem[] =
    earlier === undefined ? [] : [{ field: "id", value: row.cells.id, reason: `duplicate of row ${earlier}` }];
  return [...row.problems, ...duplicate, ...(server.get(at) ?? [])];
}

/** The next place with a problem after `from`, around the end. */
export function nextBad({ bad }: Checked, from: number): number | undefined {
  return bad.find((at) => at > from) ?? bad[0];
}

export function betsOf({ rows, valid }: Checked): readonly NewBet[] {
  return valid.flatMap((at) => {
    const row = rows[at];
    return row === undefined ? [] : [betOf(row)];
  });
}

/** Why no batch can be made of the rows; undefined when it can. */
export function whyNoBatch(checked: Checked, validOnly: boolean): string | undefined {
  const { valid, bad } = checked;
  if (valid.length === 0) return bad.length === 0 ? "There are no rows." : "No row is valid.";
  if (bad.length > 0 && !validOnly) {
    return `${bad.length === 1 ? "1 row has" : `${bad.length.toLocaleString("en")} rows have`} errors. Correct them, or tick "import valid rows only".`;
  }
  if (valid.length > betsMax) {
    return `A batch holds at most ${betsMax.toLocaleString("en")} bets; these are ${valid.length.toLocaleString("en")}. Split the source.`;
  }
  if (checked.stake === undefined || checked.cost === undefined) {
    return "The amounts add up to more than one batch may hold, 100,000,000,000.";
  }
  return undefined;
}
