import { useRef } from "react";
import { batchTitle } from "@/lib/batch-title";
import { useSettings } from "@/lib/use-settings";
import { useWidth } from "@/lib/use-width";
import { useAccount, useBatchBets, useServerClock, useTombstone } from "@/live/hooks";
import { useScreenTitle } from "@/ui/screen";
import { BatchHeader } from "./batch-header";
import { BetWork } from "./bet-work";
import { MissingBatch } from "./missing-batch";
import { PhoneBack } from "./phone-back";
import { closedWords, deletedWords } from "./read-only";
import { ReadOnlyBanner } from "./read-only-banner";
import { SubmitButton } from "./submit-button";
import { Tombstone, TombstoneBanner } from "./tombstone";
import { useDeskMoves } from "./use-desk-moves";
import { useKnownBatch } from "./use-known-batch";
import { useWorkFocus } from "./use-work-focus";

/** One batch: its header, its bets, and how it is submitted. */
export function Work({ accountId, batchId }: { accountId: number; batchId: number }) {
  const batch = useKnownBatch(accountId, batchId);
  const account = useAccount(accountId);
  const tombstone = useTombstone(accountId);
  const { state } = useBatchBets(accountId, batchId);
  const { zone } = useSettings();
  const { now } = useServerClock();
  const { stepBatch } = useDeskMoves();
  const width = useWidth();
  const work = useRef<HTMLElement>(null);
  useScreenTitle(batch === undefined ? `Batch #${batchId}` : batchTitle(batch));
  useWorkFocus(work, `${batchId} ${batch?.status}`, state === "loaded");

  const clock = { now: now(), zone };
  const deleted = tombstone === undefined ? null : deletedWords(tombstone, clock);
  if (batch === undefined) {
    if (deleted !== null) return <Tombstone words={deleted} name={tombstone?.name} />;
    return <MissingBatch accountId={accountId} batchId={batchId} />;
  }
  const closed = closedWords(batch, clock);
  const readOnly = deleted ?? closed;
  return (
    <section ref={work} aria-label="Batch" className="flex min-h-0 min-w-0 flex-1 flex-col">
      {width === "phone" && <PhoneBack accountId={accountId} />}
      {deleted !== null && <TombstoneBanner words={deleted} name={tombstone?.name} />}
      {deleted === null && closed !== null && (
        <ReadOnlyBanner batch={batch} words={closed} onNext={() => stepBatch(1)} />
      )}
      <BatchHeader batch={batch} account={account} readOnly={readOnly} />
      <BetWork batch={batch} readOnly={readOnly}>
        <SubmitButton batch={batch} readOnly={readOnly} className="max-md:h-12 max-md:w-full" />
      </BetWork>
    </section>
  );
}
