import { useId, useState } from "react";
import { newIntent } from "@/contract/intent";
import type { BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { useActions } from "@/live/hooks";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { mergePatch, parseMeta } from "./meta-model";

const movedWords = "Somebody changed the meta since you opened this. Go back and look.";

export interface MetaFormProps {
  /** As it was when the form was opened: the patch is made against it. */
  batch: BatchHead;
  /** As it is. Its version guards the write: it moves with every bet, the meta rarely. */
  current: BatchHead;
  onBack: () => void;
  onClose: () => void;
}

/** Changes the meta as text. Only what differs is sent. */
export function MetaForm({ batch, current, onBack, onClose }: MetaFormProps) {
  const [text, setText] = useState(() => JSON.stringify(batch.meta, null, 2));
  const { busy, refusal, save } = useMetaPatch(current, onBack);
  const id = useId();
  const parsed = parseMeta(text);
  const patch = parsed.ok ? mergePatch(batch.meta, parsed.meta) : undefined;
  const movedOn = JSON.stringify(current.meta) !== JSON.stringify(batch.meta);
  const reason = busy ? "Sending." : whyNot(parsed.ok ? undefined : parsed.problem, patch, movedOn);
  return (
    <Dialog
      open
      dismissible={false}
      onClose={onClose}
      title={`Edit meta of ${batchTitle(batch)}`}
      description="A JSON object. Members that you leave out, or set to null, are removed."
      actions={
        <>
          <Button onClick={onBack}>Cancel</Button>
          <Button kind="primary" reason={reason} onClick={() => patch !== undefined && save(patch)}>
            Save meta
          </Button>
        </>
      }
    >
      <label htmlFor={id} className="sr-only">
        Meta as JSON
      </label>
      <textarea
        id={id}
        value={text}
        spellCheck={false}
        rows={14}
        aria-invalid={!parsed.ok || undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => setText(event.target.value)}
        className="w-full rounded border border-control bg-bg p-3 font-mono text-xs/5 aria-invalid:border-failed"
      />
      <p id={`${id}-problem`} role="status" className="min-h-5 text-xs text-failed">
        {parsed.ok ? (refusal ?? (movedOn && movedWords)) : parsed.problem}
      </p>
    </Dialog>
  );
}

function useMetaPatch(batch: BatchHead, onSaved: () => void) {
  const actions = useActions();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const save = async (patch: Record<string, unknown>): Promise<void> => {
    setBusy(true);
    setRefusal(undefined);
    const at = { accountId: batch.account_id, batchId: batch.id };
    const decision = await actions.patchMeta(newIntent(), at, patch, batch.version);
    setBusy(false);
    if (decision.kind === "ok") onSaved();
    if (decision.kind === "blocked") setRefusal(decision.why);
    if (decision.kind === "refused") setRefusal(`Not saved: ${decision.problem.detail}`);
  };
  return {
    busy,
    refusal,
    save: (patch: Record<string, unknown>) => {
      if (!busy) void save(patch);
    },
  };
}

function whyNot(
  problem: string | undefined,
  patch: Record<string, unknown> | undefined,
  movedOn: boolean,
): string | undefined {
  if (movedOn) return movedWords;
  if (problem !== undefined) return problem;
  if (patch === undefined) return "Nothing is changed.";
  return undefined;
}
