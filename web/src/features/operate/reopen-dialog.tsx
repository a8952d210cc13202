import type { BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { useAccount, useConnection } from "@/live/hooks";
import { useReopening } from "@/live/use-reopening";
import { ReasonDialog } from "@/ui/reason-dialog";

/** Brings a closed batch back to work. The reason is kept in the log. */
export function ReopenDialog({ batch, onClose }: { batch: BatchHead; onClose: () => void }) {
  const account = useAccount(batch.account_id);
  const { locks } = useConnection();
  const { state, reopen } = useReopening(batch, onClose);
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
