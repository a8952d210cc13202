import { useState } from "react";
import type { Frozen } from "./grid-model";

export type ActiveRow = ReturnType<typeof useActiveRow>;

/** The row with the tab stop. It is never lost: where it left the order, the first row stands in. */
export function useActiveRow({ pids, indexOf }: Frozen, first: number | undefined) {
  const [wanted, setActive] = useState(first);
  const [focusTick, setFocusTick] = useState(0);
  const active = wanted !== undefined && indexOf.has(wanted) ? wanted : pids[0];
  return {
    active,
    activeIndex: active === undefined ? undefined : indexOf.get(active),
    /** Another number is a wish for the focus. */
    focusTick,
    setActive,
    focusRow(pid: number) {
      setActive(pid);
      setFocusTick((tick) => tick + 1);
    },
  };
}
