import { useRef, useState } from "react";
import { newIntent } from "@/contract/intent";
import type { BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { useAccount, useActions, useConnection } from "@/live/hooks";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";

/** Brings a closed batch back to work. The reason is kept in the log. */
export function ReopenDialog({ batch, onClose }: { batch: BatchHead; onClose: () => void }) {
  const account = useAccount(batch.account_id);
  const { locks } = useConnection();
  const [reason, setReason] = useState("");
  const { state, reopen } = useReopening(batch, onClose);
  const field = useRef<HTMLInputElement>(null);
  const words = reason.trim();
  const locked = state.busy ? "Reopening." : (locks.decide ?? (words === "" ? "Say why it is reopened." : undefined));
  return (
    <Dialog
      open
      width="narrow"
      dismissible={false}
      onClose={onClose}
      title={`Reopen ${batchTitle(batch)}`}
      description={`${account?.name ?? ""} \u00b7 #${batch.id}. It takes marks again.`}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" reason={locked} onClick={() => reopen(words)}>
            Reopen
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (locked === undefined) reopen(words);
        }}
      >
        <TextField
          ref={field}
          label="Reason, kept in the log"
          value={reason}
          maxLength={200}
          error={state.refusal}
          onValue={setReason}
        />
        {state.unknown && <p className="mt-2 text-dim">Sent, not confirmed. Asking again with the same key.</p>}
      </form>
    </Dialog>
  );
}

type Reopening = { readonly busy: boolean; readonly unknown: boolean; readonly refusal: string | undefined };
const idle: Reopening = { busy: false, unknown: false, refusal: undefined };

function useReopening(batch: BatchHead, onDone: () => void) {
  const actions = useActions();
  const [state, setState] = useState<Reopening>(idle);
  const run = async (reason: string): Promise<void> => {
    setState({ ...idle, busy: true });
    const at = { accountId: batch.account_id, batchId: batch.id };
    const decision = await actions.reopen(newIntent(), at, reason, {
      onUnknown: () => setState({ ...idle, busy: true, unknown: true }),
    });
    if (decision.kind === "ok") onDone();
    if (decision.kind === "blocked") setState({ ...idle, refusal: decision.why });
    if (decision.kind === "refused") setState({ ...idle, refusal: `Not reopened: ${decision.problem.detail}` });
  };
  return {
    state,
    reopen: (reason: string) => {
      if (!state.busy) void run(reason);
    },
  };
}
