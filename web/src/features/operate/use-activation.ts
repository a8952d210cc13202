import { useState } from "react";
import { newIntent } from "@/contract/intent";
import type { BatchHead } from "@/contract/types";
import { useActions } from "@/live/hooks";
import { showToast } from "@/ui/toast";

/** Says that the work on a batch begins; the first mark does it too. */
export function useActivation(batch: BatchHead): { readonly busy: boolean; readonly activate: () => void } {
  const actions = useActions();
  const [busy, setBusy] = useState(false);
  const activate = async (): Promise<void> => {
    setBusy(true);
    const decision = await actions.activate(newIntent(), { accountId: batch.account_id, batchId: batch.id });
    setBusy(false);
    if (decision.kind === "blocked") showToast(decision.why);
    if (decision.kind === "refused") showToast(`Not activated: ${decision.problem.detail}`, "cross");
  };
  return {
    busy,
    activate: () => {
      if (!busy) void activate();
    },
  };
}
