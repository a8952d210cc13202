// What a person does to the draft. Long work is done in slices, and the newest wish wins.
import { announcer } from "@/lib/announce";
import { keys } from "@/lib/keyboard";
import { settings } from "@/lib/settings";
import { type CheckRules, cellsOf, checkRow } from "./check-row";
import { type Checked, checkRows, conclude, type ServerProblems } from "./check-rows";
import { guessDecimal } from "./decimal";
import { decodeBytes } from "./decode";
import { changeDraft, type Draft, decimalOf, draft, emptyDraft, isUnderway, type Step } from "./draft";
import { type Field, guessByName, guessByPlace, type Mapping, missingFields } from "./fields";
import { sourceBytesMax } from "./limits";
import { metaForm } from "./meta-model";
import { problemsText } from "./report";
import { inSlices, nextTask } from "./slices";
import { readSource } from "./source";
import type { SourceOptions, SourceTable } from "./source-table";

let underway = new AbortController();

/** Ends what was being read or checked; its result is not wanted any more. */
function startOver(): AbortSignal {
  underway.abort();
  underway = new AbortController();
  return underway.signal;
}

export function discard(): void {
  if (isUnderway(draft.get())) return;
  startOver();
  draft.set(emptyDraft);
}

export async function takeFile(file: File): Promise<void> {
  if (file.size > sourceBytesMax) {
    changeDraft({ refused: `"${file.name}" is larger than 8 MiB, more than one batch may be.` });
    return;
  }
  const { text, note } = decodeBytes(new Uint8Array(await file.arrayBuffer()));
  await takeText(text, file.name, note);
}

export async function takeText(text: string, origin: string, note?: string): Promise<void> {
  if (text.trim() === "") {
    changeDraft({ refused: "There is no text in it." });
    return;
  }
  if (text.length > sourceBytesMax) {
    changeDraft({ refused: "The text is larger than 8 MiB, more than one batch may be." });
    return;
  }
  draft.set({ ...emptyDraft, text, origin, note });
  const table = await read();
  if (table === undefined) return;
  const { step, meta } = draft.get();
  const good = table.problems.length === 0 && table.rows.length > 0;
  changeDraft({ step: good ? "map" : step, meta: table.meta === undefined ? meta : metaForm(table.meta) });
}

/** The same text, read in another way. */
export async function changeOptions(patch: Partial<SourceOptions>): Promise<void> {
  changeDraft({ options: { ...draft.get().options, ...patch } });
  await read();
}

async function read(): Promise<SourceTable | undefined> {
  const signal = startOver();
  const { text, options } = draft.get();
  changeDraft({ busy: "reading", refused: undefined, checked: undefined });
  try {
    const table = await readSource(text, options, signal);
    await nextTask();
    if (signal.aborted) return undefined;
    const headed = table.format.kind === "json" || table.format.header;
    const mapping = headed ? guessByName(table.columns) : guessByPlace(table.rows[0] ?? []);
    changeDraft({ busy: undefined, table, mapping, guess: guess(table, mapping) });
    return table;
  } catch (error) {
    if (signal.aborted) return undefined;
    changeDraft({ busy: undefined, refused: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

function guess({ rows }: SourceTable, { stake, cost }: Mapping): Draft["guess"] {
  const places = [stake, cost].filter((at) => at !== undefined);
  const amounts = rows.flatMap((row) => places.map((at) => row[at] ?? ""));
  return guessDecimal(amounts, settings.get().decimal);
}

export function changeMapping(field: Field, column: number | undefined): void {
  const { table, mapping } = draft.get();
  const next = { ...mapping, [field]: column };
  changeDraft({ mapping: next, checked: undefined, ...(table === undefined ? {} : { guess: guess(table, next) }) });
}

export function changeRules(patch: Partial<Pick<Draft, "decimal" | "legsRepeat">>): void {
  changeDraft({ ...patch, checked: undefined });
}

/** Why a step cannot be gone to now; undefined when it can. */
export function whyNotYet(step: Step, now: Draft): string | undefined {
  if (isUnderway(now)) return "Wait for the answer.";
  if (now.creation.state === "created") return step === "create" ? undefined : "The batch is created.";
  if (step === "source") return undefined;
  if (now.busy === "reading") return "The source is being read.";
  if (now.table === undefined || now.table.rows.length === 0) return "Give a source first.";
  const [problem] = now.table.problems;
  if (problem !== undefined) return problem;
  if (step === "map") return undefined;
  const missing = missingFields(now.mapping);
  if (missing.length > 0) return `Choose the column of ${missing.join(", ")}.`;
  return step === "create" ? "Create it from the check." : undefined;
}

export async function goTo(step: Step): Promise<void> {
  const now = draft.get();
  if (whyNotYet(step, now) !== undefined) return;
  changeDraft({ step, creation: now.creation.state === "created" ? now.creation : { state: "idle" } });
  if (step !== "check") return;
  if (now.checked === undefined) await check();
  // Ctrl+Enter led here, and creates from here on: one that was pressed too long does not.
  keys.settle();
}

async function check(): Promise<void> {
  const signal = startOver();
  const now = draft.get();
  if (now.table === undefined) return;
  changeDraft({ busy: "checking" });
  try {
    const rows = await inSlices(checkRows(now.table.rows, rulesOf(now)), { signal });
    await nextTask();
    signal.throwIfAborted();
    const checked = conclude(rows, new Map());
    changeDraft({ busy: undefined, checked, listed: listOf(checked, checked.bad.length > 0 ? "bad" : "all") });
    announcer.polite(`${rows.length} rows: ${checked.valid.length} valid, ${checked.bad.length} with errors.`);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function rulesOf(now: Draft): CheckRules {
  const { mapping, legsRepeat, table } = now;
  const headed = table?.format.kind === "delimited" && table.format.header;
  return { mapping, legsRepeat, decimal: decimalOf(now), width: headed ? table.columns.length : undefined };
}

export function listOf(checked: Checked, only: "bad" | "all"): Draft["listed"] {
  return { only, places: only === "bad" ? checked.bad : [...checked.rows.keys()] };
}

export function list(only: "bad" | "all"): void {
  const { checked } = draft.get();
  if (checked !== undefined) changeDraft({ listed: listOf(checked, only) });
}

/** A cell is corrected: in the source's row too, so that another mapping keeps it. What the server said is outdated. */
export function editCell(at: number, field: Field, text: string): void {
  const now = draft.get();
  const { table, checked, mapping } = now;
  const column = mapping[field];
  if (table === undefined || checked === undefined || column === undefined || isUnderway(now)) return;
  const source = Array.from({ length: Math.max(table.rows[at]?.length ?? 0, column + 1) }, (_, place) =>
    place === column ? text : (table.rows[at]?.[place] ?? ""),
  );
  const row = checkRow(at + 1, cellsOf(source, mapping), rulesOf(now), source.length);
  const next = conclude(checked.rows.with(at, row), without(checked.server, at));
  changeDraft({
    table: { ...table, rows: table.rows.with(at, source) },
    checked: next,
    creation: { state: "idle" },
  });
  announcer.polite(`Row ${row.number}: ${problemsText(next, at) || "valid"}. ${next.bad.length} left with errors.`);
}

function without(server: ServerProblems, at: number): ServerProblems {
  return server.has(at) ? new Map([...server].filter(([place]) => place !== at)) : server;
}

/** What the server said of the rows that `checked` holds; of rows that changed since it says nothing. */
export function takeServerProblems(of: Checked, found: ServerProblems): void {
  const { checked, listed } = draft.get();
  if (checked !== of || found.size === 0) return;
  const next = conclude(of.rows, new Map([...of.server, ...found]));
  changeDraft({ checked: next, listed: listed.only === "all" ? listed : listOf(next, "bad") });
}
