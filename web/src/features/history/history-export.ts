// The page that is shown, as a file. Pure.
import type { Account, BatchHead } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { toCsv } from "@/lib/csv";
import { currencyScale, plainMoney } from "@/lib/money";
import { stakeOf, successOf, workedFor } from "./model";

export function historyCsv(rows: readonly BatchHead[], accountOf: (id: number) => Account | undefined): string {
  const currency = (batch: BatchHead): string => accountOf(batch.account_id)?.currency ?? "";
  const figure = (value: number | undefined): string => (value === undefined ? "" : String(value));
  return toCsv<BatchHead>(
    [
      { title: "batch", value: ({ id }) => String(id), numeric: true },
      { title: "title", value: batchTitle },
      { title: "account", value: (batch) => accountOf(batch.account_id)?.name ?? String(batch.account_id) },
      { title: "status", value: ({ status }) => status },
      { title: "created_at", value: (batch) => batch.created_at },
      { title: "created_by", value: (batch) => batch.created_by ?? "" },
      { title: "submitted_at", value: (batch) => batch.submitted_at ?? "" },
      { title: "submitted_by", value: (batch) => batch.submitted_by ?? "" },
      { title: "bets", value: ({ summary }) => String(summary.bets), numeric: true },
      { title: "successful", value: ({ summary }) => String(summary.successful.count), numeric: true },
      { title: "failed", value: ({ summary }) => String(summary.failed.count), numeric: true },
      { title: "pending", value: ({ summary }) => String(summary.pending.count), numeric: true },
      {
        title: "stake",
        value: (batch) => plainMoney(stakeOf(batch), currencyScale(currency(batch))),
        numeric: true,
      },
      { title: "currency", value: currency },
      { title: "success_percent", value: (batch) => figure(successOf(batch)), numeric: true },
      { title: "worked_ms", value: (batch) => figure(workedFor(batch)), numeric: true },
    ],
    rows,
  );
}
