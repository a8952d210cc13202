// What the settings know of keys, templates and files. Pure.
import type { DescribedKey } from "@/lib/desk-keys";
import { fillTemplate } from "@/lib/selection-legs";
import { parseSettings, type Settings } from "@/lib/settings";

export type KeyMap = Settings["keyMap"];

/** The keys of an action as the operator has mapped it. */
export function keysOf({ id, keys }: DescribedKey, map: KeyMap): readonly string[] {
  const own = map[id];
  return own === undefined ? keys : own === "" ? [] : [own];
}

/** All actions that a stroke would get in the way of: the same key, or the first key of a sequence. */
export function conflictsOf(
  all: readonly DescribedKey[],
  map: KeyMap,
  action: DescribedKey,
  stroke: string,
): readonly DescribedKey[] {
  return all.filter(
    (other) =>
      other.id !== action.id &&
      !sharesByDesign(action, other) &&
      keysOf(other, map).some((key) => key === stroke || key.startsWith(`${stroke} `)),
  );
}

/** Two actions with the same default key work in different parts of the page, the nearer one first. */
function sharesByDesign(one: DescribedKey, other: DescribedKey): boolean {
  return one.keys.some((key) => other.keys.includes(key));
}

/** The stroke for this action, and taken from all others that had it; what they have besides stays. */
export function withKey(all: readonly DescribedKey[], map: KeyMap, action: DescribedKey, stroke: string): KeyMap {
  const taken = conflictsOf(all, map, action, stroke).map((other) => {
    const rest = keysOf(other, map).find((key) => key !== stroke && !key.startsWith(`${stroke} `));
    return [other.id, rest ?? ""] as const;
  });
  return tidied(all, { ...map, ...Object.fromEntries(taken), [action.id]: stroke });
}

/** Without what is the default anyway. */
function tidied(all: readonly DescribedKey[], map: KeyMap): KeyMap {
  const defaults = new Map(all.map(({ id, keys }) => [id, keys]));
  return Object.fromEntries(
    Object.entries(map).filter(([id, key]) => {
      const keys = defaults.get(id);
      return keys === undefined || keys.length !== 1 || keys[0] !== key;
    }),
  );
}

export function withoutOwnKey(map: KeyMap, id: string): KeyMap {
  return Object.fromEntries(Object.entries(map).filter(([each]) => each !== id));
}

const ofTheBrowser = ["Ctrl+T", "Ctrl+N", "Ctrl+W", "Ctrl+Shift+T", "Ctrl+Shift+N", "Ctrl+Shift+W", "Ctrl+Tab", "F5"];

/** Why a stroke cannot be had; undefined when it can. */
export function refusalOf(stroke: string): string | undefined {
  return ofTheBrowser.includes(stroke) ? `The browser keeps ${stroke} for itself. Press another key.` : undefined;
}

export const templateNames = ["legs", "stake", "cost", "id", "note"] as const;
const sample = { legs: "4/5/6", stake: "15.00", cost: "2.50", id: "32", note: "lay off" };

/** What C would copy for a bet of 15.00 on 4/5/6; tabs can be seen. */
export function templatePreview(template: string): string {
  return fillTemplate(template, sample).replaceAll("\t", " ⇥ ");
}

export function templateProblem(template: string): string | undefined {
  if (template.trim() === "") return "With an empty template nothing would be copied.";
  const unknown = [...template.matchAll(/\{(\w+)\}/g)].find(([, name]) => !templateNames.some((each) => each === name));
  return unknown === undefined ? undefined : `There is no ${unknown[0]}. It is copied as it stands.`;
}

const fileMark = "betstream_settings";

/** Without the name: a file that is passed on must not make somebody else of its reader. */
export function toFile({ actor: _, ...rest }: Settings): string {
  return `${JSON.stringify({ [fileMark]: 1, ...rest }, null, 2)}\n`;
}

export type FileRead =
  | { readonly ok: true; readonly settings: Settings; readonly changed: number }
  | { readonly ok: false; readonly why: string };

export function fromFile(text: string, now: Settings): FileRead {
  let found: unknown;
  try {
    found = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return { ok: false, why: "This file is not JSON." };
  }
  if (typeof found !== "object" || found === null || !(fileMark in found)) {
    return { ok: false, why: "This file holds no settings of the console." };
  }
  const settings = parseSettings({ ...now, ...found, actor: now.actor });
  if (settings === undefined) return { ok: false, why: "This file holds no settings of the console." };
  const after = new Map<string, unknown>(Object.entries(settings));
  const changed = Object.entries(now).filter(
    ([name, value]) => JSON.stringify(after.get(name)) !== JSON.stringify(value),
  );
  return { ok: true, settings, changed: changed.length };
}

export const settingNames: Readonly<Record<string, string>> = {
  theme: "Theme",
  density: "Height of rows",
  zone: "Times",
  decimal: "Decimal mark",
  keysEnabled: "Single keys",
  keyMap: "Keys",
  soundEvents: "Sounds",
  advance: "Focus after a mark",
  followQueue: "Follow the queue",
  confirmFrom: "Ask before a bulk mark",
  typeCountFrom: "Type the number",
  amberSeconds: "Amber countdown",
  urgentSeconds: "Urgent countdown",
  copyTemplate: "Copy template",
  pagedTable: "Paged table",
};

/** `Theme and Keys were changed in another browser of yours, later than here. The newer values hold.` */
export function overruledWords(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const words = names.map((name) => settingNames[name] ?? name);
  const last = words.at(-1) ?? "";
  const list = words.length === 1 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
  const verb = words.length === 1 ? "was" : "were";
  return `${list} ${verb} changed in another browser of yours, later than here. The newer values hold.`;
}
