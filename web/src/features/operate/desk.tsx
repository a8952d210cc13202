import { useWidth } from "@/lib/use-width";
import { useAccount, useBatchHead } from "@/live/hooks";
import { cx } from "@/ui/cx";
import { BatchHeader } from "./batch-header";
import { BetWork } from "./bet-work";
import { closedWords } from "./read-only";
import { Sidebar } from "./sidebar";

export interface DeskProps {
  account: number | undefined;
  batch: number | undefined;
}

/** The panes: accounts and batches at the left, the work at the right; a phone shows one of them. */
export function Desk({ account, batch }: DeskProps) {
  const width = useWidth();
  const showsWork = width !== "phone" || batch !== undefined;
  return (
    <div className="flex h-full min-h-0">
      {(width === "wide" || !showsWork) && (
        <aside
          aria-label="Accounts and batches"
          className={cx("flex flex-col border-r border-line bg-panel", width === "phone" ? "w-full" : "w-64 shrink-0")}
        >
          <Sidebar account={account} batch={batch} />
        </aside>
      )}
      {showsWork && batch !== undefined && <Work batchId={batch} />}
    </div>
  );
}

function Work({ batchId }: { batchId: number }) {
  const batch = useBatchHead(batchId);
  const account = useAccount(batch?.account_id ?? 0);
  if (batch === undefined) return null;
  return (
    <section aria-label="Batch" className="flex min-w-0 flex-1 flex-col">
      <BatchHeader batch={batch} account={account} />
      <BetWork key={batch.id} batch={batch} readOnly={closedWords(batch, { now: Date.now(), zone: "local" })} />
    </section>
  );
}
