import type { Summary } from "@/contract/types";
import { betGlyph, betWord } from "@/lib/bet-status";
import { currencyScale, formatMoney, moneyFromWire } from "@/lib/money";
import { cx } from "@/ui/cx";
import { StatusGlyph } from "@/ui/status-glyph";

export interface SubmitTotalsProps {
  summary: Summary;
  currency: string;
  /** They changed a moment ago. */
  flash: boolean;
}

const order = ["successful", "failed", "pending"] as const;

/** The server's totals, status by status: what a submit is about. */
export function SubmitTotals({ summary, currency, flash }: SubmitTotalsProps) {
  const scale = currencyScale(currency);
  const money = (wire: number): string => formatMoney(moneyFromWire(wire), scale);
  return (
    <table className="w-full border-y border-line text-right">
      <caption className="sr-only">Totals of the batch, in {currency}</caption>
      <thead className="text-xs text-dim">
        <tr>
          <th scope="col" className="py-1.5 text-left font-medium">
            {currency}
          </th>
          <th scope="col" className="font-medium">
            bets
          </th>
          <th scope="col" className="font-medium">
            stake
          </th>
          <th scope="col" className="font-medium">
            cost
          </th>
        </tr>
      </thead>
      <tbody className={cx("transition-colors duration-100", flash && "bg-unknown-tint")}>
        {order.map((status) => (
          <tr key={status} className={status === "pending" && summary.pending.count > 0 ? "font-semibold" : undefined}>
            <th scope="row" className="py-1 text-left">
              <StatusGlyph glyph={betGlyph[status]} word={betWord[status]} />
            </th>
            <td data-review={status}>{summary[status].count.toLocaleString("en")}</td>
            <td>{money(summary[status].stake)}</td>
            <td>{money(summary[status].cost)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
