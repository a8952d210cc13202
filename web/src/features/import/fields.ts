// What a bet is made of, and which column of the source holds it.

export const fields = ["id", "selection", "stake", "cost", "reference", "note"] as const;
export type Field = (typeof fields)[number];

/** The place of a column, or undefined where the source has none for the field. */
export type Mapping = Readonly<Record<Field, number | undefined>>;

export const noMapping: Mapping = {
  id: undefined,
  selection: undefined,
  stake: undefined,
  cost: undefined,
  reference: undefined,
  note: undefined,
};

const needed: readonly Field[] = ["selection", "stake", "cost"];

export function isNeeded(field: Field): boolean {
  return needed.includes(field);
}

/** Without these there are no bets. An id may be absent: the rows are numbered then. */
export function missingFields(mapping: Mapping): readonly Field[] {
  return needed.filter((field) => mapping[field] === undefined);
}

// The names that `betstream import` knows too.
const names: Readonly<Record<string, Field>> = {
  id: "id",
  bet_id: "id",
  bet_no: "id",
  no: "id",
  "#": "id",
  number: "id",
  selection: "selection",
  sel: "selection",
  legs: "selection",
  runners: "selection",
  stake: "stake",
  amount: "stake",
  amt: "stake",
  cost: "cost",
  fee: "cost",
  reference: "reference",
  ref: "reference",
  note: "note",
  notes: "note",
  comment: "note",
};

/** `Bet-ID` and `No.` are `bet_id` and `no`. */
export function fieldOf(header: string): Field | undefined {
  const word = header.trim().toLowerCase().replaceAll(".", "").replace(/[ -]+/g, "_");
  return Object.hasOwn(names, word) ? names[word] : undefined;
}

const isNumber = (cell: string): boolean => /^[-−]?\d[\d.,' \u00a0]*$/.test(cell.trim());

/** A header names columns: one that we know, or no figure at all. */
export function looksLikeHeader(cells: readonly string[]): boolean {
  return cells.some((cell) => fieldOf(cell) !== undefined) || !cells.some(isNumber);
}

/** The first column of each name wins. */
export function guessByName(columns: readonly string[]): Mapping {
  const found: Record<Field, number | undefined> = { ...noMapping };
  for (const [at, name] of columns.entries()) {
    const field = fieldOf(name);
    if (field !== undefined) found[field] ??= at;
  }
  return found;
}

/** Without a header: the selection is what is no number, the id stands before it, stake and cost after it. */
export function guessByPlace(sample: readonly string[]): Mapping {
  const text = sample.findIndex((cell) => cell.trim() !== "" && !isNumber(cell));
  const selection = text >= 0 && text <= 1 ? text : sample.length >= 4 ? 1 : 0;
  const place = (at: number): number | undefined => (at < sample.length ? at : undefined);
  return {
    ...noMapping,
    id: selection > 0 ? selection - 1 : undefined,
    selection: place(selection),
    stake: place(selection + 1),
    cost: place(selection + 2),
    note: place(selection + 3),
  };
}
