import { currencyScale, formatMoney } from "@/lib/money";
import type { CurrencyTotal } from "./model";

/** One line for each currency: they have no common sum. */
export function Totals({ totals }: { totals: readonly CurrencyTotal[] }) {
  if (totals.length === 0) return null;
  return (
    <table className="ml-auto border-collapse text-right max-md:ml-0">
      <caption className="sr-only">Open per currency</caption>
      <thead className="text-xs text-dim">
        <tr>
          <th scope="col" className="pl-6 font-medium first:pl-0">
            Currency
          </th>
          <th scope="col" className="pl-6 font-medium">
            Batches
          </th>
          <th scope="col" className="pl-6 font-medium">
            Pending bets
          </th>
          <th scope="col" className="pl-6 font-medium">
            Pending stake
          </th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ currency, batches, pending, stake }) => (
          <tr key={currency}>
            <th scope="row" className="font-semibold">
              {currency}
            </th>
            <td className="pl-6">{batches.toLocaleString("en")}</td>
            <td className="pl-6">{pending.toLocaleString("en")}</td>
            <td className="pl-6 font-semibold">{formatMoney(stake, currencyScale(currency))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
