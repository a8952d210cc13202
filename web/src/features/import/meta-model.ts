// The meta of the new batch as a form: the words that the console knows, and any others.
import type { Meta } from "@/contract/types";
import { parseInstant, type Zone } from "@/lib/time";

export const knownNames = ["name", "bet_type", "race_id", "strategy", "start_time"] as const;

export type MetaEntry = {
  readonly key: number;
  readonly name: string;
  readonly text: string;
  /** As a JSON source brought it: it goes out as it came as long as its text is not changed. */
  readonly original?: unknown;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The known names first, empty where the source says nothing of them. */
export function metaForm(meta: Meta): readonly MetaEntry[] {
  const others = Object.keys(meta).filter((name) => !knownNames.some((known) => known === name));
  return [...knownNames, ...others].map((name, key) =>
    Object.hasOwn(meta, name) ? { key, name, text: textOf(meta[name]), original: meta[name] } : { key, name, text: "" },
  );
}

export function isKnown({ key }: MetaEntry): boolean {
  return key < knownNames.length;
}

export function addEntry(entries: readonly MetaEntry[]): readonly MetaEntry[] {
  const key = 1 + Math.max(...entries.map((entry) => entry.key));
  return [...entries, { key, name: "", text: "" }];
}

export function changeEntry(
  entries: readonly MetaEntry[],
  key: number,
  patch: Partial<Pick<MetaEntry, "name" | "text">>,
): readonly MetaEntry[] {
  return entries.map((entry) => (entry.key === key ? { ...entry, ...patch } : entry));
}

/** What is wrong with an entry; undefined when nothing is. */
export function entryFlaw(entries: readonly MetaEntry[], entry: MetaEntry): string | undefined {
  const name = entry.name.trim();
  if (name === "") return entry.text.trim() === "" ? undefined : "Give it a name.";
  const first = entries.find((other) => other.name.trim() === name);
  if (first !== entry) return `There is a "${name}" already.`;
  if (name === "start_time" && !isOriginal(entry) && entry.text !== "" && parseInstant(entry.text) === undefined) {
    return "Not a time with its zone, such as 2026-01-31T12:05:00Z.";
  }
  return undefined;
}

const isOriginal = (entry: MetaEntry): boolean => "original" in entry && entry.text === textOf(entry.original);

/** The meta that is sent. A name without a text is left out. */
export function metaOf(entries: readonly MetaEntry[]): Meta {
  const meta = new Map<string, unknown>();
  for (const entry of entries) {
    const name = entry.name.trim();
    if (isOriginal(entry)) meta.set(name, entry.original);
    else if (name !== "" && entry.text.trim() !== "") meta.set(name, typedValue(name, entry.text.trim()));
  }
  return Object.fromEntries(meta);
}

/** Numbers and true/false are stored as such; a name and a strategy are words even when they are digits. */
function typedValue(name: string, text: string): unknown {
  if (name === "name" || name === "strategy") return text;
  if (text === "true" || text === "false") return text === "true";
  // Only where nothing of the text is lost: 007 and 1.10 stay words.
  const number = /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : undefined;
  return number !== undefined && String(number) === text ? number : text;
}

/** What a date picker shows of an instant: local time or UTC, to the second. */
export function toPicker(instant: number, zone: Zone): string {
  const offset = zone === "utc" ? 0 : new Date(instant).getTimezoneOffset() * 60_000;
  return new Date(instant - offset).toISOString().slice(0, 19);
}

/** `2026-01-31T12:05:00Z`; "" where the picker holds no whole time. */
export function fromPicker(text: string, zone: Zone): string {
  const instant = Date.parse(zone === "utc" ? `${text}Z` : text);
  return Number.isNaN(instant) ? "" : new Date(instant).toISOString().replace(/\.\d+Z$/, "Z");
}
