// One row of the source as a bet, or all that is wrong with it. The rules are those of the contract; that no runner
// stands in a selection twice is ours: it is a slip, and the vendor refuses it.
import type { NewBet } from "@/contract/types";
import { type DecimalMark, type Money, parseMoney, plainMoney, zero } from "@/lib/money";
import { parseSelection } from "@/lib/selection-legs";
import type { Field, Mapping } from "./fields";
import { noteMax, referenceMax, selectionMax } from "./limits";

export type Cells = Readonly<Record<Field, string>>;

export type RowProblem = {
  /** `row` is the row as a whole. */
  readonly field: Field | "row";
  readonly value: string;
  readonly reason: string;
};

export type Amounts = { readonly stake: Money; readonly cost: Money };

export type CheckedRow = {
  /** From 1, the header not counted. */
  readonly number: number;
  readonly cells: Cells;
  /** Undefined where it is none. */
  readonly id: number | undefined;
  readonly amounts: Amounts;
  readonly problems: readonly RowProblem[];
};

export type CheckRules = {
  readonly mapping: Mapping;
  readonly decimal: DecimalMark;
  /** The legs are of different races, so that a number may stand in a selection twice. */
  readonly legsRepeat: boolean;
  /** How many cells a row has at most; undefined where any number will do. */
  readonly width: number | undefined;
};

export function cellsOf(row: readonly string[], mapping: Mapping): Cells {
  const cell = (field: Field): string => {
    const at = mapping[field];
    return at === undefined ? "" : (row[at] ?? "");
  };
  return {
    id: cell("id"),
    selection: cell("selection"),
    stake: cell("stake"),
    cost: cell("cost"),
    reference: cell("reference"),
    note: cell("note"),
  };
}

/** `cellCount` is how many cells the row of the source has. */
export function checkRow(number: number, cells: Cells, rules: CheckRules, cellCount = 0): CheckedRow {
  const problems: RowProblem[] = [];
  const refuse = (field: RowProblem["field"], value: string, reason: string | undefined): void => {
    if (reason !== undefined) problems.push({ field, value, reason });
  };
  const { width, mapping } = rules;
  if (width !== undefined && cellCount > width) {
    refuse("row", String(cellCount), `${cellCount} cells where there are ${width} columns`);
  }
  const id = mapping.id === undefined ? { value: number, reason: undefined } : readId(cells.id);
  refuse("id", cells.id, id.reason);
  refuse("selection", cells.selection, selectionFlaw(cells.selection, rules.legsRepeat));
  const amount = (field: "stake" | "cost"): Money => {
    const parsed = parseMoney(cells[field], { decimal: rules.decimal });
    if (!parsed.ok) refuse(field, cells[field], parsed.problem);
    else if (field === "stake" && parsed.value < 0) refuse(field, cells[field], "negative");
    return parsed.ok ? parsed.value : zero;
  };
  const amounts = { stake: amount("stake"), cost: amount("cost") };
  refuse("reference", cells.reference, textFlaw(cells.reference, referenceMax));
  refuse("note", cells.note, textFlaw(cells.note, noteMax, true));
  return { number, cells, id: id.value, amounts, problems };
}

type ReadId = { readonly value: number | undefined; readonly reason: string | undefined };

function readId(text: string): ReadId {
  const trimmed = text.trim();
  if (trimmed === "") return { value: undefined, reason: "missing" };
  if (!/^-?\d+$/.test(trimmed)) return { value: undefined, reason: `not a whole number "${shorten(trimmed)}"` };
  const value = Number(trimmed);
  return Number.isSafeInteger(value)
    ? { value: value + 0, reason: undefined }
    : { value: undefined, reason: "too large" };
}

function selectionFlaw(text: string, legsRepeat: boolean): string | undefined {
  if (text.trim() === "") return "missing";
  const flaw = textFlaw(text, selectionMax);
  if (flaw !== undefined || legsRepeat) return flaw;
  const { legs } = parseSelection(text);
  const twice = legs.find((leg, at) => legs.indexOf(leg) !== at);
  return twice === undefined ? undefined : `runner repeated (${shorten(twice)})`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlButBreaks = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u;

function textFlaw(text: string, charsMax: number, mayBreakLines = false): string | undefined {
  if ((mayBreakLines ? controlButBreaks : control).test(text)) return "holds a control character, such as a line break";
  // Counted as the server does: characters, not the halves of a pair.
  const chars = text.length <= charsMax ? text.length : [...text].length;
  return chars > charsMax ? `too long: ${chars} characters, at most ${charsMax}` : undefined;
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

/** The bet that is sent. Amounts go as text, exactly as they were read. */
export function betOf(row: CheckedRow): NewBet {
  const { cells, amounts } = row;
  if (row.id === undefined || row.problems.length > 0) throw new Error(`row ${row.number} is no bet`);
  return {
    id: row.id,
    selection: cells.selection.trim(),
    stake: plainMoney(amounts.stake, 0),
    cost: plainMoney(amounts.cost, 0),
    ...(cells.reference === "" ? {} : { reference: cells.reference }),
    ...(cells.note === "" ? {} : { note: cells.note }),
  };
}
