import type { BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { useAccount, useConnection } from "@/live/hooks";
import { useReopening } from "@/live/use-reopening";
import { ReasonDialog } from "@/ui/reason-dialog";

export interface ReopenProps {
  batch: BatchHead;
  onDone: (batch: BatchHead) => void;
  onClose: () => void;
}

export function Reopen({ batch, onDone, onClose }: ReopenProps) {
  const account = useAccount(batch.account_id);
  const { locks } = useConnection();
  const { state, reopen } = useReopening(batch, onDone);
  return (
    <ReasonDialog
      {...state}
      title={`Reopen ${batchTitle(batch)}`}
      description={`${account?.name ?? ""} \u00b7 #${batch.id}. It takes marks again.`}
      verb="Reopen"
      locked={locks.decide}
      onConfirm={reopen}
      onClose={onClose}
    />
  );
}
