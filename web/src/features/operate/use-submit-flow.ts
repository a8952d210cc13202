import { useState } from "react";
import { useLocation } from "wouter";
import type { BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { keys } from "@/lib/keyboard";
import { routes } from "@/lib/routes";
import { useSubmitBlock } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { showToast } from "@/ui/toast";
import { nextAfterSubmit } from "./advance";
import { openOnly } from "./desk-model";
import { deskPlace } from "./place";
import { useDeskMoves } from "./use-desk-moves";

export type SubmitFlow = {
  readonly reviewing: boolean;
  /** Why no review is opened now. */
  readonly reason: string | undefined;
  readonly open: () => void;
  readonly close: () => void;
  readonly submitted: (head: BatchHead) => void;
};

/** From the press on submit to where the operator goes next. */
export function useSubmitFlow(batch: BatchHead, readOnly: string | null): SubmitFlow {
  const [frozen, setFrozen] = useState<readonly number[]>();
  const { store } = useLive();
  const { openBatch } = useDeskMoves();
  const [, navigate] = useLocation();
  const block = useSubmitBlock(batch.id);
  const reason = readOnly ?? block;
  const { account_id: accountId } = batch;

  const moveOn = (order: readonly number[]): void => {
    // Who has left meanwhile stays where they are.
    if (deskPlace(globalThis.location.pathname).batch !== batch.id) return;
    const next = nextAfterSubmit(order, batch.id, store.head);
    if (next !== undefined) {
      openBatch(accountId, next);
      return;
    }
    keys.settle();
    navigate(routes.account(accountId));
  };
  return {
    reviewing: frozen !== undefined,
    reason,
    open: () => {
      if (reason === undefined) setFrozen(openOnly(store.openBatches(accountId)).map(({ id }) => id));
      else showToast(reason);
    },
    close: () => setFrozen(undefined),
    submitted: (head) => {
      const order = frozen ?? [];
      setFrozen(undefined);
      showToast(`Submitted ${batchTitle(head)} to ${store.account(accountId)?.name ?? "its account"}.`, "check");
      moveOn(order);
    },
  };
}
