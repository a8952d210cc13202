import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Account, BatchHead } from "@/contract/types";
import { currencyScale, formatMoney } from "@/lib/money";
import { routes } from "@/lib/routes";
import { formatAge, parseInstant } from "@/lib/time";
import { useObservable } from "@/lib/use-observable";
import { useServerClock } from "@/live/hooks";
import { ErrorPanel } from "@/ui/error-panel";
import { useNow } from "@/ui/now";
import { StatusGlyph } from "@/ui/status-glyph";
import { type DryRunResult, ServerSaid } from "./api";
import type { Body } from "./body";
import { draft } from "./draft";
import { Warning } from "./source-news";

export interface CheckNewsProps {
  account: Account | undefined;
  body: Body | undefined;
  dryRun: UseQueryResult<DryRunResult>;
  identical: UseQueryResult<readonly BatchHead[]>;
}

/** What the valid rows add up to, what the server says of them, and whether it has them already. */
export function CheckNews({ account, body, dryRun, identical }: CheckNewsProps) {
  const { creation, decimal, guess } = useObservable(draft);
  const { error } = dryRun;
  return (
    <div className="flex flex-col gap-1 px-4 pb-2 [&_[role=alert]]:m-0">
      <p className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <Totals currency={account?.currency} />
        {account !== undefined && body !== undefined && <ServerLine dryRun={dryRun} />}
      </p>
      {error !== null && (
        <ErrorPanel
          what="The server could not check the rows."
          detail={error.message}
          requestId={error instanceof ServerSaid ? error.requestId : undefined}
          onRetry={() => void dryRun.refetch()}
        />
      )}
      {dryRun.data?.problems.map((text) => (
        <ErrorPanel key={text} what="The server does not take this batch." detail={text} />
      ))}
      {creation.state === "refused" && (
        <ErrorPanel
          what="Nothing was created: the server refused the batch."
          detail={creation.problem.detail}
          requestId={creation.problem.request_id}
        />
      )}
      {creation.state === "blocked" && <ErrorPanel what="Not sent." detail={creation.why} />}
      {decimal === "auto" && guess.doubtful !== undefined && (
        <Warning
          text={`"${guess.doubtful}" is read with a decimal ${guess.decimal === "." ? "point" : "comma"}. Go back to Map if that is wrong.`}
        />
      )}
      {identical.isError && (
        <Warning text="Whether the account has an identical batch could not be found out. Look at its batches first." />
      )}
      {identical.data?.map((batch) => (
        <Identical key={batch.id} batch={batch} />
      ))}
    </div>
  );
}

function Totals({ currency }: { currency: string | undefined }) {
  const { checked } = useObservable(draft);
  if (checked === undefined) return null;
  const scale = currency === undefined ? 2 : currencyScale(currency);
  const { stake, cost, bad } = checked;
  const text = (amount: typeof stake): string => (amount === undefined ? "too much" : formatMoney(amount, scale));
  return (
    <>
      <span>
        <span className="text-dim">Total stake </span>
        <strong data-import-total="stake">{text(stake)}</strong>
      </span>
      <span>
        <span className="text-dim">cost </span>
        <strong data-import-total="cost">{text(cost)}</strong> {currency}
        {bad.length > 0 && <span className="text-dim"> (valid rows)</span>}
      </span>
    </>
  );
}

function ServerLine({ dryRun }: { dryRun: UseQueryResult<DryRunResult> }) {
  if (dryRun.isFetching) return <StatusGlyph glyph="saving" word="The server is checking" />;
  if (dryRun.data?.accepted === true) return <StatusGlyph glyph="check" word="The server accepts them" />;
  return null;
}

/** A warning and no more: the same bets may be meant twice. */
function Identical({ batch }: { batch: BatchHead }) {
  const { offsetMs } = useServerClock();
  const now = useNow() + offsetMs();
  const created = parseInstant(batch.created_at);
  return (
    <p
      data-import-identical={batch.id}
      className="flex items-start gap-2 rounded border border-unknown bg-unknown-tint px-3 py-1.5"
    >
      <span className="pt-0.5">
        <StatusGlyph glyph="question" word="Warning" bare />
      </span>
      <span>
        These bets are identical to{" "}
        <Link href={routes.batch(batch.account_id, batch.id)} className="rounded-sm text-accent underline">
          #{batch.id}
        </Link>
        {created !== undefined && ` imported ${formatAge(now - created)} ago`}
        {batch.created_by !== undefined && ` by ${batch.created_by}`}.
      </span>
    </p>
  );
}
