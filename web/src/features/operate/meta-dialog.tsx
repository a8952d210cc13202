import { useState } from "react";
import type { BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { copyText } from "@/lib/clipboard";
import { useConnection } from "@/live/hooks";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { MetaForm } from "./meta-form";

export interface MetaDialogProps {
  batch: BatchHead;
  /** Why it cannot be changed. */
  readOnly: string | null;
  onClose: () => void;
}

/** The whole meta, to read, to copy, and while the batch is open to change. */
export function MetaDialog({ batch, readOnly, onClose }: MetaDialogProps) {
  const [editing, setEditing] = useState<BatchHead>();
  const [copied, setCopied] = useState(false);
  const { locks } = useConnection();
  const text = JSON.stringify(batch.meta, null, 2);
  if (editing !== undefined) {
    return <MetaForm batch={editing} current={batch} onBack={() => setEditing(undefined)} onClose={onClose} />;
  }
  const copy = async (): Promise<void> => setCopied((await copyText(text)) === "copied");
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Meta of ${batchTitle(batch)}`}
      description={`#${batch.id}, as the caller sent it`}
      actions={
        <>
          <Button onClick={() => void copy()}>{copied ? "Copied" : "Copy"}</Button>
          <Button reason={readOnly ?? locks.decide} onClick={() => setEditing(batch)}>
            Edit
          </Button>
        </>
      }
    >
      <pre className="overflow-x-auto rounded border border-line bg-bg p-3 font-mono text-xs/5 break-words whitespace-pre-wrap select-text">
        {text}
      </pre>
    </Dialog>
  );
}
