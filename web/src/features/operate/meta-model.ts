// Meta is any JSON object. Here: which of it is shown in the header, and the patch that an edit makes. Pure.
import type { Meta } from "@/contract/types";
import { formatMoment, parseInstant, type Zone } from "@/lib/time";

const shownFirst = ["bet_type", "race_id", "strategy", "start_time", "name"];
export const chipsMax = 4;

export type MetaEntry = { readonly name: string; readonly value: string };
export type MetaClock = { readonly now: number; readonly zone: Zone };

/** The entries as text, instants as clock times; what operators look for first comes first. */
export function metaEntries(meta: Meta, clock: MetaClock): readonly MetaEntry[] {
  const rank = (name: string): number => {
    const at = shownFirst.indexOf(name);
    return at < 0 ? shownFirst.length : at;
  };
  return Object.keys(meta)
    .sort((a, b) => rank(a) - rank(b))
    .map((name) => ({ name, value: valueText(meta[name], clock) }));
}

function valueText(value: unknown, { now, zone }: MetaClock): string {
  const instant = parseInstant(value);
  if (instant !== undefined) return formatMoment(instant, now, zone);
  return typeof value === "string" ? value : JSON.stringify(value);
}

export type ParsedMeta = { readonly ok: true; readonly meta: Meta } | { readonly ok: false; readonly problem: string };

export function parseMeta(text: string): ParsedMeta {
  try {
    const found: unknown = JSON.parse(text);
    return isObject(found) ? { ok: true, meta: found } : { ok: false, problem: "Meta is a JSON object: { ... }." };
  } catch (error) {
    return { ok: false, problem: `Not JSON: ${error instanceof Error ? error.message : String(error)}.` };
  }
}

/** The merge patch (RFC 7396) from `before` to `after`; undefined when nothing differs. */
export function mergePatch(before: Meta, after: Meta): Record<string, unknown> | undefined {
  const patch: Record<string, unknown> = {};
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) patch[name] = null;
  for (const [name, value] of Object.entries(after)) {
    const had = before[name];
    if (JSON.stringify(had) === JSON.stringify(value)) continue;
    const inner = isObject(had) && isObject(value) ? mergePatch(had, value) : value;
    if (inner !== undefined) patch[name] = inner;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function isObject(value: unknown): value is Meta {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
