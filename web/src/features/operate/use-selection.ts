// The chosen rows and the row that has the tab stop, both by identity: what events do to the order or to the rows never
// changes either (R1).
import { useCallback, useRef, useState } from "react";
import { useLive } from "@/live/live-context";
import type { Frozen } from "./grid-model";
import { between, type Capture, extended, nothing, recaptured, type Selection, toggled } from "./selection-model";

export type Chosen = ReturnType<typeof useSelection>;

export function useSelection({ pids, indexOf }: Frozen) {
  const { store, overlay } = useLive();
  const [selection, setSelection] = useState(nothing);
  const anchor = useRef<number | undefined>(undefined);
  const capture: Capture = useCallback(
    (pid) => {
      const bet = store.bet(pid);
      const pending = overlay.pending(pid);
      if (bet === undefined) return undefined;
      return { version: bet.version, ...(pending === undefined ? {} : { expects: pending.change }) };
    },
    [store, overlay],
  );
  return {
    selection,
    set: (next: Selection) => setSelection(next),
    clear: () => setSelection(nothing),
    toggle(pid: number) {
      anchor.current = pid;
      setSelection((had) => toggled(had, pid, capture));
    },
    /** From the row that was chosen last to this one. */
    extendTo(pid: number, from: number) {
      anchor.current ??= from;
      const range = between(pids, indexOf, anchor.current, pid);
      setSelection((had) => extended(had, range, capture));
    },
    all() {
      setSelection(extended(nothing, pids, capture));
      return pids.length;
    },
    again: () => setSelection((had) => recaptured(had, capture)),
  };
}
