import type { Account, BatchHead } from "@/contract/types";
import { useConnection } from "@/live/hooks";
import { Button } from "@/ui/button";
import { useActivation } from "./use-activation";
import { useBatchText } from "./use-batch-text";

export interface BatchToolsProps {
  batch: BatchHead;
  account: Account | undefined;
  readOnly: string | null;
}

/** What can be done with a batch as a whole, beside submitting it. */
export function BatchTools({ batch, account, readOnly }: BatchToolsProps) {
  const { locks } = useConnection();
  const { reason, copyAll, exportCsv } = useBatchText(batch, account);
  const { busy, activate } = useActivation(batch);
  return (
    <div className="flex flex-wrap items-center gap-2 max-md:hidden">
      {batch.status === "created" && (
        <Button
          tip="Says that the work begins. The first mark does it too."
          reason={busy ? "Activating." : (readOnly ?? locks.decide)}
          onClick={activate}
        >
          Activate
        </Button>
      )}
      <Button reason={reason} onClick={copyAll}>
        Copy all
      </Button>
      <Button reason={reason} onClick={exportCsv}>
        Export CSV
      </Button>
    </div>
  );
}
