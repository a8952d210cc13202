// A batch as text: for the clipboard and as a file. Pure. Text cells cannot become formulas; see lib/csv.
import type { Account, BatchHead, Bet } from "@/contract/types";
import { batchTitle } from "@/lib/batch-title";
import { type CsvColumn, toCsv, toTsv } from "@/lib/csv";
import { currencyScale, moneyFromWire, plainMoney } from "@/lib/money";

export type BatchOf = {
  readonly batch: BatchHead;
  readonly account: Account | undefined;
  readonly letters: string;
  readonly bets: readonly Bet[];
};

function columnsFor(currency: string): readonly CsvColumn<Bet>[] {
  const scale = currencyScale(currency);
  return [
    { title: "id", value: (bet) => String(bet.id), numeric: true },
    { title: "selection", value: (bet) => bet.selection },
    { title: `stake ${currency}`.trim(), value: (bet) => plainMoney(moneyFromWire(bet.stake), scale), numeric: true },
    { title: `cost ${currency}`.trim(), value: (bet) => plainMoney(moneyFromWire(bet.cost), scale), numeric: true },
    { title: "status", value: (bet) => bet.status },
    { title: "note", value: (bet) => bet.note ?? "" },
    { title: "reference", value: (bet) => bet.reference ?? "" },
    { title: "updated_by", value: (bet) => bet.updated_by ?? "" },
    { title: "updated_at", value: (bet) => bet.updated_at },
    { title: "pid", value: (bet) => String(bet.pid), numeric: true },
  ];
}

export function batchCsv({ account, bets }: BatchOf): string {
  return toCsv(columnsFor(account?.currency ?? ""), bets);
}

/** Says whose bets these are before it lists them. */
export function batchTsv({ batch, account, letters, bets }: BatchOf): string {
  const columns = columnsFor(account?.currency ?? "");
  const from = `# [${letters}] ${account?.name ?? ""} #${batch.id} ${batchTitle(batch)}`;
  return [from, columns.map(({ title }) => title).join("\t"), toTsv(columns, bets)].join("\n");
}

/** `bet365-ana-812-trifecta-r5.csv` */
export function batchFileName({ batch, account }: BatchOf): string {
  const words = `${account?.name ?? "batch"} ${batch.id} ${batchTitle(batch)}`;
  return `${words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")}.csv`;
}
