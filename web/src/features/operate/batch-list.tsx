import { memo } from "react";
import { Link } from "wouter";
import type { BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { batchWord } from "@/lib/bet-status";
import { keys } from "@/lib/keyboard";
import { routes } from "@/lib/routes";
import { isOpen, startTime } from "@/live/batch-order";
import { useBatchHead, useOpenBatches, useServerClock } from "@/live/hooks";
import { Countdown } from "@/ui/countdown";
import { cx } from "@/ui/cx";
import { ProgressBar } from "@/ui/progress-bar";
import { openOnly, progressWords } from "./desk-model";
import { BatchPresence } from "./presence-bar";
import { SidebarHeading } from "./sidebar-heading";
import { useHeldOrder } from "./use-held-order";
import { useSeenBatches } from "./use-seen-batches";

export interface BatchListProps {
  accountId: number;
  accountName: string;
  current: number | undefined;
}

/** The open batches of an account, by start; and the one that is looked at, though it may be closed. */
export function BatchList({ accountId, accountName, current }: BatchListProps) {
  const batches = useOpenBatches(accountId);
  const viewed = useBatchHead(current ?? 0);
  const open = openOnly(batches);
  const { batches: listed, hold } = useHeldOrder(open);
  const seen = useSeenBatches(accountId, open, current);
  const closed = viewed !== undefined && viewed.account_id === accountId && !isOpen(viewed.status) ? viewed : undefined;
  return (
    <nav aria-label={`Batches of ${accountName}`} data-key-region="batches">
      <SidebarHeading title={`Batches \u00b7 ${accountName}`} aside={`${open.length} open`} />
      <ul {...hold}>
        {listed.map((batch) => (
          <li key={batch.id} className="border-b border-line">
            <BatchRow batch={batch} current={batch.id === current} fresh={!seen.has(batch.id)} />
          </li>
        ))}
      </ul>
      {closed !== undefined && <BatchRow batch={closed} current fresh={false} />}
      {open.length === 0 && closed === undefined && <p className="px-3.5 py-2 text-dim">No open batch.</p>}
    </nav>
  );
}

interface BatchRowProps {
  batch: BatchHead;
  current: boolean;
  /** It came while the operator was here, and was not opened yet. */
  fresh: boolean;
}

const BatchRow = memo(function BatchRow({ batch, current, fresh }: BatchRowProps) {
  const { summary } = batch;
  return (
    <Link
      href={routes.batch(batch.account_id, batch.id)}
      data-batch={batch.id}
      aria-current={current || undefined}
      onClick={() => keys.settle()}
      className={cx(
        "flex flex-col gap-1.5 border-l-2 py-2 pr-3.5 pl-3 -outline-offset-2 pointer-coarse:py-3",
        current ? "border-accent bg-selected" : "border-transparent hover:bg-hover",
      )}
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-semibold">{batchTitle(batch)}</span>
        {fresh && (
          <span className="shrink-0 rounded-sm border border-accent px-1 text-[11px]/4 font-semibold text-accent">
            new
          </span>
        )}
        <Start batch={batch} />
      </span>
      <span className="flex items-center gap-3 text-xs text-dim">
        <ProgressBar
          total={summary.bets}
          label={progressWords(summary)}
          segments={[
            { value: summary.successful.count, tone: "successful" },
            { value: summary.failed.count, tone: "failed" },
          ]}
        />
        <BatchPresence batchId={batch.id} />
        <span className="shrink-0">{leftWords(batch)}</span>
      </span>
    </Link>
  );
});

function Start({ batch }: { batch: BatchHead }) {
  const { offsetMs } = useServerClock();
  const start = startTime(batch);
  if (start === undefined || !isOpen(batch.status)) return null;
  return <Countdown target={start} clockOffset={offsetMs()} />;
}

function leftWords({ status, summary }: BatchHead): string {
  if (!isOpen(status)) return batchWord[status].toLowerCase();
  return summary.pending.count === 0 ? "all marked" : `${summary.pending.count} left`;
}
