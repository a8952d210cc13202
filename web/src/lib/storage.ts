// localStorage and sessionStorage that may be full, blocked or of an older build: reading gives a value of the wanted
// shape or undefined, and writing says whether it was kept. Neither throws.

export type Drawer = "local" | "session";

function storageOf(drawer: Drawer): Storage | undefined {
  try {
    return drawer === "local" ? globalThis.localStorage : globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}

/** `parse` decides whether what was found is of the wanted shape; undefined is "not there". */
export function readStored<T>(drawer: Drawer, key: string, parse: (found: unknown) => T | undefined): T | undefined {
  try {
    const text = storageOf(drawer)?.getItem(key) ?? null;
    return text === null ? undefined : parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export function writeStored(drawer: Drawer, key: string, value: unknown): boolean {
  try {
    const storage = storageOf(drawer);
    if (storage === undefined) return false;
    storage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function dropStored(drawer: Drawer, key: string): void {
  try {
    storageOf(drawer)?.removeItem(key);
  } catch {
    // Nothing was kept there in the first place.
  }
}
