// One operator, several browsers: which of two values of a setting holds. Each setting carries the time when it was chosen;
// the newest wins, for each setting by itself. Pure; app/preferences-sync.ts talks to the server.

import { observable } from "./observable";
import { parseSettings, type Settings } from "./settings";

/** Who somebody is, and what a device may do, stays with the browser. */
const ofThisBrowser = ["actor", "soundOn", "notifications"];

export function isShared(name: string): boolean {
  return !ofThisBrowser.includes(name);
}

/** Milliseconds by the server's clock, by the name of the setting. */
export type Stamps = Readonly<Record<string, number>>;

/** What this browser knows of the preferences of one operator. */
export interface SyncMemory {
  owner: string;
  /** When each setting was chosen; a setting without a stamp is nobody's choice. */
  stamps: Stamps;
  /** The stamps that the server is known to have. */
  acknowledged: Stamps;
}

export type StampedSettings = Readonly<Record<string, { readonly value: unknown; readonly at: number }>>;

export interface Merged {
  settings: Settings;
  stamps: Stamps;
  /** There is something that the server does not have. */
  push: boolean;
  /** Own choices that were not sent yet and lost to a newer one. */
  overruled: readonly string[];
}

export function mergeSettings(local: Settings, memory: SyncMemory, remote: StampedSettings): Merged {
  const newer = Object.entries(remote).filter(
    ([name, { at }]) => isShared(name) && name in local && at > (memory.stamps[name] ?? 0),
  );
  const wanted = { ...local, ...Object.fromEntries(newer.map(([name, { value }]) => [name, value])) };
  const settings = parseSettings(wanted) ?? local;
  const before = new Map<string, unknown>(Object.entries(local));
  const after = new Map<string, unknown>(Object.entries(settings));
  const unsent = (name: string): boolean => (memory.stamps[name] ?? 0) > (memory.acknowledged[name] ?? 0);
  return {
    settings,
    stamps: { ...memory.stamps, ...Object.fromEntries(newer.map(([name, { at }]) => [name, at])) },
    push: Object.entries(memory.stamps).some(([name, at]) => at > (remote[name]?.at ?? 0)),
    overruled: newer.map(([name]) => name).filter((name) => unsent(name) && !isSame(before.get(name), after.get(name))),
  };
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What is sent: every setting that somebody chose, with its time. */
export function stampedSettings(settings: Settings, stamps: Stamps, remote: StampedSettings): StampedSettings {
  const values = new Map<string, unknown>(Object.entries(settings));
  const own = Object.entries(stamps).filter(([name]) => values.has(name) && isShared(name));
  return { ...remote, ...Object.fromEntries(own.map(([name, at]) => [name, { value: values.get(name), at }])) };
}

export function parseStamped(found: unknown): StampedSettings {
  if (!isRecord(found)) return {};
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, each]) => {
      if (!isRecord(each) || typeof each["at"] !== "number" || !("value" in each)) return [];
      return [[name, { value: each["value"], at: each["at"] }]];
    }),
  );
}

export function parseMemory(found: unknown): SyncMemory | undefined {
  if (!isRecord(found) || typeof found["owner"] !== "string") return undefined;
  return { owner: found["owner"], stamps: numbers(found["stamps"]), acknowledged: numbers(found["acknowledged"]) };
}

function numbers(found: unknown): Stamps {
  if (!isRecord(found)) return {};
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, at]) => (typeof at === "number" ? [[name, at]] : [])),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export type SyncState =
  | { readonly kind: "starting" | "no-name" | "saving" }
  | { readonly kind: "saved"; readonly at: number }
  /** Kept in this browser, and sent when the server can be reached. */
  | { readonly kind: "kept"; readonly why: string };

export const syncState = observable<SyncState>({ kind: "starting" });
/** The names of own choices that lost to newer ones from elsewhere, until the next own choice. */
export const overruledSettings = observable<readonly string[]>([]);
