import { useState } from "react";
import type { BatchHead } from "@/contract/types";
import { useBatchHead } from "@/live/hooks";

/** A batch as it is, or as it was last when it is gone: what an operator looks at never vanishes under their eyes. */
export function useKnownBatch(accountId: number, batchId: number): BatchHead | undefined {
  const head = useBatchHead(batchId);
  const now = head?.account_id === accountId ? head : undefined;
  const [known, setKnown] = useState(now);
  if (now !== undefined && now !== known) setKnown(now);
  return now ?? known;
}
