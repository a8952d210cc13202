// What an operator has chosen, kept in this browser. Reading takes each setting by itself, so that one that is damaged
// or of another version costs its default and not all the others.

import { observable } from "./observable";
import { type SoundName, soundNames } from "./sound";
import { readStored, writeStored } from "./storage";
import type { Zone } from "./time";

export type Theme = "system" | "dark" | "light";
export type Density = "compact" | "normal" | "roomy";
export type Advance = "next-pending" | "next-row" | "stay";

export interface Settings {
  /** Sent as BetStream-Actor with every write; "" until the operator has said who they are. */
  actor: string;
  theme: Theme;
  density: Density;
  zone: Zone;
  decimal: "." | ",";
  keysEnabled: boolean;
  /** Own keys by binding id; "" means none. */
  keyMap: Readonly<Record<string, string>>;
  soundOn: boolean;
  soundEvents: Readonly<Record<SoundName, boolean>>;
  notifications: boolean;
  /** Where the focus goes after a mark. */
  advance: Advance;
  /** After a submit, also offer the next batch of another account. */
  followQueue: boolean;
  /** From so many rows on, a bulk mark is confirmed in a popover, and by typing the number. */
  confirmFrom: number;
  typeCountFrom: number;
  /** So long before the start a countdown turns amber, and urgent. */
  amberSeconds: number;
  urgentSeconds: number;
  /** What C copies for one row: `{legs}` `{stake}` `{cost}` `{id}` `{note}`. */
  copyTemplate: string;
  /** A native table in pages in place of the grid, for screen readers that misread virtual rows. */
  pagedTable: boolean;
}

export const defaultSettings: Settings = {
  actor: "",
  theme: "system",
  density: "normal",
  zone: "local",
  decimal: ".",
  keysEnabled: true,
  keyMap: {},
  soundOn: false,
  soundEvents: { "new-batch": true, closing: true, "write-failed": true, "connection-lost": true },
  notifications: false,
  advance: "next-pending",
  followQueue: false,
  confirmFrom: 11,
  typeCountFrom: 101,
  amberSeconds: 300,
  urgentSeconds: 60,
  copyTemplate: "{legs}",
  pagedTable: false,
};

/**
 * What may be chosen. A bulk mark may be confirmed earlier than by default, never later: one key would change many bets
 * without a look at them. Both include their ends.
 */
export const settingBounds = {
  confirmFrom: { min: 2, max: 11 },
  typeCountFrom: { min: 2, max: 101 },
  amberSeconds: { min: 60, max: 3600 },
  urgentSeconds: { min: 30, max: 600 },
} as const;
export type BoundedSetting = keyof typeof settingBounds;

const storageKey = "betstream.settings";
export const actorMax = 64;

export const settings = observable<Settings>(readStored("local", storageKey, parseSettings) ?? defaultSettings);

const ownChanges = new Set<(patch: Partial<Settings>) => void>();

/** What the operator chooses in this tab; not what another tab or the server brought. */
export function onOwnChange(listener: (patch: Partial<Settings>) => void): () => void {
  ownChanges.add(listener);
  return () => ownChanges.delete(listener);
}

/** False when the browser would not keep it; it still holds until the page is closed. */
export function changeSettings(patch: Partial<Settings>): boolean {
  const kept = adoptSettings({ ...settings.get(), ...patch });
  for (const listener of ownChanges) listener(patch);
  return kept;
}

/** Settings that were chosen elsewhere hold here. */
export function adoptSettings(next: Settings): boolean {
  settings.set(next);
  return writeStored("local", storageKey, next);
}

/** What another tab has chosen holds here too. */
export function followOtherTabs(): () => void {
  const onStorage = (event: StorageEvent): void => {
    if (event.key === storageKey) settings.set(readStored("local", storageKey, parseSettings) ?? defaultSettings);
  };
  globalThis.addEventListener("storage", onStorage);
  return () => globalThis.removeEventListener("storage", onStorage);
}

/** Heights in px of a row, by density; a virtual list has to know them. Touch screens always get the tallest. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 28, normal: 34, roomy: 44 };

export function parseSettings(found: unknown): Settings | undefined {
  if (!isRecord(found)) return undefined;
  const fallback = defaultSettings;
  return {
    actor: aString(found["actor"], fallback.actor).slice(0, actorMax),
    theme: aChoice(found["theme"], ["system", "dark", "light"], fallback.theme),
    density: aChoice(found["density"], ["compact", "normal", "roomy"], fallback.density),
    zone: aChoice(found["zone"], ["local", "utc"], fallback.zone),
    decimal: aChoice(found["decimal"], [".", ","], fallback.decimal),
    keysEnabled: aBoolean(found["keysEnabled"], fallback.keysEnabled),
    keyMap: strings(found["keyMap"]),
    soundOn: aBoolean(found["soundOn"], fallback.soundOn),
    soundEvents: soundEvents(found["soundEvents"]),
    notifications: aBoolean(found["notifications"], fallback.notifications),
    advance: aChoice(found["advance"], ["next-pending", "next-row", "stay"], fallback.advance),
    followQueue: aBoolean(found["followQueue"], fallback.followQueue),
    confirmFrom: bounded(found, "confirmFrom"),
    typeCountFrom: bounded(found, "typeCountFrom"),
    amberSeconds: bounded(found, "amberSeconds"),
    urgentSeconds: bounded(found, "urgentSeconds"),
    copyTemplate: aString(found["copyTemplate"], fallback.copyTemplate),
    pagedTable: aBoolean(found["pagedTable"], fallback.pagedTable),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function aString(value: unknown, fallback: string): string {
  return typeof value === "string" ? value : fallback;
}
function aBoolean(value: unknown, fallback: boolean): boolean {
  return typeof value === "boolean" ? value : fallback;
}
function bounded(found: Readonly<Record<string, unknown>>, name: BoundedSetting): number {
  const value = found[name];
  return isWithin(name, value) ? value : defaultSettings[name];
}
export function isWithin(name: BoundedSetting, value: unknown): value is number {
  const { min, max } = settingBounds[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max;
}
function aChoice<const T extends string>(value: unknown, choices: readonly T[], fallback: NoInfer<T>): T {
  return choices.find((choice) => choice === value) ?? fallback;
}
function strings(value: unknown): Readonly<Record<string, string>> {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.flatMap(([key, each]) => (typeof each === "string" ? [[key, each]] : [])));
}
function soundEvents(value: unknown): Settings["soundEvents"] {
  const found = isRecord(value) ? value : {};
  const chosen = { ...defaultSettings.soundEvents };
  for (const name of soundNames) chosen[name] = aBoolean(found[name], chosen[name]);
  return chosen;
}
