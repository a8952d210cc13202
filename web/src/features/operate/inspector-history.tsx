import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ReadError } from "@/contract/read-error";
import type { BatchHead, Bet } from "@/contract/types";
import { betGlyph, betWord } from "@/lib/bet-status";
import { formatIsoTitle, formatMoment, parseInstant } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { useAccount, useRecentEvents } from "@/live/hooks";
import { ErrorPanel } from "@/ui/error-panel";
import { Skeleton } from "@/ui/skeleton";
import { StatusGlyph } from "@/ui/status-glyph";
import { historyMax, useBetHistory } from "./inspector-api";
import { type Step, stepsOf } from "./inspector-model";

// A cache of its own, loaded with the first inspector: Operate itself needs no cold data.
const client = new QueryClient({ defaultOptions: { queries: { retry: 1, networkMode: "always" } } });

export function InspectorHistory(props: { bet: Bet; batch: BatchHead }) {
  return (
    <QueryClientProvider client={client}>
      <History {...props} />
    </QueryClientProvider>
  );
}

function History({ bet, batch }: { bet: Bet; batch: BatchHead }) {
  const query = useBetHistory(bet, batch);
  const currency = useAccount(batch.account_id)?.currency ?? "";
  const lags = useLags();
  if (query.isError) {
    return (
      <ErrorPanel
        what="The history could not be loaded."
        detail={query.error.message}
        requestId={query.error instanceof ReadError ? query.error.requestId : undefined}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (query.data === undefined) return <Skeleton rows={4} label="Loading the history" />;
  const steps = stepsOf(query.data, bet.pid, batch, currency);
  return (
    <section aria-label="History" className="border-t border-line px-4 py-3">
      <h3 className="mb-2 text-xs font-semibold tracking-wider text-dim uppercase">History</h3>
      <ol className="ml-1.5 border-l border-edge">
        {steps.map((step) => (
          <HistoryStep key={step.key} step={step} lag={step.seq === undefined ? undefined : lags.get(step.seq)} />
        ))}
      </ol>
      {query.data.length >= historyMax && (
        <p className="text-xs text-dim">The last {historyMax} changes; the audit screen has all.</p>
      )}
    </section>
  );
}

function HistoryStep({ step, lag }: { step: Step; lag: number | undefined }) {
  const { zone } = useSettings();
  const at = parseInstant(step.at);
  const millis = at === undefined ? "" : `.${String(at % 1000).padStart(3, "0")}`;
  const facts = [
    `v${step.version}`,
    step.requestId === undefined ? undefined : `request ${step.requestId.slice(0, 8)}`,
    lag === undefined ? undefined : `seen here +${lag} ms`,
  ];
  return (
    <li className="relative pb-3 pl-4">
      <span
        aria-hidden="true"
        className="absolute top-1 -left-[5px] size-2.5 rounded-full border border-control bg-panel"
      />
      <p className="text-xs text-dim" title={at === undefined ? undefined : formatIsoTitle(at)}>
        {at === undefined ? step.at : formatMoment(at, Date.now(), zone)}
        {millis}
      </p>
      <p className="flex flex-wrap items-baseline gap-x-1.5">
        <StatusGlyph glyph={betGlyph[step.status]} word={betWord[step.status]} bare />
        <span className="min-w-0 break-words">{step.words.join(" · ")}</span>
        {step.actor !== undefined && (
          <span className="text-dim">
            by <span className="font-semibold text-text">{step.actor}</span>
          </span>
        )}
      </p>
      <p className="text-xs text-faint" title={step.requestId}>
        {facts.filter((fact) => fact !== undefined).join(" · ")}
      </p>
    </li>
  );
}

/** How long the events that came while this page was open took to get here, by their place in the log. */
function useLags(): ReadonlyMap<number, number> {
  return new Map(useRecentEvents().map((event) => [event.seq, event.lagMs]));
}
