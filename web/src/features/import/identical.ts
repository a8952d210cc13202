// Whether a batch was imported before: the same bets, one by one.
import type { Batch, BatchHead, NewBet } from "@/contract/types";
import { type Money, moneyFromWire, parseMoney, sumMoney } from "@/lib/money";

export type Totals = { readonly bets: number; readonly stake: Money; readonly cost: Money };

/** Of recent batches those that may be the same: as many bets, and the same totals. */
export function candidates(heads: readonly BatchHead[], totals: Totals): readonly BatchHead[] {
  return heads.filter(({ summary }) => {
    if (summary.bets !== totals.bets) return false;
    const parts = [summary.pending, summary.successful, summary.failed];
    const stake = sumMoney(parts.map((part) => moneyFromWire(part.stake)));
    const cost = sumMoney(parts.map((part) => moneyFromWire(part.cost)));
    return stake === totals.stake && cost === totals.cost;
  });
}

/** The same ids with the same selections and amounts, in whatever order. */
export function isIdentical(batch: Batch, bets: readonly NewBet[]): boolean {
  if (batch.bets.length !== bets.length) return false;
  const byId = new Map(batch.bets.map((bet) => [bet.id, bet]));
  return bets.every((bet) => {
    const other = byId.get(bet.id);
    return (
      other !== undefined &&
      other.selection === bet.selection &&
      amountOf(bet.stake) === moneyFromWire(other.stake) &&
      amountOf(bet.cost) === moneyFromWire(other.cost)
    );
  });
}

function amountOf(value: NewBet["stake"]): Money | undefined {
  if (typeof value === "number") return moneyFromWire(value);
  const parsed = parseMoney(value);
  return parsed.ok ? parsed.value : undefined;
}
