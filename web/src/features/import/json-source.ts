// JSON as a source: an array of bets, or {meta, bets} as the API takes it.
import type { Meta } from "@/contract/types";
import { fields } from "./fields";
import { inSlices, nextTask } from "./slices";
import type { SourceTable } from "./source-table";

export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

const nothing: SourceTable = { format: { kind: "json" }, columns: [], rows: [], meta: undefined, problems: [] };

export async function readJson(text: string, signal?: AbortSignal): Promise<SourceTable> {
  let found: unknown;
  let exact: unknown;
  try {
    found = JSON.parse(text);
    await nextTask();
    exact = JSON.parse(text, keepLongNumbers);
    await nextTask();
  } catch (error) {
    return { ...nothing, problems: [`Not JSON: ${error instanceof Error ? error.message : String(error)}.`] };
  }
  const meta = isObject(found) && isObject(found["meta"]) ? found["meta"] : undefined;
  const bets = isObject(exact) ? exact["bets"] : exact;
  if (!Array.isArray(bets)) {
    return { ...nothing, problems: ['JSON must be an array of bets, or an object with "meta" and "bets".'] };
  }
  return await inSlices(tabulate(bets, meta), signal === undefined ? {} : { signal });
}

function* tabulate(bets: readonly unknown[], meta: Meta | undefined): Generator<undefined, SourceTable, undefined> {
  const columns: string[] = [];
  const places = new Map<string, number>();
  const problems: string[] = [];
  // The fields of a bet first, in their order, whatever the order in the file.
  for (const name of namesOf(bets.find(isObject))) place(name);
  const rows: string[][] = [];
  for (const [at, bet] of bets.entries()) {
    if (at % 500 === 0) yield;
    if (!isObject(bet)) problems.push(`Bet ${at + 1} is not an object.`);
    const row: string[] = [];
    for (const [name, value] of isObject(bet) ? Object.entries(bet) : []) row[place(name)] = cellText(value);
    rows.push(Array.from(columns, (_, column) => row[column] ?? ""));
  }
  return { format: { kind: "json" }, columns, rows, meta, problems: problems.slice(0, 5) };

  function place(name: string): number {
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, columns.length);
    columns.push(name);
    return columns.length - 1;
  }
}

function namesOf(bet: Meta | undefined): readonly string[] {
  const own = Object.keys(bet ?? {});
  return [...fields.filter((field) => own.includes(field)), ...own];
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** More digits than a double holds: the text of the number is kept, so that it is refused and not rounded. */
function keepLongNumbers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  return typeof value === "number" && source !== undefined && source.length > 15 ? source : value;
}

function isObject(value: unknown): value is Meta {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
