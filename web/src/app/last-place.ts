// "/" leads to where the operator worked last, so that a bookmark of the console opens the work.

import { readStored, writeStored } from "@/lib/storage";

const storageKey = "betstream.last-place";
const isPlace = /^\/a\/\d+(\/b\/\d+)?$/;

export function lastPlace(): string | undefined {
  return readStored("local", storageKey, (found) =>
    typeof found === "string" && isPlace.test(found) ? found : undefined,
  );
}

/** Only places of work are kept; other screens are no place to begin. */
export function rememberPlace(path: string): void {
  if (isPlace.test(path)) writeStored("local", storageKey, path);
}
