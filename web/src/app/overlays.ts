// Which of the shell's own windows is open; at most one is.

import { observable } from "@/lib/observable";

export type OverlayName = "palette" | "cheat-sheet" | "actor" | "navigation";

export const overlay = observable<OverlayName | undefined>(undefined);

export function closeOverlay(): void {
  overlay.set(undefined);
}
