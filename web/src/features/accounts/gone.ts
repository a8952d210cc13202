import { formatClock, parseInstant } from "@/lib/time";
import type { Tombstone } from "@/live/store";

/** `Deleted by MK 12:04:07.` */
export function goneWords({ by, at }: Tombstone): string {
  const instant = parseInstant(at);
  return ["Deleted", by === undefined ? "" : `by ${by}`, instant === undefined ? "" : formatClock(instant)]
    .filter((part) => part !== "")
    .join(" ")
    .concat(".");
}
