import { useRef, useState } from "react";
import { type Intent, newIntent } from "@/contract/intent";
import { currentBatch } from "@/contract/problem";
import type { BatchHead, Problem, Submission } from "@/contract/types";
import { useActions } from "@/live/hooks";
import { useLive } from "@/live/live-context";

export type Sending =
  | { readonly state: "idle" }
  | { readonly state: "sent" }
  /** It may have happened; it is asked again with the same key. */
  | { readonly state: "unknown"; readonly attempts: number; readonly detail: string }
  | { readonly state: "blocked"; readonly why: string }
  | { readonly state: "refused"; readonly problem: Problem };

export type SubmissionControl = {
  readonly sending: Sending;
  /** From the first press until the outcome is known. */
  readonly underway: boolean;
  readonly send: (body: Submission) => void;
};

/**
 * One review is one intent: however often the button is pressed or the network fails, its key is the same. Only after
 * the server said no, and so nothing happened, a new key is made: the next body is another.
 */
export function useSubmission(batch: BatchHead, onDone: (head: BatchHead) => void): SubmissionControl {
  const actions = useActions();
  const { store } = useLive();
  const [sending, setSending] = useState<Sending>({ state: "idle" });
  const intent = useRef<Intent>(undefined);
  const busy = useRef(false);

  const run = async (body: Submission): Promise<void> => {
    intent.current ??= newIntent();
    setSending({ state: "sent" });
    const at = { accountId: batch.account_id, batchId: batch.id };
    const decision = await actions.submit(intent.current, at, body, {
      onUnknown: (attempts, detail) => setSending({ state: "unknown", attempts, detail }),
    });
    busy.current = false;
    if (decision.kind === "ok") onDone(decision.data);
    if (decision.kind === "blocked") setSending({ state: "blocked", why: decision.why });
    if (decision.kind === "refused") {
      intent.current = undefined;
      const now = currentBatch(decision.problem);
      if (now !== undefined) store.putHead(now);
      setSending({ state: "refused", problem: decision.problem });
    }
  };
  return {
    sending,
    underway: sending.state === "sent" || sending.state === "unknown",
    send: (body) => {
      // The state of the page lags behind a second press; this does not.
      if (busy.current) return;
      busy.current = true;
      void run(body);
    },
  };
}
