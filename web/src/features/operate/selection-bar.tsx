import { currencyScale, formatMoney } from "@/lib/money";
import { useBatchHead, useOperations } from "@/live/hooks";
import { useLive } from "@/live/live-context";
import { Button } from "@/ui/button";
import { split, totalsOf } from "./selection-model";
import type { BetWorkState } from "./use-bet-work";

/** What is chosen, what it amounts to, and what can be done with all of it. */
export function SelectionBar({ work }: { work: BetWorkState }) {
  const { chosen, marks, currency, batch } = work;
  const { store } = useLive();
  // Follows the bets of the batch: every change of one of them is a new version of its head.
  useBatchHead(batch.id);
  useOperations();
  const { fresh, changed } = split(chosen.selection, store.bet);
  const totals = totalsOf(chosen.selection.keys(), store.bet);
  const scale = currencyScale(currency);
  const reason =
    fresh.length === 0
      ? "All of them were changed by others since."
      : fresh.length > 1
        ? marks.bulkReason
        : marks.markReason;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <p className="whitespace-nowrap">
        <strong>{totals.count.toLocaleString("en")} selected</strong>
        <span className="text-dim">
          {" "}
          · {formatMoney(totals.stake, scale)} stake · {formatMoney(totals.cost, scale)} cost {currency}
        </span>
      </p>
      {changed.length > 0 && (
        <p className="flex items-center gap-2 text-xs text-unknown">
          {changed.length} changed by others since, left out
          <Button size="row" onClick={chosen.again} tip="Choose them as they are now">
            Choose again
          </Button>
        </p>
      )}
      <span className="flex flex-wrap gap-1.5">
        <Button binding="bet.successful" reason={reason} onClick={() => work.mark("successful")}>
          Successful
        </Button>
        <Button binding="bet.failed" reason={reason} onClick={() => work.mark("failed")}>
          Failed
        </Button>
        <Button binding="bet.pending" reason={reason} onClick={() => work.mark("pending")}>
          Back to pending
        </Button>
        <Button kind="quiet" binding="bet.copy" onClick={() => void work.copy("legs")}>
          Copy
        </Button>
        <Button kind="quiet" onClick={clear}>
          Clear
        </Button>
      </span>
    </div>
  );

  function clear(): void {
    chosen.clear();
    if (work.active !== undefined) work.focusRow(work.active);
  }
}
