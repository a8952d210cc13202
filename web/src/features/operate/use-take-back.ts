import type { BatchRef } from "@/contract/types";
import type { Done } from "@/live/history";
import { useActions } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { betsText } from "./bet-words";
import type { Notices } from "./use-notices";

/** Undo and redo; answers what was taken back. `free` says whether anything may be changed now, and why not. */
export function useTakeBack(at: BatchRef, free: () => boolean, { say, warn }: Notices) {
  const { history } = useLive().overlay;
  const actions = useActions();
  return (kind: "undo" | "redo"): Done | undefined => {
    const next = kind === "undo" ? history.last() : history.nextRedo();
    // A key acts only on rows that can be seen: what was done elsewhere is undone there.
    if (next !== undefined && next.at.batchId !== at.batchId) {
      warn(`The last change was in batch #${next.at.batchId}. Open it to ${kind} it.`);
      return undefined;
    }
    if (!free()) return undefined;
    const undone = kind === "undo" ? actions.undo() : actions.redo();
    if (undone.kind === "refused") {
      warn(undone.why);
      return undefined;
    }
    const done = `${kind === "undo" ? "Undone" : "Redone"}: ${betsText(undone.count)}.`;
    if (undone.skipped === 0) say(done);
    else warn(`${done} ${betsText(undone.skipped)} changed by others since: left as they are.`);
    return undone.entry;
  };
}
