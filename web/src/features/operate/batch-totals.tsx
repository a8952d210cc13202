import type { ReactNode } from "react";
import type { BatchHead } from "@/contract/types";
import { currencyScale, formatMoney } from "@/lib/money";
import { ProgressBar } from "@/ui/progress-bar";
import { progressWords, totalOf } from "./desk-model";

/** What the server counts: bets, stake, cost, and how far they are. */
export function BatchTotals({ batch, currency }: { batch: BatchHead; currency: string }) {
  const { summary } = batch;
  const scale = currencyScale(currency);
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-x-7 gap-y-2">
      <Figure label="Bets" total="bets">
        {summary.bets.toLocaleString("en")}
      </Figure>
      <Figure label={`Stake, ${currency}`} total="stake">
        {formatMoney(totalOf(summary, "stake"), scale)}
      </Figure>
      <Figure label={`Cost, ${currency}`} total="cost">
        {formatMoney(totalOf(summary, "cost"), scale)}
      </Figure>
      <div className="flex min-w-56 flex-1 flex-col gap-1 md:max-w-105">
        <span className="text-xs text-dim max-md:sr-only">Progress</span>
        <ProgressBar
          thick
          total={summary.bets}
          label={progressWords(summary)}
          segments={[
            { value: summary.successful.count, tone: "successful" },
            { value: summary.failed.count, tone: "failed" },
          ]}
        />
        <p className="text-xs text-dim">
          <span data-total="successful">{summary.successful.count}</span> successful ·{" "}
          <span data-total="failed">{summary.failed.count}</span> failed ·{" "}
          <span data-total="pending">{summary.pending.count}</span> pending
        </p>
      </div>
    </div>
  );
}

function Figure({ label, total, children }: { label: string; total: string; children: ReactNode }) {
  return (
    <div>
      <div className="text-xs text-dim">{label}</div>
      <div data-total={total} className="text-lg font-semibold">
        {children}
      </div>
    </div>
  );
}
