// What lands on the clipboard. Pure.
import type { Account, BatchHead, Bet } from "@/contract/types";
import { accountLooks } from "@/lib/account-look";
import { type CsvColumn, toTsv } from "@/lib/csv";
import { currencyScale, moneyFromWire, plainMoney } from "@/lib/money";
import { fillTemplate, legsText, parseSelection } from "@/lib/selection-legs";

/** One line per bet, after the operator's template. */
export function copiedLegs(bets: readonly Bet[], template: string, currency: string): string {
  const scale = currencyScale(currency);
  return bets
    .map((bet) =>
      fillTemplate(template, {
        legs: legsText(bet.selection),
        note: bet.note ?? parseSelection(bet.selection).note,
        id: String(bet.id),
        stake: plainMoney(moneyFromWire(bet.stake), scale),
        cost: plainMoney(moneyFromWire(bet.cost), scale),
      }),
    )
    .join("\n");
}

const columnsFor = (scale: number): readonly CsvColumn<Bet>[] => [
  { title: "#", value: (bet) => String(bet.id), numeric: true },
  { title: "selection", value: (bet) => bet.selection },
  { title: "stake", value: (bet) => plainMoney(moneyFromWire(bet.stake), scale), numeric: true },
  { title: "cost", value: (bet) => plainMoney(moneyFromWire(bet.cost), scale), numeric: true },
  { title: "status", value: (bet) => bet.status },
  { title: "by", value: (bet) => bet.updated_by ?? "" },
  { title: "at", value: (bet) => bet.updated_at },
  { title: "reference", value: (bet) => bet.reference ?? "" },
  { title: "note", value: (bet) => bet.note ?? "" },
];

/** Rows for a spreadsheet, under a line that says whose they are: `# [B3] Bet365-Ana #812 EUR`. */
export function copiedRows(
  bets: readonly Bet[],
  batch: BatchHead,
  account: Account | undefined,
  accounts: readonly Account[],
): string {
  const currency = account?.currency ?? "";
  const letters = accountLooks(accounts).get(batch.account_id)?.letters ?? "??";
  const columns = columnsFor(currencyScale(currency));
  const head = `# [${letters}] ${account?.name ?? `account ${batch.account_id}`} #${batch.id} ${currency}`.trimEnd();
  return [head, columns.map((column) => column.title).join("\t"), toTsv(columns, bets)].join("\n");
}
