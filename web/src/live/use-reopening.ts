// To bring a closed batch back to work: one intent for one reason, however often it has to be sent.
import { useRef, useState } from "react";
import { type Intent, newIntent } from "@/contract/intent";
import type { BatchHead } from "@/contract/types";
import { useActions } from "./hooks";

export type Reopening = {
  readonly busy: boolean;
  /** It was sent, and nothing came back yet. */
  readonly unknown: boolean;
  readonly refusal: string | undefined;
};

const idle: Reopening = { busy: false, unknown: false, refusal: undefined };

export function useReopening(
  batch: BatchHead,
  onDone: (batch: BatchHead) => void,
): { readonly state: Reopening; readonly reopen: (reason: string) => void } {
  const actions = useActions();
  const [state, setState] = useState<Reopening>(idle);
  const underWay = useRef<Intent>(undefined);
  const run = async (reason: string): Promise<void> => {
    const intent = newIntent();
    underWay.current = intent;
    setState({ ...idle, busy: true });
    const at = { accountId: batch.account_id, batchId: batch.id };
    const decision = await actions.reopen(intent, at, reason, {
      onUnknown: () => setState({ ...idle, busy: true, unknown: true }),
    });
    underWay.current = undefined;
    if (decision.kind === "ok") onDone(decision.data);
    if (decision.kind === "blocked") setState({ ...idle, refusal: decision.why });
    if (decision.kind === "refused") setState({ ...idle, refusal: `Not reopened: ${decision.problem.detail}` });
  };
  return {
    state,
    // Two keydowns may come before the first render that says "busy".
    reopen: (reason) => {
      if (underWay.current === undefined) void run(reason);
    },
  };
}
