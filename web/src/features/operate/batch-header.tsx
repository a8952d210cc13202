import type { Account, BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { batchWord } from "@/lib/bet-status";
import { formatIsoTitle, formatMoment, parseInstant } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { useServerClock } from "@/live/hooks";
import { Badge } from "@/ui/pill";
import { BatchTools } from "./batch-tools";
import { BatchTotals } from "./batch-totals";
import { MetaChips } from "./meta-chips";

export interface BatchHeaderProps {
  batch: BatchHead;
  account: Account | undefined;
  /** Why nothing of it can be changed. */
  readOnly: string | null;
}

/** What is worked on: its name, its status, where it comes from, and the server's totals. */
export function BatchHeader({ batch, account, readOnly }: BatchHeaderProps) {
  return (
    <header className="flex shrink-0 flex-col gap-2 border-b border-line px-4 pt-2.5 pb-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 tabIndex={-1} className="min-w-0 truncate text-xl font-semibold tracking-tight">
          {batchTitle(batch)}
        </h1>
        <Badge>{batchWord[batch.status]}</Badge>
        <Origin batch={batch} />
        <div className="ml-auto">
          <BatchTools batch={batch} account={account} readOnly={readOnly} />
        </div>
      </div>
      <BatchTotals batch={batch} currency={account?.currency ?? ""} />
      <MetaChips batch={batch} readOnly={readOnly} />
    </header>
  );
}

function Origin({ batch }: { batch: BatchHead }) {
  const { zone } = useSettings();
  const { now } = useServerClock();
  const at = parseInstant(batch.created_at);
  return (
    <p className="text-dim">
      #{batch.id}
      {batch.created_by !== undefined && ` \u00b7 by ${batch.created_by}`}
      {at !== undefined && (
        <time dateTime={batch.created_at} title={formatIsoTitle(at)}>
          {` \u00b7 ${formatMoment(at, now(), zone)}`}
        </time>
      )}
    </p>
  );
}
