import { useState } from "react";
import type { BatchHead } from "@/contract/types";
import { heldOrder } from "./desk-model";

export type HeldOrder = {
  readonly batches: readonly BatchHead[];
  /** For the element whose rows must not move under a pointer. */
  readonly hold: { readonly onPointerEnter: () => void; readonly onPointerLeave: () => void };
};

/** While a pointer is over the list its rows stay where they are; the right order comes back when it leaves. */
export function useHeldOrder(batches: readonly BatchHead[]): HeldOrder {
  const [frozen, setFrozen] = useState<readonly number[]>();
  return {
    batches: frozen === undefined ? batches : heldOrder(frozen, batches),
    hold: {
      onPointerEnter: () => setFrozen(batches.map(({ id }) => id)),
      onPointerLeave: () => setFrozen(undefined),
    },
  };
}
