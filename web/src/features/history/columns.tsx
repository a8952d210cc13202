import { Link } from "wouter";
import type { BatchHead } from "@/contract/types";
import type { AccountLook } from "@/lib/account-look";
import { batchTitle } from "@/lib/batch-title";
import { batchWord } from "@/lib/bet-status";
import { currencyScale, formatMoney } from "@/lib/money";
import { routes } from "@/lib/routes";
import { formatDuration, formatIsoTitle, formatMoment, parseInstant } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { isOpen } from "@/live/batch-order";
import { useAccount } from "@/live/hooks";
import { AccountTag } from "@/ui/account-tag";
import { Button } from "@/ui/button";
import { ProgressBar } from "@/ui/progress-bar";
import { StatusGlyph } from "@/ui/status-glyph";
import type { Column } from "@/ui/table";
import { stakeOf, successOf, workedFor } from "./model";

export const batchGlyph = { created: "ring", active: "half", submitted: "saving", completed: "check" } as const;

export type ColumnsOf = {
  readonly looks: ReadonlyMap<number, AccountLook>;
  /** Why nothing can be reopened now. */
  readonly locked: string | undefined;
  readonly onReopen: (batch: BatchHead) => void;
};

export function columnsOf({ looks, locked, onReopen }: ColumnsOf): readonly Column<BatchHead>[] {
  return [
    {
      key: "batch",
      title: "Batch",
      cell: (batch) => (
        <Link href={routes.batch(batch.account_id, batch.id)} className="rounded-sm font-semibold hover:underline">
          {batchTitle(batch)} <span className="font-normal text-dim">#{batch.id}</span>
        </Link>
      ),
    },
    {
      key: "status",
      title: "Status",
      cell: ({ status }) => <StatusWord status={status} />,
    },
    {
      key: "account",
      title: "Account",
      cell: ({ account_id: id }) => <AccountName id={id} look={looks.get(id)} />,
    },
    {
      key: "created",
      title: "Created",
      from: "md",
      cell: (batch) => <ByAt by={batch.created_by} at={batch.created_at} />,
    },
    {
      key: "submitted",
      title: "Submitted",
      from: "md",
      cell: (batch) => (isOpen(batch.status) ? <None /> : <ByAt by={batch.submitted_by} at={batch.submitted_at} />),
    },
    { key: "bets", title: "Bets", from: "md", cell: (batch) => <Counts batch={batch} /> },
    { key: "stake", title: "Stake", numeric: true, cell: (batch) => <Stake batch={batch} /> },
    { key: "success", title: "Success", numeric: true, from: "md", cell: (batch) => <Success batch={batch} /> },
    { key: "duration", title: "Duration", numeric: true, from: "lg", cell: (batch) => <Worked batch={batch} /> },
    {
      key: "actions",
      title: <span className="sr-only">Actions</span>,
      cell: (batch) => (
        <Button
          size="row"
          aria-label={`Reopen ${batchTitle(batch)} #${batch.id}`}
          reason={isOpen(batch.status) ? "It is open: there is nothing to reopen." : locked}
          onClick={() => onReopen(batch)}
        >
          Reopen
        </Button>
      ),
    },
  ];
}

function StatusWord({ status }: { status: BatchHead["status"] }) {
  return <StatusGlyph glyph={batchGlyph[status]} word={batchWord[status]} />;
}

function AccountName({ id, look }: { id: number; look: AccountLook | undefined }) {
  const account = useAccount(id);
  const name = account?.name ?? `#${id}`;
  return look === undefined ? name : <AccountTag letters={look.letters} hue={look.hue} name={name} size="small" />;
}

function None() {
  return <span className="text-faint">–</span>;
}

function ByAt({ by, at }: { by: string | undefined; at: string | undefined }) {
  const { zone } = useSettings();
  const instant = parseInstant(at);
  if (instant === undefined) return <None />;
  return (
    <span title={formatIsoTitle(instant)}>
      {formatMoment(instant, Date.now(), zone)} <span className="text-dim">{by}</span>
    </span>
  );
}

function Counts({ batch: { summary } }: { batch: BatchHead }) {
  const { pending, successful, failed } = summary;
  const words = `${successful.count} successful, ${failed.count} failed, ${pending.count} pending`;
  return (
    <span className="flex min-w-36 items-center gap-2" data-tip={words}>
      <span className="w-10 text-right">{summary.bets.toLocaleString("en")}</span>
      <ProgressBar
        total={summary.bets}
        label={words}
        segments={[
          { value: successful.count, tone: "successful" },
          { value: failed.count, tone: "failed" },
        ]}
      />
      <span className="w-20 shrink-0 text-xs text-dim">
        {pending.count > 0 ? `${pending.count.toLocaleString("en")} pending` : ""}
      </span>
    </span>
  );
}

function Stake({ batch }: { batch: BatchHead }) {
  const currency = useAccount(batch.account_id)?.currency ?? "";
  return (
    <>
      {formatMoney(stakeOf(batch), currencyScale(currency))} <span className="text-xs text-dim">{currency}</span>
    </>
  );
}

function Success({ batch }: { batch: BatchHead }) {
  const percent = successOf(batch);
  return percent === undefined ? <None /> : <>{percent} %</>;
}

function Worked({ batch }: { batch: BatchHead }) {
  const worked = workedFor(batch);
  return worked === undefined ? <None /> : formatDuration(worked);
}
