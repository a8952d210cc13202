import { useBatchBets, useRetryBets } from "@/live/hooks";
import { ErrorPanel } from "@/ui/error-panel";
import { Skeleton } from "@/ui/skeleton";

/** A batch that is not here: on its way, not to be had, or not there at all. */
export function MissingBatch({ accountId, batchId }: { accountId: number; batchId: number }) {
  const load = useBatchBets(accountId, batchId);
  const retry = useRetryBets();
  if (load.state !== "failed") return <Skeleton rows={16} label={`Loading batch #${batchId}`} />;
  return (
    <ErrorPanel
      what={`Batch #${batchId} could not be read.`}
      detail={load.why}
      requestId={load.requestId === "" ? undefined : load.requestId}
      onRetry={() => retry({ accountId, batchId })}
    />
  );
}
