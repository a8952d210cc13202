import { Link } from "wouter";
import type { BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { keys } from "@/lib/keyboard";
import { routes } from "@/lib/routes";
import { useAccountLooks } from "@/live/account-looks";
import { startTime } from "@/live/batch-order";
import { useAccount, useServerClock } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { AccountTag } from "@/ui/account-tag";
import { Countdown } from "@/ui/countdown";
import { useNow } from "@/ui/now";
import { ProgressBar } from "@/ui/progress-bar";
import { progressWords, waitingInOrder } from "./desk-model";
import { useHeldOrder } from "./use-held-order";

/** So many fit on a screen without scrolling; the sidebar has the rest. */
const rowsMax = 12;

/** What waits for somebody, over all accounts, by start: where a shift begins. Looks once a second, as the countdowns do. */
export function NextUp() {
  const { store } = useLive();
  useNow();
  const waiting = waitingInOrder(store.allAccounts().flatMap(({ id }) => store.openBatches(id)));
  const { batches, hold } = useHeldOrder(waiting.slice(0, rowsMax));
  if (waiting.length === 0) return <p className="px-6 py-16 text-center text-dim">Nothing waits. Choose an account.</p>;
  return (
    <div className="mx-auto max-w-3xl px-6 py-8">
      <h2 className="text-lg font-semibold">Next up</h2>
      <p className="text-dim">Batches with pending bets, over all accounts.</p>
      <ul className="mt-3 border-t border-line" {...hold}>
        {batches.map((batch) => (
          <li key={batch.id} className="border-b border-line">
            <WaitingBatch batch={batch} />
          </li>
        ))}
      </ul>
      {waiting.length > rowsMax && <p className="mt-2 text-dim">{waiting.length - rowsMax} more in the accounts.</p>}
    </div>
  );
}

function WaitingBatch({ batch }: { batch: BatchHead }) {
  const account = useAccount(batch.account_id);
  const look = useAccountLooks().get(batch.account_id);
  const { offsetMs } = useServerClock();
  const start = startTime(batch);
  const { summary } = batch;
  return (
    <Link
      href={routes.batch(batch.account_id, batch.id)}
      onClick={() => keys.settle()}
      className="grid grid-cols-[11rem_minmax(0,1fr)_8rem_5rem_8rem] items-center gap-4 px-2 py-2 -outline-offset-2 hover:bg-hover"
    >
      <AccountTag letters={look?.letters ?? "??"} hue={look?.hue ?? 1} name={account?.name} />
      <span className="truncate font-semibold">{batchTitle(batch)}</span>
      <ProgressBar
        total={summary.bets}
        label={progressWords(summary)}
        segments={[
          { value: summary.successful.count, tone: "successful" },
          { value: summary.failed.count, tone: "failed" },
        ]}
      />
      <span className="text-right text-dim">{summary.pending.count} left</span>
      <span className="text-right">{start !== undefined && <Countdown target={start} clockOffset={offsetMs()} />}</span>
    </Link>
  );
}
