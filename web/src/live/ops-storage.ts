// Open operations outlive their page: after a reload they are asked again with the same keys.
import type { Item, Operation } from "./operations";

const name = "betstream.operations.v1";

export type TextStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

type Saved = Omit<Operation, "body" | "open" | "sending"> & {
  readonly items: readonly Item[];
  readonly openPids: readonly number[];
};

export function saveOperations(storage: TextStorage | undefined, operations: readonly Operation[]): void {
  try {
    if (operations.length === 0) storage?.removeItem(name);
    else storage?.setItem(name, JSON.stringify(operations.map(toSaved)));
  } catch {
    // A full or forbidden storage costs the re-check after a reload, nothing else; the page asks before it closes.
  }
}

export function loadOperations(storage: TextStorage | undefined): readonly Operation[] {
  try {
    const saved: unknown = JSON.parse(storage?.getItem(name) ?? "[]");
    return Array.isArray(saved) ? saved.filter(isSaved).map(fromSaved) : [];
  } catch {
    return [];
  }
}

function toSaved({ body, open, sending: _, ...rest }: Operation): Saved {
  return { ...rest, items: [...body.values()], openPids: [...open] };
}

function fromSaved({ items, openPids, ...rest }: Saved): Operation {
  const body = new Map(items.map((item) => [item.pid, item]));
  return { ...rest, body, open: new Set(openPids), sending: false, state: "unknown", retryAt: 0 };
}

// Written by this build or an earlier one with the same name of the storage; the shape is checked as far as sending needs.
function isSaved(value: unknown): value is Saved {
  if (typeof value !== "object" || value === null) return false;
  if (!("key" in value && "requestId" in value && "at" in value)) return false;
  return "items" in value && Array.isArray(value.items) && "openPids" in value && Array.isArray(value.openPids);
}
