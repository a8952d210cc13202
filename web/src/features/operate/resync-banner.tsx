import { useEffect, useState } from "react";
import { announcer } from "@/lib/announce";
import { useBatchBets, useRecovery } from "@/live/hooks";
import type { Recovery } from "@/live/recovery";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { resyncWords } from "./desk-model";

/** What was read stays read when the operator goes to another screen and comes back. */
let lastRead: Recovery | undefined;

/** The connection is back: how much has changed while it was lost. It stays until it was read. */
export function ResyncBanner({ accountId, batchId }: { accountId: number; batchId: number }) {
  const recovery = useRecovery();
  const { pids } = useBatchBets(accountId, batchId);
  const [read, setRead] = useState(lastRead);
  const words =
    recovery === undefined || recovery === read
      ? undefined
      : resyncWords(recovery.events, pids.filter((pid) => recovery.pids.has(pid)).length);
  useEffect(() => {
    if (words !== undefined) announcer.polite(words);
  }, [words]);
  if (words === undefined) return null;
  const dismiss = (): void => {
    lastRead = recovery;
    setRead(recovery);
  };
  return <Banner tone="info" title={words} actions={<Button onClick={dismiss}>Dismiss</Button>} />;
}
