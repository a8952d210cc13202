import { useEffect, useState } from "react";
import type { BatchHead } from "@/contract/types";

/** Batches that came after the operator did are new until they are opened. */
export function useSeenBatches(
  accountId: number,
  open: readonly BatchHead[],
  current: number | undefined,
): ReadonlySet<number> {
  const [seen, setSeen] = useState({ accountId, ids: idsOf(open) });
  // Another account: what is open there on arrival is not new.
  if (seen.accountId !== accountId) setSeen({ accountId, ids: idsOf(open) });
  useEffect(() => {
    if (current === undefined) return;
    setSeen((had) => (had.ids.has(current) ? had : { ...had, ids: new Set([...had.ids, current]) }));
  }, [current]);
  return seen.ids;
}

function idsOf(batches: readonly BatchHead[]): ReadonlySet<number> {
  return new Set(batches.map(({ id }) => id));
}
